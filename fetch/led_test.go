package fetch_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// What failed is named by where it failed: no more than the scheme and the host
// of it where asking for the source takes a secret.
func TestWhereItFailed(t *testing.T) {
	const secret = "t0ken-s3cr3t"
	for _, c := range []struct {
		name    string
		trouble func(from, to *origin.Feed)
		line    string
	}{
		{"status", func(from, to *origin.Feed) { from.Redirect(to.URL() + "?a=b#c"); to.Fail(404) }, "redirected to TO?a=***: HTTP 404 Not Found"},
		{"two hops", func(from, to *origin.Feed) {
			from.Redirect("x")
			to.Handle(func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "http://no..such.example/deep/?k=v", http.StatusFound)
			})
		}, "no such host: no..such.example (check the address, or the network)"},
		{"unknown host", func(from, _ *origin.Feed) { from.Redirect("http://no..such.example/deep?k=v") }, "redirected to http://no..such.example/deep?k=***: no such host: no..such.example (check the address, or the network)"},
		{"a page", func(from, to *origin.Feed) { from.Redirect(to.URL()); to.Page("<title>Home</title>") }, `redirected to TO: not a feed: an HTML page titled "Home", which names no feed (expected RSS, Atom or JSON Feed)`},
		{"words", func(from, to *origin.Feed) { from.Redirect(to.URL()); to.Serve("text/plain", []byte("no")) }, `redirected to TO: not a feed: it begins with "no" (expected RSS, Atom or JSON Feed)`},
		{"a long address", func(from, to *origin.Feed) { from.Redirect(to.URL() + "/" + strings.Repeat("long/", 200)) }, ": HTTP 404 Not Found"},
	} {
		for _, secretive := range []bool{false, true} {
			o := origin.New(t)
			from, to := o.Feed("from", origin.RSS), o.Feed("to", origin.RSS)
			o.Feed("x", origin.RSS).Redirect("to")
			c.trouble(from, to)
			src := source(from)
			line := strings.Replace(c.line, "TO", to.URL(), 1)
			if secretive {
				src.Access.Headers = []article.Header{{Name: "X-Api-Key", Value: secret, Secret: true}}
				where, rest, _ := strings.Cut(strings.TrimPrefix(line, "redirected to "), ": ")
				if u := strings.SplitN(where, "/", 4); len(u) == 4 {
					line = "redirected to " + strings.Join(u[:3], "/") + ": " + rest
				}
			}
			_, err := client(t, o, fetch.Options{}).Poll(t.Context(), src, article.Checkpoint{}, nil)
			if err == nil || !strings.HasSuffix(err.Error(), line) || !strings.HasPrefix(err.Error(), "redirected to http://") {
				t.Errorf("%s, secretive %v:\ngot  %v\nwant %s", c.name, secretive, err, line)
			}
		}
	}
}

// A move that has been remembered is named when the new address fails.
func TestMovedToWhereItFailed(t *testing.T) {
	for name, c := range map[string]struct {
		trouble func(*origin.Feed)
		line    string
	}{
		"status": {func(f *origin.Feed) { f.Fail(404) }, "HTTP 404 Not Found"},
		"words":  {func(f *origin.Feed) { f.Serve("text/plain", []byte("no")) }, `not a feed: it begins with "no" (expected RSS, Atom or JSON Feed)`},
		"page":   {func(f *origin.Feed) { f.Page("<title>Home</title>") }, `not a feed: an HTML page titled "Home", which names no feed (expected RSS, Atom or JSON Feed)`},
	} {
		t.Run(name, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			old, far := o.Feed("old", origin.RSS), o.Feed("far", origin.RSS)
			far.AddMany(1)
			old.Move(far.URL(), http.StatusMovedPermanently)
			cp, err := pollOn(t, p, source(old), article.Checkpoint{}, 3)
			if err != nil {
				t.Fatal(err)
			}
			c.trouble(far)
			none := func(context.Context) (func(article.Hash) bool, error) { return nil, nil }
			d, err := p.Poll(t.Context(), source(old), cp, none)
			if want := "at its new address " + far.URL() + ": " + c.line; err == nil || err.Error() != want || d.Checkpoint.Error != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}
