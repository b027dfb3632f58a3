package fetch_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

func feedHandler(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(rss("<item/>"))) }

// Every kind of proxy is asked for the name and not for an address, by a way
// that is kept for the next poll.
func TestProxies(t *testing.T) {
	for _, c := range []struct{ scheme, plain, secure string }{
		{"http", "GET http://feeds.example.com/", "CONNECT feeds.example.com:443"},
		{"socks5", "SOCKS feeds.example.com:80", "SOCKS feeds.example.com:443"},
		{"socks5h", "SOCKS feeds.example.com:80", "SOCKS feeds.example.com:443"},
	} {
		t.Run(c.scheme, func(t *testing.T) {
			s := serveHosts(t, feedHandler, "feeds.example.com")
			s.proxy.Require("me", "s3cr3t")
			access := article.Access{Proxy: strings.Replace(s.through(c.scheme), "://", "://me:s3cr3t@", 1)}
			for _, u := range []string{"https://feeds.example.com/", "https://feeds.example.com/", "http://feeds.example.com/"} {
				if _, err := s.poller.Poll(t.Context(), article.Source{URL: u, Access: access}, article.Checkpoint{}, nil); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff([]string{c.secure, c.plain}, s.proxy.Asked()); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
		})
	}
}

// The certificate of a proxy must be good, also where that of the source need
// not be.
func TestTLSProxy(t *testing.T) {
	s := serveHosts(t, feedHandler)
	proxy := origin.NewTLSProxy(t)
	proxy.Lead("self.example:443", s.secure.Listener.Addr().String())
	src := article.Source{URL: "https://self.example/", Access: article.Access{Proxy: "https://" + proxy.HostPort(), Insecure: true}}
	stranger := fetch.New(fetch.Options{})
	defer stranger.Close()
	_, err := stranger.Poll(t.Context(), src, article.Checkpoint{}, nil)
	expect(t, err, fetch.KindProxy, "the proxy "+proxy.HostPort()+": certificate is not valid: signed by an authority that this system does not trust")
	fetch.Trust(s.poller, proxy.Certificate())
	if _, err := s.poller.Poll(t.Context(), src, article.Checkpoint{}, nil); err != nil {
		t.Error(err)
	}
	src.Access.Insecure = false
	_, err = s.poller.Poll(t.Context(), src, article.Checkpoint{}, nil)
	if f, ok := err.(*fetch.Failure); !ok || f.Kind != fetch.KindTLS || strings.Contains(f.Line, "proxy") {
		t.Errorf("the server's certificate: %v", err)
	}
}

// A proxy that fails is told from a source that does, and what it says in its
// own words is not repeated.
func TestProxyFailures(t *testing.T) {
	nobody, mumbler := listener(t), mumbling(t)
	s := serveHosts(t, feedHandler, "feeds.example.com")
	locked := origin.NewProxy(t)
	locked.Require("me", "s3cr3t")
	for _, c := range []struct {
		name, proxy, url string
		kind             fetch.Kind
		line             string
	}{
		{"nobody, http", "http://" + nobody, "http://feeds.example.com/", fetch.KindProxy, "the proxy " + nobody + ": connection refused by " + nobody + " (nothing listens there)"},
		{"nobody, https", "http://" + nobody, "https://feeds.example.com/", fetch.KindProxy, "the proxy " + nobody + ": connection refused by " + nobody + " (nothing listens there)"},
		{"nobody, SOCKS", "socks5://" + nobody, "http://feeds.example.com/", fetch.KindProxy, "the proxy " + nobody + ": connection refused by " + nobody + " (nothing listens there)"},
		{"no login", "http://PROXY", "http://feeds.example.com/", fetch.KindProxy, "the proxy PROXY wants a user and password: write them in proxy (HTTP 407)"},
		{"another login", "http://me:wr0ng@PROXY", "https://feeds.example.com/", fetch.KindProxy, "the proxy PROXY refused the user and password in proxy (HTTP 407)"},
		{"no login, SOCKS", "socks5://PROXY", "http://feeds.example.com/", fetch.KindProxy, "the proxy PROXY wants a user and password: write them in proxy"},
		{"another login, SOCKS", "socks5://me:wr0ng@PROXY", "http://feeds.example.com/", fetch.KindProxy, "the proxy PROXY refused the user and password in proxy"},
		{"unknown host", "http://me:s3cr3t@PROXY", "https://none.example/", fetch.KindNetwork, "the proxy PROXY could not reach the server (HTTP 502 Bad Gateway)"},
		{"unknown host, SOCKS", "socks5://me:s3cr3t@PROXY", "https://none.example/", fetch.KindNetwork, "the proxy PROXY could not reach the server: host unreachable"},
		{"unknown host, plain", "http://me:s3cr3t@PROXY", "http://none.example/", fetch.KindStatus, "HTTP 502 Bad Gateway"},
		{"no SOCKS", "socks5://" + mumbler, "http://feeds.example.com/", fetch.KindProxy, "the proxy " + mumbler + " does not speak SOCKS 5"},
		{"no proxy", "http://" + mumbler, "https://feeds.example.com/", fetch.KindProxy, "the proxy " + mumbler + " does not speak HTTP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			access := article.Access{Proxy: strings.Replace(c.proxy, "PROXY", locked.HostPort(), 1)}
			_, err := s.poller.Poll(t.Context(), article.Source{URL: c.url, Access: access}, article.Checkpoint{}, nil)
			expect(t, err, c.kind, strings.Replace(c.line, "PROXY", locked.HostPort(), 1))
		})
	}
}

// mumbling is a server that speaks another language.
func mumbling(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			io.WriteString(conn, "220 good day\r\n")
			io.Copy(io.Discard, conn)
			conn.Close()
		}
	}()
	return l.Addr().String()
}

// A proxy may be at a private address, since config.yaml names it; what is
// asked through it may not, as far as its address says so, and the proxy's own
// address is no exception for sources.
func TestGuardBehindAProxy(t *testing.T) {
	s := serveHosts(t, feedHandler, "feeds.example.com")
	local := s.plain.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(local)
	for _, name := range []string{local, "localhost:" + port, "10.0.0.1:80"} {
		s.proxy.Lead(name, local)
	}
	o := origin.New(t)
	from := o.Feed("from", origin.RSS)
	s.proxy.Lead("from.example:80", o.HostPort())
	const refused = " (name it in fetch.allow_private to allow it)"
	for _, scheme := range []string{"http", "socks5"} {
		for _, c := range []struct{ target, line string }{
			{"http://" + local + "/", "refused: " + local + " is a loopback address" + refused},
			{"http://" + s.proxy.HostPort() + "/", "refused: " + s.proxy.HostPort() + " is a loopback address" + refused},
			{"http://10.0.0.1/", "refused: 10.0.0.1:80 is a private address" + refused},
			{"https://[::ffff:127.0.0.1]/", "refused: [::ffff:127.0.0.1]:443 is a loopback address" + refused},
			{"http://１２７.0.0.1/", "refused: 127.0.0.1:80 is a loopback address" + refused},
			{"http://LocalHost.:80/", "refused: localhost:80 is a loopback address" + refused},
			{"http://a.localhost/", "refused: a.localhost:80 is a loopback address" + refused},
			{"http://127.1/", "refused: 127.1:80 is an IP address in an odd form"},
			{"http://2130706433/", "refused: 2130706433:80 is an IP address in an odd form"},
			{"http://0x7F000001/", "refused: 0x7f000001:80 is an IP address in an odd form"},
			{"http://feeds.example.com/", ""},
		} {
			src := article.Source{URL: c.target, Access: article.Access{Proxy: s.through(scheme)}}
			_, err := s.poller.Poll(t.Context(), src, article.Checkpoint{}, nil)
			if c.line != "" {
				expect(t, err, fetch.KindPrivate, c.line)
			} else if err != nil {
				t.Error(err)
			}
			from.Redirect(c.target)
			src.URL = "http://from.example/from"
			if _, err := s.poller.Poll(t.Context(), src, article.Checkpoint{}, nil); (err == nil) != (c.line == "") {
				t.Errorf("redirected to %s: %v", c.target, err)
			}
		}
		allowing := fetch.New(fetch.Options{AllowPrivate: []string{local, "localhost:" + port}})
		for _, target := range []string{"http://" + local + "/", "http://localhost:" + port + "/"} {
			src := article.Source{URL: target, Access: article.Access{Proxy: s.through(scheme)}}
			if _, err := allowing.Poll(t.Context(), src, article.Checkpoint{}, nil); err != nil {
				t.Errorf("%s, allowed: %v", target, err)
			}
		}
		allowing.Close()
	}
	direct := article.Source{URL: "http://" + s.proxy.HostPort() + "/"}
	_, err := s.poller.Poll(t.Context(), direct, article.Checkpoint{}, nil)
	expect(t, err, fetch.KindPrivate, "refused: "+s.proxy.HostPort()+" is a loopback address"+refused)
}

// No proxy of the environment is used: config.yaml alone says where secrets go.
func TestNoProxyOfTheEnvironment(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "ALL_PROXY"} {
		t.Setenv(name, "http://127.0.0.1:1/")
	}
	asked := make(chan string, 1)
	p := fetch.New(fetch.Options{})
	defer p.Close()
	fetch.Dial(p, func() net.Conn {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			if r, err := http.ReadRequest(bufio.NewReader(server)); err == nil {
				asked <- r.RequestURI
			}
			fmt.Fprintf(server, "HTTP/1.1 204 No Content\r\n\r\n")
		}()
		return client
	})
	p.Poll(t.Context(), article.Source{URL: "http://feeds.example/a"}, article.Checkpoint{}, nil)
	if got := <-asked; got != "/a" {
		t.Errorf("asked for %s", got)
	}
}

// A source's own time is in the place of the common one, longer or shorter, and
// the failure names its key.
func TestTimeoutOfASource(t *testing.T) {
	for _, c := range []struct {
		own, exchange time.Duration
		proxy, line   string
	}{
		{time.Minute, 40 * time.Second, "", ""},
		{time.Minute, 70 * time.Second, "", "took longer than 1m0s (timeout of this source)"},
		{5 * time.Second, 10 * time.Second, "", "took longer than 5s (timeout of this source)"},
		{0, 30 * time.Second, "", "took longer than 20s (fetch.timeout)"},
		{time.Hour, 50 * time.Minute, "http://proxy.example:8080", ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			p := fetch.New(fetch.Options{})
			defer p.Close()
			slowServer(p, rss("<item/>"), c.exchange)
			src := article.Source{URL: "http://slow.example/", Access: article.Access{Timeout: c.own, Proxy: c.proxy}}
			_, err := p.Poll(t.Context(), src, article.Checkpoint{}, nil)
			if c.line != "" {
				expect(t, err, fetch.KindTimeout, c.line)
			} else if err != nil {
				t.Error(err)
			}
			time.Sleep(time.Hour) // the server ends
		})
	}
}

// A proxy that takes a connection and says nothing holds a poll no longer than
// its time, and the connection not for ever.
func TestSilentProxy(t *testing.T) {
	for _, proxy := range []string{"socks5://silent.example:1080", "http://silent.example:8080", "https://silent.example:8443"} {
		synctest.Test(t, func(t *testing.T) {
			p := fetch.New(fetch.Options{})
			defer p.Close()
			var ended atomic.Bool
			fetch.Dial(p, func() net.Conn {
				client, server := net.Pipe()
				go func() {
					io.Copy(io.Discard, server)
					ended.Store(true)
				}()
				return client
			})
			src := article.Source{URL: "https://feeds.example/", Access: article.Access{Proxy: proxy}}
			_, err := p.Poll(t.Context(), src, article.Checkpoint{}, nil)
			expect(t, err, fetch.KindTimeout, "took longer than 20s (fetch.timeout)")
			if time.Sleep(2 * time.Minute); !ended.Load() {
				t.Error("the connection is still there")
			}
		})
	}
}
