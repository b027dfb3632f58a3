package fetch_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/fetch"
)

// Whatever a header says, no time that follows from it lies behind, or further
// ahead than a week.
func FuzzTimesOfAnAnswer(f *testing.F) {
	for _, s := range []string{"120", "-1", "99999999999999999999", "Tue, 10 Mar 2026 12:05:00 GMT", `max-age="60", no-cache="a,b"`, "max-age=1,max-age=2", `"`} {
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, cacheControl, date, number string) {
		for _, at := range []time.Time{
			fetch.RetryAfter(date, noon), fetch.RetryAfter(number, noon),
			fetch.FreshUntil(http.Header{"Cache-Control": {cacheControl}, "Age": {number}}, noon),
			fetch.FreshUntil(http.Header{"Expires": {date}, "Date": {cacheControl}, "Age": {number}}, noon),
		} {
			if !at.IsZero() && (!at.After(noon) || at.Sub(noon) > article.MaxHold) {
				t.Errorf("%v", at)
			}
		}
	})
}

// Whatever a page says, the feed that it names is an absolute address of the
// web, and its title one short line.
func FuzzPage(f *testing.F) {
	for _, s := range []string{
		`<!doctype html><title>A</title><link rel=alternate type=application/rss+xml href=/feed>`,
		`<base href="//b"><link rel="alternate" type="application/json" href="?a#b">`,
		"<title>\x00\u202e\n</title><base href=http://%zz><link rel=ALTERNATE type=application/atom+xml href=\xff>",
	} {
		f.Add(s, "https://blog.example/a/")
	}
	f.Fuzz(func(t *testing.T, text, base string) {
		title, feed, _ := fetch.ReadPage(text, base)
		if u, err := url.Parse(feed); feed != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Fragment != "") {
			t.Errorf("feed is %q, %v", feed, err)
		}
		if len(title) > 110 {
			t.Errorf("title is %q", title)
		}
	})
}
