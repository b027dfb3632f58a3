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
		return unwelcome(at)
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return fail(KindNetwork, nil, "the proxy %s could not reach the server (HTTP %d %s)", at.Host, code, http.StatusText(code))
	}
	return fail(KindProxy, nil, "the proxy %s refused to connect to the server (HTTP %d %s)", at.Host, code, http.StatusText(code))
}

// unwelcome says what a proxy that wants a login (407) makes of ours.
func unwelcome(at *url.URL) error {
	return fail(KindProxy, nil, "the proxy %s %s (HTTP 407)", at.Host, loginRefused(at))
}

func loginRefused(at *url.URL) string {
	if at.User == nil {
		return "wants a user and password: write them in proxy"
	}
	return "refused the user and password in proxy"
}

// proxyError is an error before the server could be asked: the proxy's.
type proxyError struct {
	at  *url.URL
	err error
}

func (e *proxyError) Error() string { return fmt.Sprintf("proxy %s: %v", e.at.Host, e.err) }
func (e *proxyError) Unwrap() error { return e.err }

// visit sends a request through a transport's proxy. It tells what went wrong
// before there was a connection to the server from what did later.
func visit(t *http.Transport, at *url.URL, req *http.Request) (*http.Response, error) {
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
	at, cause := p.at.Host, plainCause(p.err)
	if reply, ok := strings.CutPrefix(cause, "unknown error "); ok {
		return fail(KindNetwork, err, "the proxy %s could not reach the server: %s", at, reply)
	}
	switch {
	case cause == "username/password authentication failed", cause == "no acceptable authentication methods":
		return fail(KindProxy, err, "the proxy %s %s", at, loginRefused(p.at))
	case strings.HasPrefix(cause, "unexpected protocol version"):
		return fail(KindProxy, err, "the proxy %s does not speak SOCKS 5", at)
	case strings.HasPrefix(cause, "malformed HTTP"):
		return fail(KindProxy, err, "the proxy %s does not speak HTTP", at)
	}
	return fail(KindProxy, err, "the proxy %s: %s", at, explain(p.err).Line)
}
