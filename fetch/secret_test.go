package fetch_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// What is secret in the address of a source is in no line about it, whoever
// says it: the poller, the network, or the server.
func TestSecretsOfASource(t *testing.T) {
	const secret = "s3cr3t"
	nobody := listener(t)
	for _, c := range []struct {
		name    string
		trouble func(*origin.Feed)
		url     string // else that of the feed
		line    string
	}{
		{"redirect", func(f *origin.Feed) { f.Redirect(f.URL() + "?key=x") }, "", "more than 5 redirects (fetch.max_redirects), the last to http://HOST"},
		{"redirected elsewhere", func(f *origin.Feed) { f.Redirect("http://" + nobody + "/" + secret + "'/?a") }, "", "redirected to http://" + nobody + ": connection refused by " + nobody + " (nothing listens there)"},
		{"a scheme", func(f *origin.Feed) { f.Redirect(secret + ":x") }, "", "redirected to a ***: address (expected http or https)"},
		{"address", nil, "http://h.example:" + secret + "/", "not an address that can be asked (check the url of this source)"},
		{"octet", nil, "http://h.example/%zz" + secret + "/", "not an address that can be asked (check the url of this source)"},
		{"status", func(f *origin.Feed) { f.Fail(401) }, "", "the feed wants a login (HTTP 401): give this source basic: {user, password}, or bearer"},
		{"page", func(f *origin.Feed) {
			f.Serve("text/html", []byte("<!doctype html><title>Nothing at http://x.example/a and /tok/"+secret+"/feed</title>"))
		}, "", `not a feed: an HTML page titled "Nothing at http://x.example and /tok/***/feed", which names no feed (expected RSS, Atom or JSON Feed)`},
		{"words", func(f *origin.Feed) { f.Serve("text/plain", []byte("no token "+secret)) }, "", `not a feed: it begins with "no token ***" (expected RSS, Atom or JSON Feed)`},
		{"network", nil, "http://" + nobody + "/tok/" + secret, "connection refused by " + nobody + " (nothing listens there)"},
		{"private", nil, "http://me:" + secret + "@127.0.0.1:1/", "refused: 127.0.0.1:1 is a loopback address (name it in fetch.allow_private to allow it)"},
		{"file", nil, filepath.Join("/nowhere", secret, "feed"), "no such file: /***/***/feed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := origin.New(t)
			f := o.Feed("tok/"+secret+"/feed", origin.RSS)
			src := article.Source{ID: "127.0.0.1/tok/${TOKEN}/feed", URL: f.URL(), Secret: true}
			if c.trouble != nil {
				c.trouble(f)
			}
			if c.url != "" {
				src.URL = c.url
			}
			p := client(t, o, fetch.Options{AllowPrivate: []string{nobody}})
			d, err := p.Poll(t.Context(), src, article.Checkpoint{}, nil)
			u, _ := url.Parse(f.URL())
			want := strings.Replace(c.line, "HOST", u.Host, 1)
			if err == nil || err.Error() != want || d.Checkpoint.Error != want {
				t.Errorf("got  %v\nkept %s\nwant %s", err, d.Checkpoint.Error, want)
			}
		})
	}
}

// No secret of a source's access is in a line about it, in whatever form the
// server or the proxy gives it back, nor cut off in the middle.
func TestSecretsOfAccess(t *testing.T) {
	const secret = "Hush \"hush\"/s3cr3t+42="
	base64ed := base64.StdEncoding.EncodeToString([]byte("me:" + secret))
	forms := map[string]string{
		"plain": secret, "upper case": strings.ToUpper(secret), "in a query": url.QueryEscape(secret), "in a path": url.PathEscape(secret),
		"base64": base64.StdEncoding.EncodeToString([]byte(secret)), "base64 of a login": base64ed, "a part": strings.Repeat("x", 30) + secret,
	}
	echoes := map[string]func(w http.ResponseWriter, r *http.Request, s string){
		"page": func(w http.ResponseWriter, _ *http.Request, s string) {
			fmt.Fprintf(w, "<!doctype html><title>%s no</title>", s)
		},
		"long page": func(w http.ResponseWriter, _ *http.Request, s string) {
			fmt.Fprintf(w, "<!doctype html><title>%s%s</title>", strings.Repeat("-", 92), s)
		},
		"words": func(w http.ResponseWriter, _ *http.Request, s string) { fmt.Fprint(w, s) },
		"root":  func(w http.ResponseWriter, _ *http.Request, s string) { fmt.Fprintf(w, "<r-%s/>", url.PathEscape(s)) },
		"encoding": func(w http.ResponseWriter, _ *http.Request, s string) {
			w.Header().Set("Content-Encoding", s)
			fmt.Fprint(w, "x")
		},
		"path": func(w http.ResponseWriter, r *http.Request, s string) {
			http.Redirect(w, r, "/a/"+url.PathEscape(s), http.StatusFound)
		},
		"query": func(w http.ResponseWriter, r *http.Request, s string) {
			http.Redirect(w, r, "/a?b="+url.QueryEscape(s), http.StatusFound)
		},
		"nobody": func(w http.ResponseWriter, r *http.Request, s string) {
			http.Redirect(w, r, "x-"+s+":a", http.StatusFound)
		},
		"host": func(w http.ResponseWriter, r *http.Request, s string) {
			w.Header().Set("Location", "http://"+s+"/")
			w.WriteHeader(http.StatusFound)
		},
		"location": func(w http.ResponseWriter, r *http.Request, s string) {
			w.Header().Set("Location", s)
			w.WriteHeader(http.StatusFound)
		},
		"etag": func(w http.ResponseWriter, r *http.Request, s string) {
			w.Header().Set("Etag", s)
			w.WriteHeader(http.StatusNotFound)
		},
	}
	for _, access := range []article.Access{
		{Headers: []article.Header{{Name: "Authorization", Value: "Basic " + base64ed, Secret: true}}},
		{Headers: []article.Header{{Name: "Cookie", Value: `a=b; c="` + secret + `"`, Secret: true}, {Name: "Authorization", Value: "Basic " + base64ed, Secret: true}}},
		{Headers: []article.Header{{Name: "X-Api-Key", Value: secret, Secret: true}, {Name: "Authorization", Value: "Basic " + base64ed, Secret: true}}},
		{Headers: []article.Header{{Name: "Authorization", Value: "Bearer " + secret, Secret: true}, {Name: "X-Login", Value: "Basic " + base64ed, Secret: true}}},
	} {
		o := origin.New(t)
		p := client(t, o, fetch.Options{})
		f := o.Feed("alpha", origin.RSS)
		for how, echo := range echoes {
			for form, text := range forms {
				f.Handle(func(w http.ResponseWriter, r *http.Request) { echo(w, r, text) })
				d, err := p.Poll(t.Context(), article.Source{URL: f.URL(), Access: access}, article.Checkpoint{}, nil)
				if err == nil {
					t.Fatalf("%s of %s: no failure", how, form)
				}
				told := strings.ToLower(err.Error() + fmt.Sprint(d.Checkpoint))
				for _, part := range []string{"s3cr3t", "hush ", "hush+", "hush%20", strings.ToLower(forms["base64"][:8]), strings.ToLower(base64ed[:8])} {
					if strings.Contains(told, part) {
						t.Errorf("%s of %s: %v", how, form, err)
					}
				}
			}
		}
	}
}

// What a proxy is told is in no line either, and neither is what it says.
func TestSecretsOfAProxy(t *testing.T) {
	s := serveHosts(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<!doctype html><title>dear johndoe, s3cr3t1, "+base64.StdEncoding.EncodeToString([]byte("johndoe:s3cr3t1"))+"</title>")
	}, "feeds.example.com")
	refusing := origin.NewProxy(t)
	refusing.Require("somebody", "else")
	for _, c := range []struct{ at, scheme, line string }{
		{s.proxy.HostPort(), "socks5", `not a feed: an HTML page titled "dear ***, ***, ***", which names no feed (expected RSS, Atom or JSON Feed)`},
		{s.proxy.HostPort(), "http", `not a feed: an HTML page titled "dear ***, ***, ***", which names no feed (expected RSS, Atom or JSON Feed)`},
		{refusing.HostPort(), "http", "the proxy " + refusing.HostPort() + " refused the user and password in proxy (HTTP 407)"},
	} {
		for _, scheme := range []string{"http", "https"} {
			src := article.Source{URL: scheme + "://feeds.example.com/", Access: article.Access{Proxy: c.scheme + "://johndoe:s3cr3t1@" + c.at}}
			_, err := s.poller.Poll(t.Context(), src, article.Checkpoint{}, nil)
			if err == nil || err.Error() != c.line {
				t.Errorf("%s through %s:\ngot  %v\nwant %s", scheme, c.scheme, err, c.line)
			}
		}
	}
}

// Links are relative to an address without the secrets that a redirect, or the
// source's own address, has in it: they are published.
func TestLinksShowNoSecret(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	doc := []byte(rss("<item><link>one</link></item><item><link>#two</link></item>"))
	from := o.Feed("from", origin.RSS)
	for _, c := range []struct {
		path, redirect string
		src            article.Source
		want           []string
	}{
		{"news/s3cr3t/a/feed", "", article.Source{ID: "127.0.0.1/news/${TOKEN}/a/feed", Secret: true}, []string{"/news/one", "/news/#two"}},
		{"news/feed", "?t=s3cr3t", article.Source{ID: "127.0.0.1/news/feed?t=${TOKEN}", Secret: true}, []string{"/news/one", "/news/#two"}},
		{"news/feed", "?t=open", article.Source{}, []string{"/news/one", "/news/feed?t=open#two"}},
		{"news/key/s3cr3t/x", "from", article.Source{Access: article.Access{Headers: []article.Header{{Name: "X-Api-Key", Value: "s3cr3t", Secret: true}}}}, []string{"/news/key/one", "/news/key/#two"}},
		{"news/feed", "", article.Source{Access: article.Access{Headers: []article.Header{{Name: "Accept", Value: "news"}}}}, []string{"/news/one", "/news/feed#two"}},
	} {
		f := o.Feed(c.path, origin.RSS)
		f.Serve("text/xml", doc)
		c.src.URL = f.URL() + strings.TrimPrefix(c.redirect, "from")
		if c.redirect == "from" {
			from.Redirect(f.URL())
			c.src.URL = from.URL()
		}
		var links []string
		for _, l := range poll(t, p, c.src, article.Checkpoint{}, nil).Listed {
			links = append(links, strings.TrimPrefix(l.Item.Link, o.URL()))
		}
		if diff := cmp.Diff(c.want, links); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.src.URL, diff)
		}
	}
}
