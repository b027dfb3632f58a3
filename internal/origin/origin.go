package origin

import (
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Origin is a running server, on a free port of the loopback address.
type Origin struct {
	server *httptest.Server
	closed chan struct{}

	mu    sync.Mutex
	feeds map[string]*Feed
	log   []Request
	conns int
}

// Request is one that the server has answered.
type Request struct {
	Feed   string // its name, or the path where there is no such feed
	Proto  string // such as HTTP/2.0
	Header http.Header
	Status int // of the answer
}

// New starts a server that ends with the test.
func New(t testing.TB) *Origin {
	o := Start()
	t.Cleanup(o.Close)
	return o
}

// Start starts a server that ends with Close.
func Start() *Origin {
	o := unstarted()
	o.server.Start()
	return o
}

// StartTLS starts a server that speaks HTTP/2 over TLS. No system trusts its
// certificate.
func StartTLS() *Origin {
	o := unstarted()
	o.server.EnableHTTP2 = true
	o.server.StartTLS()
	return o
}

func unstarted() *Origin {
	o := &Origin{feeds: map[string]*Feed{}, closed: make(chan struct{})}
	o.server = httptest.NewUnstartedServer(o)
	o.server.Config.ErrorLog = log.New(io.Discard, "", 0) // clients break off on purpose
	o.server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.conns++
		}
	}
	return o
}

// Close ends the server, and the requests that hang.
func (o *Origin) Close() {
	close(o.closed)
	o.server.Close()
}

// URL is the address of the server, without a slash at the end.
func (o *Origin) URL() string { return o.server.URL }

// HostPort is where the server listens, as config.yaml's allow_private names it.
func (o *Origin) HostPort() string { return o.server.Listener.Addr().String() }

// Certificate is that of a server with TLS.
func (o *Origin) Certificate() *x509.Certificate { return o.server.Certificate() }

// Feed is the feed of that name, made when it is first asked for.
func (o *Origin) Feed(name string, format Format) *Feed {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := o.feeds[name]
	if f == nil {
		f = &Feed{origin: o, name: name, format: format, title: "Feed " + name}
		o.feeds[name] = f
	}
	return f
}

// Log lists the requests so far, in the order of their ends.
func (o *Origin) Log() []Request {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]Request(nil), o.log...)
}

// Connections counts the connections that were made to the server.
func (o *Origin) Connections() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.conns
}

// Requests counts the requests for a feed.
func (o *Origin) Requests(feed string) int {
	return o.count(func(r Request) bool { return r.Feed == feed })
}

// NotModified counts the requests for a feed that were answered with 304.
func (o *Origin) NotModified(feed string) int {
	return o.count(func(r Request) bool { return r.Feed == feed && r.Status == http.StatusNotModified })
}

func (o *Origin) count(of func(Request) bool) int {
	n := 0
	for _, r := range o.Log() {
		if of(r) {
			n++
		}
	}
	return n
}

// ServeHTTP answers with the feed that the path names.
func (o *Origin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	o.mu.Lock()
	f := o.feeds[name]
	o.mu.Unlock()
	seen := &status{ResponseWriter: w}
	// A handler that cuts its answer off leaves by a panic.
	defer func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.log = append(o.log, Request{Feed: name, Proto: r.Proto, Header: r.Header.Clone(), Status: seen.code})
	}()
	if f == nil {
		http.NotFound(seen, r)
		return
	}
	f.behaviour()(seen, r)
}

// status remembers the status of an answer.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

func (s *status) Write(p []byte) (int, error) {
	if s.code == 0 {
		s.code = http.StatusOK
	}
	return s.ResponseWriter.Write(p)
}

func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }
