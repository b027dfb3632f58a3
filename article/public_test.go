package article_test

import (
	"strings"
	"testing"

	"feedloom/article"
)

// A name is that of a secret if one of its words says so.
func TestNamesSecret(t *testing.T) {
	for name, want := range map[string]bool{
		"key": true, "api_key": true, "X-Api-Key": true, "apiKey": true, "APIKEY": true, "X-Auth": true, "auth.token": true, "auth[token]": true,
		"Authorization": true, "Proxy-Authorization": true, "Cookie": true, "sid": true, "sig": true, "X-Amz-Signature": true, "pwd": true,
		"PHPSESSID": true, "userPasswd": true, "oauth2": true, "token1": true, "X-Session-Id": true, "APIKey": true, "PassWord": true,
		"author": false, "designer": false, "keyword": false, "monkey": false, "compass": false, "obsession": false, "signal": false,
		"Accept-Language": false, "user": false, "feed": false, "page": false, "": false,
	} {
		if got := article.NamesSecret(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What others see of a source holds none of its secrets.
func TestPublic(t *testing.T) {
	for _, c := range []struct {
		source        article.Source
		public, label string
	}{
		{article.Source{ID: "x", URL: "https://example.com/?feed=rss2"}, "https://example.com/?feed=rss2", "https://example.com/?feed=rss2"},
		{article.Source{ID: "x", URL: "https://me:hunter2@example.com/a"}, "https://example.com/a", "https://example.com/a"},
		{article.Source{ID: "x", URL: "https://example.com/a?api_key=hunter2"}, "", "https://example.com/a?…"},
		{article.Source{ID: "example.com/${T}/a", URL: "https://example.com/hunter2/a", Secret: true}, "", "example.com/${T}/a"},
		{article.Source{ID: "example.com/${T}?key=hunter2", URL: "https://example.com/a?key=hunter2", Secret: true}, "", "example.com/${T}"},
		{article.Source{ID: "examples/a.xml", URL: "/srv/planet/examples/a.xml"}, "", "examples/a.xml"},
	} {
		if got := c.source.Public(); got != c.public {
			t.Errorf("%s: Public() = %q, want %q", c.source.URL, got, c.public)
		}
		if got := c.source.Label(); got != c.label || strings.Contains(got, "hunter2") {
			t.Errorf("%s: Label() = %q, want %q", c.source.URL, got, c.label)
		}
	}
}
