package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// proxy is what a transport's requests go through. config.yaml names it, so it
// may be at a private address: there, and at that port, and as the proxy only.
type proxy struct {
	address *url.URL // for http.Transport: http or socks5, with a port
	bare    dialer
	tls     *tls.Config // nil where the proxy itself is not reached by TLS
}

// newProxy reads the address of an http, https, socks5 or socks5h proxy. The
// TLS to an https proxy is made here and not by http.Transport, which would
// trust any certificate of the proxy's where it may trust any of the source's.
func newProxy(address string, bare dialer, roots *x509.CertPool) (*proxy, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, fail(KindProxy, nil, "the proxy has no address that can be asked (check the proxy of this source)")
	}
	p := &proxy{address: u, bare: bare}
	if u.Scheme == "https" {
		p.tls = &tls.Config{ServerName: u.Hostname(), RootCAs: roots}
		u.Scheme, u.Host = "http", net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), "443"))
	}
	return p, nil
}

// dial is for http.Transport, which dials nothing but its proxy. What follows
// has a time that visit takes away: http.Transport waits without end for a SOCKS
// proxy that says nothing.
func (p *proxy) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := p.bare(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		conn.Close()
		return nil, err
	}
	if p.tls == nil {
		return conn, nil
	}
	secure := tls.Client(conn, p.tls)
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secure, nil
}

// connected judges a proxy's answer to CONNECT (RFC 9110, section 9.3.6). Its
// words are the proxy's own: only the status is told.
func (p *proxy) connected(_ context.Context, at *url.URL, _ *http.Request, res *http.Response) error {
	code := res.StatusCode
	switch code {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return unwelcome(at.Host)
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return fail(KindNetwork, nil, "the proxy %s could not reach the server (HTTP %d %s)", at.Host, code, http.StatusText(code))
	}
	return fail(KindProxy, nil, "the proxy %s refused to connect to the server (HTTP %d %s)", at.Host, code, http.StatusText(code))
}

func unwelcome(at string) error {
	return fail(KindProxy, nil, "the proxy %s wants another user and password (HTTP 407; check the proxy of this source)", at)
}

// proxyError is an error before the server could be asked: the proxy's.
type proxyError struct {
	at  string // host and port
	err error
}

func (e *proxyError) Error() string { return fmt.Sprintf("proxy %s: %v", e.at, e.err) }
func (e *proxyError) Unwrap() error { return e.err }

// visit sends a request through a transport's proxy. It tells what went wrong
// before there was a connection to the server from what did later.
func visit(t *http.Transport, at string, req *http.Request) (*http.Response, error) {
	var there atomic.Bool
	res, err := t.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		TLSHandshakeStart: func() { there.Store(true) },
		GotConn: func(got httptrace.GotConnInfo) {
			there.Store(true)
			got.Conn.SetDeadline(time.Time{}) // a closed one says so when it is used
		},
	})))
	switch {
	case err != nil && !there.Load():
		return nil, &proxyError{at, err}
	case err == nil && res.StatusCode == http.StatusProxyAuthRequired:
		res.Body.Close()
		return nil, unwelcome(at)
	}
	return res, err
}

// explainProxy tells what SOCKS proxies and net/http say of them in words only
// (RFC 1928, sections 3 and 6; RFC 1929).
func explainProxy(err error) *Failure {
	var p *proxyError
	if !errors.As(err, &p) {
		return nil
	}
	cause := plainCause(p.err)
	if reply, ok := strings.CutPrefix(cause, "unknown error "); ok {
		return fail(KindNetwork, err, "the proxy %s could not reach the server: %s", p.at, reply)
	}
	switch {
	case cause == "username/password authentication failed", cause == "no acceptable authentication methods":
		return fail(KindProxy, err, "the proxy %s wants another user and password (check the proxy of this source)", p.at)
	case strings.HasPrefix(cause, "unexpected protocol version"):
		return fail(KindProxy, err, "the proxy %s does not speak SOCKS 5", p.at)
	case strings.HasPrefix(cause, "malformed HTTP"):
		return fail(KindProxy, err, "the proxy %s does not speak HTTP", p.at)
	}
	return fail(KindProxy, err, "the proxy %s: %s", p.at, explain(p.err).Line)
}
