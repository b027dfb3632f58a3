package serve_test

import (
	"net/http"
	"testing"
)

const (
	chromium = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
	firefox  = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	reader   = "application/rss+xml, application/atom+xml;q=0.9, text/html;q=0.5, */*;q=0.1"
)

// A browser gets what it shows with the stylesheet, and a reader what it looks for.
func TestForPeople(t *testing.T) {
	dir := folder(t)
	s := site(t, dir, "http://localhost/")
	rss, xml := "application/rss+xml; charset=utf-8", "application/xml; charset=utf-8"
	for accept, want := range map[string]string{chromium: xml, firefox: xml, reader: rss, "*/*": rss, "": rss, "text/htmlx": rss} {
		r := get(s, "GET", "/金融/rss.xml", "Accept", accept)
		if got := r.Header.Get("Content-Type"); got != want || r.Header.Get("Vary") != "Accept" {
			t.Errorf("Accept %q: %q, Vary %q; want %q", accept, got, r.Header.Get("Vary"), want)
		}
	}
	for path, want := range map[string]string{"/opml.xml": xml, "/金融/": "text/html; charset=utf-8", "/金融/feed.json": "application/feed+json; charset=utf-8"} {
		if got := get(s, "GET", path, "Accept", firefox).Header.Get("Content-Type"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// The two answers are told apart: a strong ETag stands for one media type.
func TestForPeopleTags(t *testing.T) {
	s := site(t, folder(t), "http://localhost/")
	shown, read := get(s, "GET", "/opml.xml", "Accept", chromium).Header.Get("ETag"), get(s, "GET", "/opml.xml").Header.Get("ETag")
	if shown == read {
		t.Errorf("both are %s", shown)
	}
	for accept, tag := range map[string]string{chromium: shown, reader: read} {
		if r := get(s, "GET", "/opml.xml", "Accept", accept, "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
			t.Errorf("Accept %q: %d", accept, r.StatusCode)
		}
	}
}
