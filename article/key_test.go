package article_test

import (
	"strings"
	"testing"
	"time"

	"feedloom/article"
)

// Keys in byte order are articles by date, whatever their zone and URL.
func TestKeyOrder(t *testing.T) {
	zone := time.FixedZone("", 9*3600)
	early := article.NewKey(time.Date(2026, 1, 2, 3, 0, 0, 0, zone), "z.example/", "")
	late := article.NewKey(time.Date(2026, 1, 1, 19, 0, 0, 0, time.UTC), "a.example/", "")
	if early >= late {
		t.Errorf("%q is not before %q", early, late)
	}
	if got := late.Date(); got != "2026-01-01T19:00:00Z" {
		t.Errorf("Date() = %s", got)
	}
}

// A long address is cut, and two that begin alike stay apart.
func TestKeyOfLongAddress(t *testing.T) {
	long := "a.example/" + strings.Repeat("中", 5000)
	a, b := article.NewKey(time.Time{}, long+"1", ""), article.NewKey(time.Time{}, long+"2", "")
	if a == b || len(a) > 500 {
		t.Errorf("%d bytes, equal: %v", len(a), a == b)
	}
}

func TestPermanentID(t *testing.T) {
	for id, want := range map[string]bool{
		"https://example.com/a":                         true,
		"http://example.com/?p=12":                      true,
		"tag:example.com,2026:post-1":                   true,
		"tag:example.com,2026-03-01:/a/b":               true,
		"urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a": true,
		"":                            false,
		"12":                          false,
		"example.com/a":               false,
		"https://example.com":         false,
		"HTTPS://example.com/a":       false,
		"https://example.com:443/a":   false,
		"https://example.com:/a":      false,
		"https://example.com./a":      false,
		"https://example.com:8443/a":  true,
		"https://example.com/?q=%5c":  false,
		"https://example.com/?q=%5C":  true,
		"https://example.com/#%7Ea":   false,
		"https://example.com/[a]":     false,
		"http://[::1]/a":              false,
		"tag:example.com,2026:[post]": false,
		"tag:example.com,2026:%70ost": false,
		"urn:isbn:3-16-148410-0":      true,
		"urn:doi:10.1000/182":         false,
		"https://Example.com/a":       false,
		"https://u:p@example.com/a":   false,
		"https://example.com/a b":     false,
		"https://example.com/a/../b":  false,
		"tag:example.com:post":        false,
		"urn:uuid:12":                 false,
		"javascript:alert(1)":         false,
		"https://example.com/\u202ea": false,
	} {
		if got := article.PermanentID(id); got != want {
			t.Errorf("PermanentID(%q) = %v", id, got)
		}
	}
}

func TestOwns(t *testing.T) {
	for _, c := range []struct {
		source, link string
		want         bool
	}{
		{"https://feeds.example.com/a.xml", "https://www.example.com/a", true},
		{"https://example.co.uk/feed", "https://other.co.uk/a", false},
		{"https://one.github.io/feed", "https://two.github.io/a", false},
		{"http://127.0.0.1:99/feed", "http://127.0.0.1/a", true},
		{"examples/a.xml", "https://example.com/a", false},
		{"examples/a.xml", "examples/a.xml", false},
	} {
		if got := article.Owns(c.source, c.link); got != c.want {
			t.Errorf("Owns(%q, %q) = %v", c.source, c.link, got)
		}
	}
}
