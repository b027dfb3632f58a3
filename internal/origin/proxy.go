package origin

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Proxy is a running proxy, of HTTP and of SOCKS 5 at one address. It leads the
// invented hosts that a test names to servers of the test, and knows no others.
type Proxy struct {
	listener    net.Listener
	certificate *x509.Certificate
	connections sync.WaitGroup

	mu    sync.Mutex
	leads map[string]string
	login string // user:password; empty for none
	asked []string
	open  map[net.Conn]bool
}

// NewProxy starts a proxy that ends with the test.
func NewProxy(t testing.TB) *Proxy { return newProxy(t, nil) }

// NewTLSProxy starts a proxy that is reached by TLS. No system trusts its
// certificate.
func NewTLSProxy(t testing.TB) *Proxy {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	p := newProxy(t, &tls.Config{Certificates: s.TLS.Certificates})
	p.certificate = s.Certificate()
	return p
}

func newProxy(t testing.TB, secure *tls.Config) *Proxy {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if secure != nil {
		l = tls.NewListener(l, secure)
	}
	p := &Proxy{listener: l, leads: map[string]string{}, open: map[net.Conn]bool{}}
	p.connections.Go(p.accept)
	t.Cleanup(p.close)
	return p
}

// HostPort is where the proxy listens.
func (p *Proxy) HostPort() string { return p.listener.Addr().String() }

// Certificate is that of a proxy with TLS.
func (p *Proxy) Certificate() *x509.Certificate { return p.certificate }

// Lead leads what is asked of one host:port, in lower case, to another.
func (p *Proxy) Lead(from, to string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leads[from] = to
}

// Require lets only that user in.
func (p *Proxy) Require(user, password string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.login = user + ":" + password
}

// Asked lists what was asked for, each as "SOCKS host:port", "CONNECT host:port"
// or "GET address".
func (p *Proxy) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.asked...)
}

func (p *Proxy) accept() {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.connections.Go(func() {
			p.keep(conn)
			p.serve(conn)
			p.drop(conn)
		})
	}
}

func (p *Proxy) keep(conn net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open[conn] = true
}

func (p *Proxy) drop(conn net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	conn.Close()
	delete(p.open, conn)
}

// close breaks every connection, also those on which nobody says anything.
func (p *Proxy) close() {
	p.listener.Close()
	p.mu.Lock()
	for conn := range p.open {
		conn.Close()
	}
	p.mu.Unlock()
	p.connections.Wait()
}

// serve tells SOCKS by its first byte.
func (p *Proxy) serve(conn net.Conn) {
	r := bufio.NewReader(conn)
	if first, err := r.Peek(1); err != nil {
		return
	} else if first[0] == socksVersion {
		p.serveSOCKS(conn, r)
		return
	}
	for p.serveHTTP(conn, r) {
	}
}

// serveHTTP answers one request and reports whether another may follow.
func (p *Proxy) serveHTTP(conn net.Conn, r *bufio.Reader) bool {
	req, err := http.ReadRequest(r)
	if err != nil {
		return false
	}
	answer := func(status string) bool {
		io.WriteString(conn, "HTTP/1.1 "+status+"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		return false
	}
	if !p.admits("Basic", req.Header.Get("Proxy-Authorization")) {
		return answer("407 You are not " + req.Header.Get("Proxy-Authorization"))
	}
	host := req.Host
	if req.Method == http.MethodConnect {
		p.note("CONNECT " + host)
	} else {
		p.note(req.Method + " " + req.URL.String())
		if req.URL.Port() == "" {
			host += ":80"
		}
	}
	server, err := p.reach(host)
	if err != nil {
		return answer("502 Bad Gateway")
	}
	defer server.Close()
	if req.Method == http.MethodConnect {
		io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
		relay(conn, r, server)
		return false
	}
	req.Header.Del("Proxy-Authorization")
	if req.Write(server) != nil {
		return false
	}
	res, err := http.ReadResponse(bufio.NewReader(server), req)
	if err != nil {
		return answer("502 Bad Gateway")
	}
	defer res.Body.Close()
	return res.Write(conn) == nil && !res.Close
}

func (p *Proxy) admits(scheme, login string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.login == "" || login == scheme+" "+base64.StdEncoding.EncodeToString([]byte(p.login))
}

func (p *Proxy) note(asked string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, asked)
}

// reach connects to where a host is led.
func (p *Proxy) reach(host string) (net.Conn, error) {
	p.mu.Lock()
	to, known := p.leads[strings.ToLower(host)]
	p.mu.Unlock()
	if !known {
		return nil, &net.AddrError{Err: "the proxy does not know it", Addr: host}
	}
	server, err := net.Dial("tcp", to)
	if err == nil {
		p.keep(server)
	}
	return server, err
}

// relay copies both ways until one side ends.
func relay(client net.Conn, r io.Reader, server net.Conn) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		io.Copy(server, r)
		server.Close()
	}()
	io.Copy(client, server)
	client.Close()
	<-done
}
