package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// client is a Poller that may poll the origin.
func client(t *testing.T, o *origin.Origin, opts fetch.Options) *fetch.Poller {
	opts.AllowPrivate = append(opts.AllowPrivate, o.HostPort())
	p := fetch.New(opts)
	t.Cleanup(p.Close)
	return p
}

func source(f *origin.Feed) article.Source { return article.Source{ID: "s", URL: f.URL()} }

func poll(t *testing.T, p *fetch.Poller, src article.Source, cp article.Checkpoint, known func(article.Hash) bool) article.Delivery {
	t.Helper()
	d, err := p.Poll(t.Context(), src, cp, func(context.Context) (func(article.Hash) bool, error) { return known, nil })
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// knows is what a store knows after a delivery.
func knows(ds ...article.Delivery) func(article.Hash) bool {
	seen := map[article.Hash]bool{}
	for _, d := range ds {
		for _, l := range d.Listed {
			seen[l.Hash] = true
		}
	}
	return func(h article.Hash) bool { return seen[h] }
}

// fresh are the titles of the items that came with their content.
func fresh(d article.Delivery) []string {
	var titles []string
	for _, l := range d.Listed {
		if l.Item != nil {
			titles = append(titles, l.Item.Title)
		}
	}
	return titles
}

// A source from its first poll on: all items, then nothing at the price of a
// 304, then only what is new or edited.
func TestPollsOfASource(t *testing.T) {
	for _, format := range []origin.Format{origin.RSS, origin.Atom, origin.JSON} {
		t.Run(string(format), func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			f := o.Feed("alpha", format)
			f.AddMany(2)

			d1 := poll(t, p, source(f), article.Checkpoint{}, nil)
			want := []string{"Item 2 of alpha", "Item 1 of alpha"}
			if diff := cmp.Diff(want, fresh(d1)); diff != "" || !d1.Read || d1.Profile.Title != "Feed alpha" || d1.Source != "s" {
				t.Fatalf("first poll: %s%+v", diff, d1)
			}
			if c := d1.Checkpoint; c.Address != article.HashOf(f.URL()) || c.ETag == "" || c.LastModified == "" || c.Body == 0 || !c.Polled.Equal(d1.At) {
				t.Errorf("checkpoint is %+v", c)
			}

			d2 := poll(t, p, source(f), d1.Checkpoint, knows(d1))
			if h := o.Log()[1].Header; h.Get("User-Agent") != "Feedloom" || h.Get("If-None-Match") != d1.Checkpoint.ETag || h.Get("If-Modified-Since") != d1.Checkpoint.LastModified {
				t.Errorf("asked with %v", h)
			}
			if d2.Read || d2.Listed != nil || d2.Profile != nil || o.NotModified("alpha") != 1 {
				t.Errorf("second poll: %+v, %d times 304", d2, o.NotModified("alpha"))
			}

			f.Add(origin.Item{Title: "News"})
			f.Edit(0, func(it *origin.Item) { it.Title = "Edited" })
			d3 := poll(t, p, source(f), d2.Checkpoint, knows(d1))
			if diff := cmp.Diff([]string{"News", "Edited"}, fresh(d3)); diff != "" || len(d3.Listed) != 3 {
				t.Errorf("third poll: %s", diff)
			}
		})
	}
}

// Where a server has no validators, an equal body is no news either.
func TestEqualBodyIsNotRead(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	f.Serve("text/xml", []byte(rss("<item><title>One</title></item>")))
	d1 := poll(t, p, source(f), article.Checkpoint{}, nil)
	d2 := poll(t, p, source(f), d1.Checkpoint, nil)
	if !d1.Read || d2.Read || d2.Listed != nil || d2.Checkpoint.Body != d1.Checkpoint.Body {
		t.Errorf("read %v, then %v", d1.Read, d2.Read)
	}
}

// Validators say nothing of another address.
func TestValidatorsAreOfOneAddress(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	f.AddMany(1)
	cp := poll(t, p, source(f), article.Checkpoint{}, nil).Checkpoint
	cp.Address = article.HashOf("https://elsewhere.example/")
	if d := poll(t, p, source(f), cp, nil); !d.Read || d.Checkpoint.Address != article.HashOf(f.URL()) {
		t.Errorf("delivery is %+v", d)
	}
	if h := o.Log()[1].Header; h.Get("If-None-Match") != "" || h.Get("If-Modified-Since") != "" {
		t.Errorf("asked with %v", h)
	}
}

// A failure keeps what is known of the document, counts, and is over with the
// next good poll.
func TestFailuresAreCounted(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	f.AddMany(1)
	good := poll(t, p, source(f), article.Checkpoint{News: origin.Epoch, Interval: time.Hour}, nil).Checkpoint

	f.Fail(http.StatusNotFound)
	d1, err := p.Poll(t.Context(), source(f), good, nil)
	var failure *fetch.Failure
	if !errors.As(err, &failure) || failure.Kind != fetch.KindStatus || failure.Status != http.StatusNotFound {
		t.Fatalf("error is %v", err)
	}
	d2, _ := p.Poll(t.Context(), source(f), d1.Checkpoint, nil)
	want := good
	want.Polled, want.Failing, want.Failures, want.Error = d2.At, d1.At, 2, "HTTP 404 Not Found"
	if diff := cmp.Diff(want, d2.Checkpoint); diff != "" || d2.Read || d2.Listed != nil {
		t.Errorf("-want +got:\n%s", diff)
	}

	f.Mend()
	d3 := poll(t, p, source(f), d2.Checkpoint, nil)
	want = good
	want.Polled = d3.At
	if diff := cmp.Diff(want, d3.Checkpoint); diff != "" || d3.Read {
		t.Errorf("after mending, -want +got:\n%s", diff)
	}
}

// A shutdown is no failure of the source.
func TestCancelledPoll(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	asked := f.Hang()
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	cp := article.Checkpoint{Address: 1, Failures: 1}
	d, err := p.Poll(ctx, source(f), cp, nil)
	if err != context.Canceled || d.Checkpoint != cp {
		t.Errorf("error %v, checkpoint %+v", err, d.Checkpoint)
	}
	if d, err := p.Poll(ctx, source(f), cp, nil); err != context.Canceled || d.Checkpoint != cp {
		t.Errorf("error %v, checkpoint %+v", err, d.Checkpoint)
	}
}

// Every compression that is asked for is undone, and two of them over each other.
func TestCompressed(t *testing.T) {
	for _, encoding := range []string{"", "gzip", "deflate", "raw-deflate", "br", "zstd", "gzip, br", "zstd,gzip"} {
		t.Run(encoding, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			f := o.Feed("alpha", origin.Atom)
			f.AddMany(200)
			f.Encode(encoding)
			if d := poll(t, p, source(f), article.Checkpoint{}, nil); len(d.Listed) != 200 {
				t.Errorf("%d items", len(d.Listed))
			}
			if got := o.Log()[0].Header.Get("Accept-Encoding"); got != "gzip, br, zstd, deflate" {
				t.Errorf("asked for %q", got)
			}
		})
	}
}

// Redirects are followed, relative addresses are those of where they lead, and
// the checkpoint stays that of the source's address.
func TestRedirected(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	far := o.Feed("far/away", origin.RSS)
	far.Serve("text/xml", []byte(rss("<item><link>one</link></item>")))
	near := o.Feed("near", origin.RSS)
	near.Redirect(far.URL())
	d := poll(t, p, source(near), article.Checkpoint{}, nil)
	if got := d.Listed[0].Item.Link; got != o.URL()+"/far/one" || d.URL != near.URL() {
		t.Errorf("link is %s, polled at %s", got, d.URL)
	}
}

// As many redirects are followed as is allowed, and not one more.
func TestMaxRedirects(t *testing.T) {
	o := origin.New(t)
	end := o.Feed("0", origin.RSS)
	for i := range 3 {
		next := o.Feed(fmt.Sprint(i+1), origin.RSS)
		next.Redirect(end.URL())
		end = next
	}
	for most, good := range map[int]bool{3: true, 2: false, -1: false} {
		p := client(t, o, fetch.Options{MaxRedirects: most})
		if _, err := p.Poll(t.Context(), source(end), article.Checkpoint{}, nil); (err == nil) != good {
			t.Errorf("3 redirects where %d are allowed: %v", most, err)
		}
	}
}

// HTTP/2 is spoken where the server does.
func TestHTTP2(t *testing.T) {
	o := origin.StartTLS()
	defer o.Close()
	p := client(t, o, fetch.Options{})
	fetch.Trust(p, o.Certificate())
	f := o.Feed("alpha", origin.RSS)
	protocol := ""
	f.Handle(func(w http.ResponseWriter, r *http.Request) {
		protocol = r.Proto
		w.Write([]byte(rss("<item/>")))
	})
	if poll(t, p, source(f), article.Checkpoint{}, nil); protocol != "HTTP/2.0" {
		t.Errorf("spoke %s", protocol)
	}
}

// A file is a source; its time and size vouch for it when it is not young.
func TestFile(t *testing.T) {
	p := fetch.New(fetch.Options{})
	path := filepath.Join(t.TempDir(), "feed.xml")
	write := func(items string, age time.Duration) {
		t.Helper()
		if err := os.WriteFile(path, []byte(rss(items)), 0o644); err != nil {
			t.Fatal(err)
		}
		when := time.Now().Add(-age)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	src := article.Source{ID: "f", URL: path}
	write("<item><title>A</title><link>relative</link></item>", time.Hour)
	d1 := poll(t, p, src, article.Checkpoint{}, nil)
	if !d1.Read || d1.Listed[0].Item.Title != "A" || d1.Listed[0].Item.Link != "" {
		t.Fatalf("first poll: %+v", d1)
	}
	if d := poll(t, p, src, d1.Checkpoint, nil); d.Read || d.Checkpoint.ETag != d1.Checkpoint.ETag || d.Checkpoint.Body != d1.Checkpoint.Body {
		t.Errorf("untouched: %+v", d)
	}
	write("<item><title>A</title><link>relative</link></item>", time.Minute)
	if d := poll(t, p, src, d1.Checkpoint, nil); d.Read || d.Checkpoint.ETag == d1.Checkpoint.ETag {
		t.Errorf("touched: %+v", d)
	}
	write("<item><title>B</title></item>", 0)
	d2 := poll(t, p, src, d1.Checkpoint, nil)
	stamp, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	// A write within the clock's grain leaves time and size as they were.
	write("<item><title>C</title></item>", 0)
	if err := os.Chtimes(path, stamp.ModTime(), stamp.ModTime()); err != nil {
		t.Fatal(err)
	}
	if d := poll(t, p, src, d2.Checkpoint, nil); !d.Read || d.Listed[0].Item.Title != "C" {
		t.Errorf("changed at once: %+v", d)
	}
}

// A document that ended within an item is asked for whole the next time, whatever
// its server said of it.
func TestCutDocument(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	const whole = `<item><guid>1</guid><title>One</title></item>`
	for _, c := range []struct {
		doc  string
		kept bool
	}{
		{`<rss><channel>` + whole + `</channel></rss>`, true},
		{`<rss><channel>` + whole + `<item><guid>2</guid><tit`, false},
		{`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"One"},{"id":"2","ti`, false},
	} {
		f.Handle(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"v"`)
			w.Header().Set("Cache-Control", "max-age=86400")
			w.Header().Set("Content-Type", "text/xml")
			w.Write([]byte(c.doc))
		})
		d := poll(t, p, source(f), article.Checkpoint{}, nil)
		if len(d.Listed) != 1 || d.Cut == c.kept || (d.Checkpoint.ETag != "") != c.kept || (d.Checkpoint.Body != 0) != c.kept || d.Checkpoint.Fresh.IsZero() == c.kept {
			t.Errorf("%s: %d items, cut %v, checkpoint %+v", c.doc, len(d.Listed), d.Cut, d.Checkpoint)
		}
	}
}
