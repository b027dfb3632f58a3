package feed_test

import (
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/feed"
)

// An article is read and rendered once, however many feeds hold it and however
// often they are published; an edited one once more.
func TestRenderedOnce(t *testing.T) {
	s := filled(t)
	out := open(t, t.TempDir())
	publish(t, out, s)
	if s.read != len(s.articles) {
		t.Errorf("%d articles read for %d in several feeds", s.read, len(s.articles))
	}
	s.read = 0
	publish(t, out, s)
	if s.read != 0 {
		t.Errorf("%d articles read again where nothing changed", s.read)
	}
	edited := *s.articles[0]
	edited.Sightings = append([]article.Sighting{}, edited.Sightings...)
	edited.Sightings[0].Item.Title = "Another title"
	s.articles[0] = &edited
	report := publish(t, out, s)
	if s.read != 1 || len(report.Written) == 0 {
		t.Errorf("an edit: %d articles read, %v written", s.read, report.Written)
	}
}

// What was rendered for another config.yaml, or with other words of the sources
// about themselves, is not used.
func TestRenderedAnew(t *testing.T) {
	s, dir := filled(t), t.TempDir()
	out := open(t, dir)
	publish(t, out, s)
	s.read = 0
	site := planet()
	site.Sources[0].Title = "Another name"
	s.plan = feed.NewPlan(site)
	report := publish(t, out, s)
	if s.read != len(s.articles) || len(report.Written) == 0 {
		t.Errorf("another plan: %d articles read, %v written", s.read, report.Written)
	}
	s.read = 0
	before := profiles["sina"]
	defer func() { profiles["sina"] = before }()
	profiles["sina"] = article.Profile{Title: before.Title, Link: before.Link, Language: "ja"}
	if publish(t, out, s); s.read != len(s.articles) {
		t.Errorf("another profile: %d articles read", s.read)
	}
}

// What is kept is bounded, and what was used last stays.
func TestCacheIsBounded(t *testing.T) {
	s := filled(t)
	seed := *s.articles[0]
	s.articles = nil
	for i := range 40 {
		a := seed
		a.ID = uint64(i + 1)
		a.Sightings = append([]article.Sighting{}, seed.Sightings...)
		a.Sightings[0].Item.Content = strings.Repeat("x", 256<<10)
		s.articles = append(s.articles, &a)
	}
	out := open(t, t.TempDir())
	publish(t, out, s)
	if kept := out.Cached(); kept > 16<<20 || kept < 8<<20 {
		t.Errorf("%d bytes are kept", kept)
	}
}
