package fetch_test

import (
	"net/http"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// validating answers with a document and validators that are its own: an ETag,
// and the same Last-Modified as all others have, so that the validators of
// another address would be believed.
func validating(t *testing.T, f *origin.Feed, mediaType, doc string) {
	etag := `"` + f.URL() + `"`
	f.Handle(func(w http.ResponseWriter, r *http.Request) {
		if sent := r.Header.Get("If-None-Match"); sent != "" && sent != etag {
			t.Errorf("%s was asked with the ETag %s", r.URL, sent)
		}
		w.Header().Set("Last-Modified", origin.Epoch.Format(http.TimeFormat))
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", mediaType)
		w.Write([]byte(doc))
	})
}

// Validators go to the address that gave them and to no other, however the poll
// comes there: a feed that is elsewhere all of a sudden is read there.
func TestValidatorsGoNowhereElse(t *testing.T) {
	item := func(title string) string { return rss("<item><title>" + title + "</title></item>") }
	feed := func(t *testing.T, f *origin.Feed, title string) { validating(t, f, "text/xml", item(title)) }
	page := func(t *testing.T, f *origin.Feed, to string) {
		validating(t, f, "text/html", `<!DOCTYPE html><link rel=alternate type="application/rss+xml" href="`+to+`">`)
	}
	for _, c := range []struct {
		name          string
		polls         int // before the change
		first, change func(t *testing.T, home, far *origin.Feed)
		want          string
	}{
		{"a page whose feed has failed", 1,
			func(t *testing.T, home, far *origin.Feed) { page(t, home, far.URL()) },
			func(t *testing.T, _, far *origin.Feed) { far.Fail(500) }, "far"},
		{"a page whose feed is not remembered", 1,
			func(t *testing.T, home, far *origin.Feed) { page(t, home, far.URL()+"?key=a") },
			func(t *testing.T, _, far *origin.Feed) {}, "far"},
		{"a redirect that ends", 1,
			func(t *testing.T, home, far *origin.Feed) { home.Redirect(far.URL()) },
			func(t *testing.T, home, _ *origin.Feed) { feed(t, home, "home") }, "home"},
		{"a redirect that begins", 1,
			func(t *testing.T, home, _ *origin.Feed) { feed(t, home, "home") },
			func(t *testing.T, home, far *origin.Feed) { home.Redirect(far.URL()) }, "far"},
		{"the old address asked again", 20,
			func(t *testing.T, home, far *origin.Feed) { home.Move(far.URL(), 301) },
			func(t *testing.T, home, _ *origin.Feed) { feed(t, home, "home") }, "home"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			home, far := o.Feed("home", origin.RSS), o.Feed("far", origin.RSS)
			feed(t, far, "far")
			c.first(t, home, far)
			cp, err := pollOn(t, p, source(home), article.Checkpoint{}, c.polls)
			if err != nil {
				t.Fatal(err)
			}
			c.change(t, home, far)
			cp, _ = pollOn(t, p, source(home), cp, 1)
			feed(t, far, "far")
			cp, err = pollOn(t, p, source(home), cp, 1)
			if cp.Body != article.HashOf(item(c.want)) || err != nil {
				t.Errorf("what is known is not that of %s: %+v, %v", c.want, cp, err)
			}
		})
	}
}

// A server that says "not modified" unasked has said nothing.
func TestNotModifiedUnasked(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f, far := o.Feed("alpha", origin.RSS), o.Feed("far", origin.RSS)
	f.AddMany(1)
	cp := poll(t, p, source(f), article.Checkpoint{}, nil).Checkpoint
	far.Fail(http.StatusNotModified)
	f.Redirect(far.URL())
	_, err := p.Poll(t.Context(), source(f), cp, nil)
	expect(t, err, fetch.KindStatus, "redirected to "+far.URL()+": HTTP 304 Not Modified")
}

// They are sent along a redirect to the address that gave them.
func TestValidatorsBehindARedirect(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f, far := o.Feed("alpha", origin.RSS), o.Feed("far", origin.RSS)
	far.AddMany(1)
	f.Redirect(far.URL())
	cp, err := pollOn(t, p, source(f), article.Checkpoint{}, 3)
	if o.NotModified("far") != 2 || err != nil {
		t.Errorf("%d of 3 answers were 304, %v", o.NotModified("far"), err)
	}
	for _, r := range o.Log() {
		if r.Feed == "alpha" && r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
			t.Error("the redirect was asked with the validators of where it leads")
		}
	}
	cp.Answered = 0 // as they were kept once, without a word of whose they are
	if poll(t, p, source(f), cp, nil); o.NotModified("far") != 2 {
		t.Error("validators of nobody were sent")
	}
}

// A validator that no request can carry is none.
func TestLongValidators(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	for n, want := range map[int]int{4096: 2 * 4096, 4097: 0, 100_000: 0} {
		f.Handle(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", strings.Repeat("x", n))
			w.Header().Set("Last-Modified", strings.Repeat("y", n))
			w.Write([]byte(rss("<item><title>one</title></item>")))
		})
		if cp := poll(t, p, source(f), article.Checkpoint{}, nil).Checkpoint; len(cp.ETag+cp.LastModified) != want {
			t.Errorf("of %d bytes %d are kept", n, len(cp.ETag+cp.LastModified))
		}
	}
}
