package loom_test

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/loom"
)

// aged is a plan of one source whose feed, but not that of the whole site, shows
// nothing that is older than a day.
func (r *room) aged() loom.Plan {
	plan := r.plan("a.example")
	plan.Feeds = feed.NewPlan(feed.Site{
		Title: "Test", URL: &url.URL{Scheme: "http", Host: "planet.example", Path: "/"},
		Sources: []article.Source{plan.Sources[0].Source},
		Feeds:   []feed.Override{{Path: article.Category{"a.example"}, MaxAge: 24 * time.Hour}},
	})
	return plan
}

// An article leaves a feed soon after it gets too old, without a poll that brings
// anything, and between two prunings.
func TestRunLetsArticlesExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.addPast("a.example", "Older.", time.Now().Add(-21*time.Hour-30*time.Minute))
		r.web.addPast("a.example", "Newer.", time.Now().Add(-21*time.Hour-10*time.Minute))
		_, stop := r.run(r.aged())
		for _, c := range []struct {
			wait         time.Duration
			older, newer bool
		}{
			{2*time.Hour + 29*time.Minute, true, true},
			{3 * time.Minute, false, true},
			{17 * time.Minute, false, true},
			{3 * time.Minute, false, false},
		} {
			time.Sleep(c.wait)
			if older, newer := r.published("a.example/rss.xml", "Older."), r.published("a.example/rss.xml", "Newer."); older != c.older || newer != c.newer {
				t.Errorf("after %v more: older %v, newer %v", c.wait, older, newer)
			}
		}
		if !r.published("rss.xml", "Older.") {
			t.Error("it is gone from a feed without an age")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// Each run looks for what got too old since the last one, and touches no file
// where nothing did.
func TestOnceLetsArticlesExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.addPast("a.example", "Older.", time.Now().Add(-22*time.Hour))
		r.web.addPast("a.example", "Newer.", time.Now().Add(-20*time.Hour))
		var files []string
		for i, c := range []struct {
			wait         time.Duration
			older, newer bool
			written      int
		}{
			{0, true, true, 10}, {time.Hour, true, true, 0}, {time.Hour, false, true, 4}, {time.Hour, false, true, 0}, {30 * time.Hour, false, false, 4}, {30 * time.Hour, false, false, 0},
		} {
			time.Sleep(c.wait)
			s, err := r.Once(t.Context(), r.aged(), loom.Once{})
			if err != nil {
				t.Fatal(err)
			}
			if older, newer := r.published("a.example/rss.xml", "Older."), r.published("a.example/rss.xml", "Newer."); older != c.older || newer != c.newer {
				t.Errorf("run %d: older %v, newer %v", i, older, newer)
			}
			if len(s.Report.Written) != c.written {
				t.Errorf("run %d wrote %v", i, s.Report.Written)
			}
			content, err := os.ReadFile(filepath.Join(r.dir, "public", "a.example", "feed.json"))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, string(content))
		}
		if files[0] != files[1] || files[2] != files[3] {
			t.Error("the clock changed the bytes of a feed that shows the same")
		}
	})
}
