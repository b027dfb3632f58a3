package origin

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"time"
)

// Format is the format of a feed.
type Format string

// The formats.
const (
	RSS  Format = "rss"
	Atom Format = "atom"
	JSON Format = "json"
)

// Item is what a feed lists. Add fills the fields that are empty, save Author
// and Tags.
type Item struct {
	ID        string // https://example.org/<feed>/<number>
	Link      string // the same
	Title     string // Item <number> of <feed>
	Author    string
	HTML      string // a paragraph and an image
	Tags      []string
	Published time.Time // <number> hours after Epoch
	Updated   time.Time // the same
}

// Epoch is the time from which dates are counted.
var Epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// Feed is one of the server's feeds. Its methods may be called while it is
// served.
type Feed struct {
	origin *Origin
	name   string
	format Format

	// What follows is guarded by origin.mu.
	title    string
	items    []Item // the oldest first
	made     int    // items ever added
	changes  int    // moves Last-Modified
	encoding string
	header   http.Header      // of every answer
	serve    http.HandlerFunc // nil: the feed itself
}

// URL is where the feed is.
func (f *Feed) URL() string { return f.origin.URL() + "/" + f.name }

// Add publishes items, the last of them as the newest.
func (f *Feed) Add(items ...Item) {
	f.change(func() {
		for _, it := range items {
			f.made++
			f.items = append(f.items, f.filled(it))
		}
	})
}

// AddMany publishes n items with nothing but defaults.
func (f *Feed) AddMany(n int) { f.Add(make([]Item, n)...) }

func (f *Feed) filled(it Item) Item {
	address := fmt.Sprintf("https://example.org/%s/%d", f.name, f.made)
	orElse(&it.ID, address)
	orElse(&it.Link, address)
	orElse(&it.Title, fmt.Sprintf("Item %d of %s", f.made, f.name))
	orElse(&it.HTML, fmt.Sprintf(`<p>Text %d of %s.</p><p><img src="/%[2]s/%[1]d.png" alt="Picture %[1]d"></p>`, f.made, f.name))
	if it.Published.IsZero() {
		it.Published = Epoch.Add(time.Duration(f.made) * time.Hour)
	}
	if it.Updated.IsZero() {
		it.Updated = it.Published
	}
	return it
}

func orElse(s *string, fallback string) {
	if *s == "" {
		*s = fallback
	}
}

// Edit changes item i, counted from the oldest.
func (f *Feed) Edit(i int, edit func(*Item)) { f.change(func() { edit(&f.items[i]) }) }

// Remove takes item i out, counted from the oldest.
func (f *Feed) Remove(i int) { f.change(func() { f.items = append(f.items[:i:i], f.items[i+1:]...) }) }

// Retitle changes the feed's own title.
func (f *Feed) Retitle(title string) { f.change(func() { f.title = title }) }

// Encode sends the feed compressed from now on: gzip, deflate (in its zlib
// wrapper), raw-deflate, br, zstd, two of them with a comma between, or "" for
// not at all. It does so also where the request does not accept it.
func (f *Feed) Encode(encoding string) { f.change(func() { f.encoding = encoding }) }

func (f *Feed) change(how func()) {
	f.origin.mu.Lock()
	defer f.origin.mu.Unlock()
	how()
	f.changes++
}

// Body is the document that the feed is, before compression.
func (f *Feed) Body() []byte {
	f.origin.mu.Lock()
	defer f.origin.mu.Unlock()
	var b bytes.Buffer
	write[f.format](&b, f)
	return b.Bytes()
}

// ETag is what a request for the feed as it is now is answered with.
func (f *Feed) ETag() string { return tag(f.Body()) }

// behaviour is how requests are answered now.
func (f *Feed) behaviour() http.HandlerFunc {
	f.origin.mu.Lock()
	defer f.origin.mu.Unlock()
	header, serve := f.header.Clone(), f.serve
	if serve == nil {
		serve = f.document
	}
	return func(w http.ResponseWriter, r *http.Request) {
		maps.Copy(w.Header(), header)
		serve(w, r)
	}
}

// document serves the feed, or says that it has not changed (RFC 9110, section
// 13.2.2).
func (f *Feed) document(w http.ResponseWriter, r *http.Request) {
	body := f.Body()
	f.origin.mu.Lock()
	encoding, modified := f.encoding, Epoch.Add(time.Duration(f.changes)*time.Minute).Format(http.TimeFormat)
	f.origin.mu.Unlock()
	etag := tag(body)
	w.Header().Set("ETag", etag)
	w.Header().Set("Last-Modified", modified)
	asked := r.Header.Get("If-None-Match")
	if asked == etag || asked == "" && r.Header.Get("If-Modified-Since") == modified {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", mediaTypes[f.format])
	send(w, body, encoding)
}
