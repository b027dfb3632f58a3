package article_test

import (
	"net/url"
	"strings"
	"testing"

	"feedloom/article"
)

// An address leads where it led, in the form that RFC 3986 asks for.
func TestURI(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"https://x.example/a?b=c#d", "https://x.example/a?b=c#d"},
		{"https://x.example", "https://x.example"},
		{"HTTPS://X.Example/A?", "https://x.example/A?"},
		{" https://x.example/a b|c[0]?q=\"金\"&r[]=1 ", "https://x.example/a%20b%7Cc%5B0%5D?q=%22%E9%87%91%22&r%5B%5D=1"},
		{"https://x.example/a\n /\tb", "https://x.example/a%20/b"},
		{"https://x.example/ä?ö=ü&x=%7e#ß", "https://x.example/%C3%A4?%C3%B6=%C3%BC&x=%7e#%C3%9F"},
		{"https://x.example/100%/%zz/50%25?q=1%&r=%41", "https://x.example/100%25/%25zz/50%25?q=1%25&r=%41"},
		{"https://user:p@ss[@x.example/a@b", "https://x.example/a@b"},
		{"https://MÜNCHEN.example:8443/", "https://xn--mnchen-3ya.example:8443/"},
		{"https://under_score.example:/", "https://under_score.example/"},
		{"http://[2001:DB8::1]:80/[x]", "http://[2001:db8::1]:80/%5Bx%5D"},
		{"gemini://x.example/a?http://[y]", "gemini://x.example/a?http://%5By%5D"},
		{"magnet:?xt=urn:btih:x", "magnet:?xt=urn:btih:x"},
		{"urn:isbn:1", "urn:isbn:1"},
		{"mailto:ä b@x.example", "mailto:%C3%A4%20b@x.example"},
		{"", ""}, {"relative", ""}, {"/a", ""}, {"?a", ""}, {"//x.example/", ""}, {"https:///path", ""}, {"https://:80/", ""},
		{"https://user@/", ""}, {"file:///etc/passwd", ""}, {"https://a\"b/", ""}, {"https://a b/", ""}, {"https://x\x00y/", ""},
		{"https://a%25b/", ""}, {"https://[fe80::1%25eth0]/", ""}, {"https://x.example:port/", ""}, {"https://a\u202eb.example/", ""},
	} {
		if got := article.URI(c.raw); got != c.want {
			t.Errorf("URI(%q) = %q, want %q", c.raw, got, c.want)
		}
	}
}

// Whatever is written, what comes of it is a URI and that of itself, and it is
// the same article.
func FuzzURI(f *testing.F) {
	for _, s := range []string{"https://u:p@[::1]:8/?q=[]#{}#", "//a//b", "a:b", "http:x?y", "x://%E4%B8%AD.example/%2f%", "magnet:?a#b", "https://a.example./../b?utm_x=1#!/%7e", "http://a:@b", "http://xn--/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once := article.URI(raw)
		if once == "" {
			return
		}
		if twice := article.URI(once); twice != once {
			t.Errorf("URI(%q) = %q, of which it is %q", raw, once, twice)
		}
		u, err := url.Parse(once)
		if err != nil || u.User != nil || !u.IsAbs() || strings.ContainsFunc(once, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"<>\\^`{|}", r) }) {
			t.Fatalf("URI(%q) = %q: %v", raw, once, err)
		}
		if a, b := article.Canonical(raw), article.Canonical(once); a != b && u.Host != "" {
			t.Errorf("Canonical(%q) = %q, and of its URI %q", raw, a, b)
		}
	})
}
