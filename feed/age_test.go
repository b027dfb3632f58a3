package feed_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/feed"
)

// A feed has the age of its own or that of the site, and none where it says so.
func TestMaxAge(t *testing.T) {
	site := planet()
	plan := feed.NewPlan(site)
	if plan.Ages() || plan.MaxAge(root) != 0 {
		t.Error("an age that nobody gave")
	}
	code, links := article.Category{"Programming"}, article.Category{"Links"}
	site.Feeds = []feed.Override{{Path: links, MaxAge: article.Forever}}
	if feed.NewPlan(site).Ages() {
		t.Error("for ever is an age")
	}
	site.Feeds = append(site.Feeds, feed.Override{Path: code, MaxAge: time.Hour})
	if plan = feed.NewPlan(site); !plan.Ages() || plan.MaxAge(root) != 0 || plan.MaxAge(code) != time.Hour {
		t.Error("no age of its own")
	}
	site.MaxAge = time.Minute
	if plan = feed.NewPlan(site); plan.MaxAge(root) != time.Minute || plan.MaxAge(code) != time.Hour || plan.MaxAge(links) != 0 {
		t.Error("not the age of the site")
	}
	now := time.Date(2026, 3, 10, 12, 0, 0, 500, time.UTC)
	for _, c := range []struct {
		path    article.Category
		arrival time.Time
		want    bool
	}{
		{code, now.Add(-time.Hour), true},
		{code, now.Add(-time.Hour + time.Second), false},
		{root, now.Add(-time.Hour + time.Second), true},
		{links, time.Time{}, false},
		{code, now.Add(time.Hour), false},
	} {
		if got := plan.At(now).TooOld(c.path, c.arrival); got != c.want {
			t.Errorf("what came to %q at %v is too old: %v", c.path, c.arrival, got)
		}
	}
	if plan.TooOld(code, time.Time{}) {
		t.Error("something is too old at no moment")
	}
}

// What is published holds nothing that is too old at the plan's moment, and the
// moment changes no byte of the rest.
func TestPublishAged(t *testing.T) {
	s := filled(t) // of 1 to 3 January 2026, and of 2021
	site := planet()
	site.Feeds = append(site.Feeds, feed.Override{Path: article.Category{"Links"}, MaxAge: 48 * time.Hour})
	site.MaxAge = 365 * 24 * time.Hour
	noon := func(day int) time.Time { return time.Date(2026, 1, day, 12, 0, 0, 0, time.UTC) }
	dir := t.TempDir()
	out := open(t, dir)
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	at := func(now time.Time) feed.Report {
		s.plan = feed.NewPlan(site).At(now)
		return publish(t, out, s)
	}
	at(noon(3))
	links, all := read("Links/atom.xml"), read("atom.xml")
	if !strings.Contains(links, "links.example/only") || strings.Contains(all, "2021-12-17") {
		t.Errorf("the young is missing or the old is there:\n%s\n%s", links, all)
	}
	if report := at(noon(3).Add(time.Hour)); len(report.Written) > 0 {
		t.Errorf("an hour later %v is written", report.Written)
	}
	if report := at(noon(4)); len(report.Written) != 4 {
		t.Errorf("when an article got too old %v is written", report.Written)
	}
	if strings.Contains(read("Links/atom.xml"), "links.example/only") || read("atom.xml") != all {
		t.Error("it is not gone from its feed, or from others as well")
	}
	if s.plan.Look() != feed.NewPlan(site).Look() {
		t.Error("the moment changes the look")
	}
}
