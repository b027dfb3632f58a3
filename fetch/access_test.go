package fetch_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// hosts are invented ones on two servers, one of them with TLS, which a proxy
// leads to by their ports.
type hosts struct {
	proxy  *origin.Proxy
	poller *fetch.Poller
	plain  *httptest.Server
	secure *httptest.Server
}

func serveHosts(t *testing.T, h http.HandlerFunc, names ...string) hosts {
	s := hosts{proxy: origin.NewProxy(t), plain: httptest.NewServer(h), secure: httptest.NewUnstartedServer(h)}
	s.secure.Config.ErrorLog = log.New(io.Discard, "", 0) // clients break off on purpose
	s.secure.StartTLS()
	t.Cleanup(s.plain.Close)
	t.Cleanup(s.secure.Close)
	for _, name := range names {
		s.proxy.Lead(name+":80", s.plain.Listener.Addr().String())
		s.proxy.Lead(name+":8080", s.plain.Listener.Addr().String())
		s.proxy.Lead(name+":443", s.secure.Listener.Addr().String())
	}
	s.poller = fetch.New(fetch.Options{})
	t.Cleanup(s.poller.Close)
	fetch.Trust(s.poller, s.secure.Certificate())
	return s
}

func (s hosts) through(scheme string) string { return scheme + "://" + s.proxy.HostPort() }

// What a source's server alone may know goes to its own origin, or to the same
// host by https, and to no other; not on the way back from one either. No
// address is told to the next.
func TestSecretsStayAtHome(t *testing.T) {
	const home, upgraded = "http://feeds.example.com/", "https://feeds.example.com/"
	for _, c := range []struct {
		name  string
		hops  []string // with a * where the secrets are told
		login string   // in the url
	}{
		{"the same host", []string{home + "*", home + "*"}, ""},
		{"a relative address", []string{home + "*", "/deeper*"}, ""},
		{"by https", []string{home + "*", upgraded + "*", upgraded + "*"}, ""},
		{"the default port in words", []string{home + "*", "http://FEEDS.example.com:80/*"}, ""},
		{"another host", []string{home + "*", "http://other.example.com/"}, ""},
		{"a subdomain", []string{home + "*", "http://sub.feeds.example.com/"}, ""},
		{"the domain", []string{home + "*", "http://example.com/"}, ""},
		{"another port", []string{home + "*", "http://feeds.example.com:8080/"}, ""},
		{"https at a port of its own", []string{"http://feeds.example.com:8080/*", upgraded}, ""},
		{"away and back", []string{home + "*", "http://other.example.com/", home, home}, ""},
		{"a login in the url", []string{home + "*", "/deeper*", "http://other.example.com/", "/x", home}, "me:s3cr3t@"},
		{"a login of the server's choice", []string{home + "*", "http://u:p@other.example.com/"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			s := serveHosts(t, func(w http.ResponseWriter, r *http.Request) {
				told := fmt.Sprint(r.Header)
				seen := strings.Count(told, "s3cr3t")
				if strings.Contains(told, "Bearer") || strings.Contains(told, "Basic") {
					seen++
				}
				star := map[int]string{0: "", 3: "*"}[seen]
				if seen != 0 && seen != 3 {
					t.Errorf("%s was told a part: %v", r.Host, r.Header)
				}
				if r.Header.Get("Referer") != "" {
					t.Errorf("%s was told who sent us: %v", r.Host, r.Header)
				}
				got = append(got, strings.ToLower(r.Host)+star)
				if len(got) < len(c.hops) {
					http.Redirect(w, r, strings.TrimSuffix(c.hops[len(got)], "*"), http.StatusFound)
					return
				}
				w.Write([]byte(rss("<item><link>one</link></item>")))
			}, "feeds.example.com", "other.example.com", "sub.feeds.example.com", "example.com")
			access := article.Access{Proxy: s.through("socks5"), Headers: []article.Header{
				{Name: "X-Api-Key", Value: "s3cr3t"}, {Name: "Cookie", Value: "a=s3cr3t"},
			}}
			if c.login == "" {
				access.Headers = append(access.Headers, article.Header{Name: "Authorization", Value: "Bearer abcd"})
			}
			first := strings.TrimSuffix(strings.Replace(c.hops[0], "://", "://"+c.login, 1), "*")
			d, err := s.poller.Poll(t.Context(), article.Source{URL: first, Access: access}, article.Checkpoint{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if link := d.Listed[0].Item.Link; strings.Contains(link, "@") {
				t.Errorf("a link has the login: %s", link)
			}
			var want []string
			at := ""
			for _, hop := range c.hops {
				if _, rest, ok := strings.Cut(hop, "://"); ok {
					at, _, _ = strings.Cut(rest[strings.IndexByte(rest, '@')+1:], "/")
				}
				star := ""
				if strings.HasSuffix(hop, "*") {
					star = "*"
				}
				want = append(want, strings.ToLower(at)+star)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
		})
	}
}

// The feed that a page names is asked for with the source's secrets at the
// source's own origin, unless a stranger has chosen it.
func TestSecretsThroughAPage(t *testing.T) {
	const home = "http://feeds.example.com/"
	for _, c := range []struct {
		name, url, redirect, feed string
		want                      string // the addresses asked, with a * where the secrets are told
	}{
		{"at home", home, "", "/feed", "/* /feed*"},
		{"a login in the url", "http://me:s3cr3t@feeds.example.com/", "", "/feed", "/* /feed*"},
		{"by https", home, "", "https://feeds.example.com/feed", "/* /feed*"},
		{"a stranger's choice", home, "http://other.example.com/page", home + "chosen", "/* /page /chosen"},
		{"a stranger's choice, a login in the url", "http://me:s3cr3t@feeds.example.com/", "http://other.example.com/page", home + "chosen", "/* /page /chosen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			s := serveHosts(t, func(w http.ResponseWriter, r *http.Request) {
				star := ""
				if r.Header.Get("Authorization") != "" {
					star = "*"
				}
				got = append(got, r.URL.Path+star)
				switch {
				case len(got) == 1 && c.redirect != "":
					http.Redirect(w, r, c.redirect, http.StatusFound)
				case len(got) == 1 || r.URL.Path == "/page":
					fmt.Fprintf(w, `<!DOCTYPE html><link rel=alternate type="application/rss+xml" href="%s">`, c.feed)
				default:
					w.Write([]byte(rss("<item><link>one</link></item>")))
				}
			}, "feeds.example.com", "other.example.com")
			src := article.Source{URL: c.url, Access: article.Access{Proxy: s.through("socks5")}}
			if !strings.Contains(c.url, "@") {
				src.Access.Headers = []article.Header{{Name: "Authorization", Value: "Bearer s3cr3t"}}
			}
			poll(t, s.poller, src, article.Checkpoint{}, nil)
			if asked := strings.Join(got, " "); asked != c.want {
				t.Errorf("asked %s\nwant  %s", asked, c.want)
			}
		})
	}
}

// Each login reaches the server as it is meant, a User-Agent of the source's in
// the place of ours, and another login asks anew.
func TestAccess(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	f.AddMany(1)
	src := source(f)
	src.URL = strings.Replace(src.URL, "://", "://m%40e:p%2Fw@", 1)
	src.Access.Headers = []article.Header{{Name: "User-Agent", Value: "mine"}, {Name: "Accept-Language", Value: "de"}}
	d := poll(t, p, src, article.Checkpoint{}, nil)
	h := o.Log()[0].Header
	user, password, _ := (&http.Request{Header: h}).BasicAuth()
	if user != "m@e" || password != "p/w" || h.Get("User-Agent") != "mine" || h.Get("Accept-Language") != "de" {
		t.Errorf("asked with %v", h)
	}
	src.Access.Headers = []article.Header{{Name: "Authorization", Value: "Bearer t"}}
	poll(t, p, src, d.Checkpoint, nil)
	if h := o.Log()[1].Header; h.Get("Authorization") != "Bearer t" || h.Get("If-None-Match") != "" || h.Get("User-Agent") != "Feedloom" {
		t.Errorf("asked with %v", h)
	}
}

// A source that takes any certificate does so of its own host alone, and for
// no other source of that host.
func TestInsecure(t *testing.T) {
	o, other := origin.StartTLS(), origin.StartTLS()
	defer o.Close()
	defer other.Close()
	p := client(t, o, fetch.Options{AllowPrivate: []string{other.HostPort()}})
	f, away, far := o.Feed("alpha", origin.RSS), o.Feed("away", origin.RSS), other.Feed("far", origin.RSS)
	f.AddMany(1)
	far.AddMany(1)
	away.Redirect(far.URL())
	const untrusted = "certificate is not valid: signed by an authority that this system does not trust"
	insecure := article.Access{Insecure: true}
	if _, err := p.Poll(t.Context(), article.Source{URL: f.URL(), Access: insecure}, article.Checkpoint{}, nil); err != nil {
		t.Error(err)
	}
	_, err := p.Poll(t.Context(), source(f), article.Checkpoint{}, nil)
	expect(t, err, fetch.KindTLS, untrusted+" (if it is your own server: insecure_tls: true for this source)")
	_, err = p.Poll(t.Context(), article.Source{URL: away.URL(), Access: insecure}, article.Checkpoint{}, nil)
	expect(t, err, fetch.KindTLS, "redirected to "+far.URL()+": "+untrusted)
	if other.Requests("far") != 0 {
		t.Error("a host with a bad certificate was asked")
	}
}

// Polls of one host use one connection, over HTTP/1.1 and HTTP/2, whoever of
// its sources is polled, and whatever comes of it; sources that are reached in
// another way have one of their own.
func TestConnectionsAreUsedAgain(t *testing.T) {
	for _, c := range []struct {
		name, protocol string
		start          func() *origin.Origin
	}{
		{"plain", "HTTP/1.1", origin.Start},
		{"TLS", "HTTP/2.0", origin.StartTLS},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := c.start()
			defer o.Close()
			p := client(t, o, fetch.Options{})
			if o.Certificate() != nil {
				fetch.Trust(p, o.Certificate())
			}
			round := func(access article.Access) {
				for i, encoding := range []string{"", "gzip", "br", "zstd", "deflate"} {
					f := o.Feed(fmt.Sprint(i), origin.RSS)
					if o.Requests(fmt.Sprint(i)) == 0 {
						f.AddMany(50)
						f.Encode(encoding)
					}
					src := source(f)
					src.Access = access
					cp := poll(t, p, src, article.Checkpoint{}, nil).Checkpoint
					if d := poll(t, p, src, cp, nil); d.Read {
						t.Error("no 304")
					}
				}
				gone := o.Feed("gone", origin.RSS)
				gone.Fail(http.StatusNotFound)
				if _, err := p.Poll(t.Context(), source(gone), article.Checkpoint{}, nil); err == nil {
					t.Error("what is gone is there")
				}
			}
			round(article.Access{})
			round(article.Access{Headers: []article.Header{{Name: "Authorization", Value: "Bearer abcd"}}})
			if n := o.Connections(); n != 1 {
				t.Errorf("%d connections, want 1", n)
			}
			for _, r := range o.Log() {
				if r.Proto != c.protocol {
					t.Fatalf("spoke %s, want %s", r.Proto, c.protocol)
				}
			}
			round(article.Access{Insecure: true})
			if n := o.Connections(); n != 2 {
				t.Errorf("%d connections of two ways, want 2", n)
			}
			if n := fetch.Ways(p); n != 2 {
				t.Errorf("%d transports for two ways", n)
			}
		})
	}
}
