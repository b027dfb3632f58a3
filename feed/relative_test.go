package feed_test

import (
	"net/url"
	"testing"

	"feedloom/feed"
)

// Wherever a page is put, its links lead to where they would from its address.
func TestRelative(t *testing.T) {
	const site = "http://planet.example/news/"
	for _, c := range []struct{ from, to, want string }{
		{site, site, "./"},
		{site, site + "rss.xml", "rss.xml"},
		{site + "a/b/", site, "../../"},
		{site + "a/b/", site + "a/c/rss.xml", "../c/rss.xml"},
		{site + "a/b/", site + "a/b/c/", "c/"},
		{site + "a/", site + "ab/", "../ab/"},
		{site, site + "a:b/", "./a:b/"},
		{site, "http://other.example/", "http://other.example/"},
	} {
		got := feed.Relative(c.from, c.to)
		if got != c.want {
			t.Errorf("from %s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
		base, err := url.Parse(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if to, err := base.Parse(got); err != nil || to.String() != c.to {
			t.Errorf("from %s %q leads to %v, %v", c.from, got, to, err)
		}
	}
}
