package feed_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/feed"
)

// The sources are listed by their categories, without what is nobody's business.
func TestSources(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	site := planet()
	site.ListSources = true
	site.Sources = append(site.Sources,
		article.Source{ID: "token", URL: "https://closed.example/feed?key=hunter2", Secret: true, Secrets: []string{"hunter2"}},
		article.Source{ID: "login", URL: "https://login.example/feed", Access: article.Access{Headers: []article.Header{{Name: "Authorization", Value: "hunter2", Secret: true}}}},
		article.Source{ID: "two", URL: "https://two.example/<feed>?a=1&b=2", Title: "\"Two, & three\"", Categories: []article.Category{{"Programming"}, {"A, B", "c/d"}}},
		article.Source{ID: "bare", URL: "https://bare.example/feed"})
	s.plan = feed.NewPlan(site)
	publish(t, open(t, dir), s)
	got := read(t, filepath.Join(dir, "sources.opml"))
	compare(t, "testdata/sources.opml", []byte(got))
	for _, secret := range []string{"hunter2", "reader", "secret", "/home/me", "closed.example", "login.example"} {
		if strings.Contains(got, secret) {
			t.Errorf("the list says %q", secret)
		}
	}
	if !strings.Contains(read(t, filepath.Join(dir, "index.html")), `href="sources.opml"`) {
		t.Error("the page does not lead to the list")
	}
}

// A list of nothing is none: OPML wants an outline at least.
func TestNoSources(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	site := planet()
	site.ListSources = true
	site.Sources = slices.DeleteFunc(site.Sources, func(s article.Source) bool { return s.ID != "notes" })
	s.plan = feed.NewPlan(site)
	publish(t, open(t, dir), s)
	if _, ok := files(t, dir)["sources.opml"]; ok {
		t.Error("there is a list")
	}
}
