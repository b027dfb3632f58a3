package article_test

import (
	"strings"
	"testing"

	"feedloom/article"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"https://Example.com/a", "example.com/a"},
		{"http://www.example.com:80/a", "example.com/a"},
		{"https://example.com:443", "example.com/"},
		{"https://example.com:8443/", "example.com:8443/"},
		{"http://example.com:443/", "example.com:443/"},
		{"https://user:secret@example.com/a", "example.com/a"},
		{"https://www.com/", "www.com/"},
		{"https://münchen.example/ä?q=ö", "xn--mnchen-3ya.example/%C3%A4?q=%C3%B6"},
		{"https://example.com/%7euser/%e4%b8%ad", "example.com/~user/%E4%B8%AD"},
		{"https://example.com/a/../b/./c/", "example.com/b/c/"},
		{"https://example.com/a//b", "example.com/a//b"},
		{"https://example.com/a?utm_source=x&id=7&fbclid=y#top", "example.com/a?id=7"},
		{"https://example.com/a?b=2&a=1", "example.com/a?b=2&a=1"},
		{"https://example.com/?utm_source=x", "example.com/"},
		{"https://example.com/#!/post/1", "example.com/#!/post/1"},
		{"https://example.com/#/post/1", "example.com/#/post/1"},
		{"//example.com/a", "example.com/a"},
		{"gemini://Example.com/a", "gemini://example.com/a"},
		{" urn:isbn:1 ", "urn:isbn:1"},
		{"http://[2001:db8::1]:80/", "[2001:db8::1]/"},
		{"http://[2001:DB8:0:0::0001]/", "[2001:db8::1]/"},
		{"https://XN--MNCHEN-3YA.example./", "xn--mnchen-3ya.example/"},
		{"https://example.com/a?#", "example.com/a"},
		{"https://example.com/a?&id=7&", "example.com/a?id=7"},
		{"https://example.com/a?Q=%2f&q=%2F", "example.com/a?Q=%2F&q=%2F"},
		{"https://example.com/#!/post/1?utm_source=rss&id=7", "example.com/#!/post/1?id=7"},
		{"https://www.nytimes.com/a.html?partner=rss&emc=rss", "nytimes.com/a.html"},
		// What need not be the same page stays apart.
		{"https://example.com/a/", "example.com/a/"},
		{"https://example.com/A/index.html", "example.com/A/index.html"},
		{"https://m.example.com/a/amp", "m.example.com/a/amp"},
		{"", ""},
	} {
		if got := article.Canonical(c.raw); got != c.want {
			t.Errorf("Canonical(%q) = %q, want %q", c.raw, got, c.want)
		}
	}
}

// However odd the address, its canonical form is that of itself, and that of the
// published link; parameters that are tracking change nothing, wherever they are
// added.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"https://www.example.com:443/a/../b?utm_x=1&c=%2f#!/d", "//.//x", "http://%41/", "http:x", "http://a/%%2525", "A://%2525",
		"https://youtube.com/watch?v=x&si=y;amp&amp;trk_1=2;z", "https://a.example/?#utm_a=1#?%75tm_b=%", "https://a.example/#!/x?&%26amp;ref=1#", "http://[::0:1]./?&&amp", "//a?amp;b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, tracking := range lists {
			once := tracking.Canonical(raw)
			if twice := tracking.Canonical(once); twice != once {
				t.Errorf("Canonical(%q) = %q, of which it is %q", raw, once, twice)
			}
			if stripped := tracking.Strip(raw); tracking.Canonical(stripped) != once {
				t.Errorf("Canonical(%q) = %q, and of the link without tracking, %q, %q", raw, once, stripped, tracking.Canonical(stripped))
			}
			if u := article.Reference(raw); u == nil || u.Host == "" {
				continue
			}
			if tracked := withPairs(raw, "utm_source=x", "%46BCLID=a%26b"); tracking.Canonical(tracked) != once {
				t.Errorf("Canonical(%q) = %q, and with tracking, %q, %q", raw, once, tracked, tracking.Canonical(tracked))
			}
		}
	})
}

// withPairs is an address with two parameters more, the one in front of its
// query, the other behind. A query that begins with amp; can have none in front:
// the & between them would be one that was escaped.
func withPairs(raw, front, behind string) string {
	before, fragment, hasFragment := strings.Cut(tidy(raw), "#")
	before, query, _ := strings.Cut(before, "?")
	pairs := []string{front, query, behind}
	if query == "" {
		pairs = []string{front, behind}
	} else if strings.HasPrefix(query, "amp;") {
		pairs = pairs[1:]
	}
	before += "?" + strings.Join(pairs, "&")
	if hasFragment {
		before += "#" + fragment
	}
	return before
}

// tidy is an address without the white space that browsers do not read.
func tidy(raw string) string {
	return strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(strings.TrimSpace(raw))
}

// No list of tracking parameters has a say in what a source is.
func TestSourceID(t *testing.T) {
	if got := article.SourceID("https://www.Example.com/feed?utm_source=x&ref=1#top"); got != "example.com/feed?utm_source=x&ref=1" {
		t.Errorf("SourceID() = %q", got)
	}
}
