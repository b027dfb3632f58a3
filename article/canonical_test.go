package article_test

import (
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
		{"", ""},
	} {
		if got := article.Canonical(c.raw); got != c.want {
			t.Errorf("Canonical(%q) = %q, want %q", c.raw, got, c.want)
		}
	}
}

// The published link loses its tracking parameters and nothing else.
func TestStripTracking(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"https://example.com/a?utm_source=rss", "https://example.com/a"},
		{"https://example.com/a?id=%7e&UTM_Medium=x#c", "https://example.com/a?id=%7e#c"},
		{"https://example.com/a?x=1&&y", "https://example.com/a?x=1&&y"},
		{"https://example.com/a?", "https://example.com/a?"},
	} {
		if got := article.StripTracking(c.raw); got != c.want {
			t.Errorf("StripTracking(%q) = %q, want %q", c.raw, got, c.want)
		}
	}
}

// However odd the address, its canonical form is that of itself.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"https://www.example.com:443/a/../b?utm_x=1&c=%2f#!/d", "//.//x", "http://%41/", "http:x", "http://a/%%2525", "A://%2525"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once := article.Canonical(raw)
		if twice := article.Canonical(once); twice != once {
			t.Errorf("Canonical(%q) = %q, of which it is %q", raw, once, twice)
		}
	})
}
