package fetch_test

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"

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
		{"redirected elsewhere", func(f *origin.Feed) { f.Redirect("http://" + nobody + "/" + secret + "'/?a") }, "", "connection refused by " + nobody + " (nothing listens there)"},
		{"a scheme", func(f *origin.Feed) { f.Redirect(secret + ":x") }, "", "redirected to a ***: address (expected http or https)"},
		{"address", nil, "http://h.example:" + secret + "/", "not an address that can be asked (check the url of this source)"},
		{"octet", nil, "http://h.example/%zz" + secret + "/", "not an address that can be asked (check the url of this source)"},
		{"status", func(f *origin.Feed) { f.Fail(401) }, "", "HTTP 401 Unauthorized"},
		{"page", func(f *origin.Feed) {
			f.Serve("text/html", []byte("<!doctype html><title>Nothing at http://x.example/a and /tok/"+secret+"/feed</title>"))
		}, "", `not a feed: an HTML page titled "Nothing at http://x.example and /tok/***/feed" (expected RSS, Atom or JSON Feed)`},
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
