package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"sync"
	"time"
)

// way is how a server is reached. Sources of one way share their connections,
// and no connection serves two ways.
type way struct {
	proxy    string // its address; empty for none
	insecure bool   // any TLS certificate will do
}

// ways has a transport for each way that a source has asked for.
type ways struct {
	options Options
	guard   *guard
	// dial reaches servers, and bare proxies.
	dial, bare dialer
	roots      *x509.CertPool // nil for those of the system

	mu   sync.Mutex
	open map[way]*http.Transport
}

type dialer func(ctx context.Context, network, address string) (net.Conn, error)

func newWays(o Options) *ways {
	g := newGuard(o.AllowPrivate)
	return &ways{options: o, guard: g, dial: g.dial, bare: g.dialer.DialContext, open: map[way]*http.Transport{}}
}

// of is the transport of a way, made when it is first asked for.
func (ws *ways) of(w way) (*http.Transport, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if t := ws.open[w]; t != nil {
		return t, nil
	}
	t := ws.transport()
	t.TLSClientConfig.InsecureSkipVerify = w.insecure
	if w.proxy != "" {
		p, err := newProxy(w.proxy, ws.bare, ws.roots)
		if err != nil {
			return nil, err
		}
		t.Proxy, t.DialContext, t.OnProxyConnectResponse = http.ProxyURL(p.address), p.dial, p.connected
	}
	ws.open[w] = t
	return t, nil
}

// transport is that of a direct way. It knows no proxy of the environment: where
// a source is asked through is config.yaml's to say.
func (ws *ways) transport() *http.Transport {
	o := ws.options
	return &http.Transport{
		DialContext:            ws.dial,
		TLSClientConfig:        &tls.Config{RootCAs: ws.roots},
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // decompress.go knows more encodings, and their bounds
		MaxResponseHeaderBytes: o.MaxHeader,
		MaxIdleConns:           4 * o.Concurrency,
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        90 * time.Second,
		// A poll gives up by its own watch; this ends a handshake that
		// nobody waits for any more.
		TLSHandshakeTimeout: max(o.Timeout, patience),
	}
}

// patience is how long a connection may take to be made, beyond the dialling,
// when no poll waits for it any more.
const patience = time.Minute

// close closes the connections that are kept for later polls.
func (ws *ways) close() {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for _, t := range ws.open {
		t.CloseIdleConnections()
	}
}
