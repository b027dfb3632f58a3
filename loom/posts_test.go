package loom_test

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/loom"
)

// blogPlan is a plan of the room that writes posts as well.
func (r *room) blogPlan(source string) loom.Plan {
	r.Helper()
	plan := r.plan(source)
	plan.Feeds = feed.NewPlan(feed.Site{
		URL:     &url.URL{Scheme: "https", Host: "planet.example", Path: "/"},
		Formats: []string{"rss", "hexo"}, Posts: map[string]string{"hexo": filepath.Join(r.dir, "blog")},
		Sources: []article.Source{plan.Sources[0].Source},
	})
	return plan
}

func (r *room) posts() int {
	r.Helper()
	entries, err := os.ReadDir(filepath.Join(r.dir, "blog"))
	if err != nil {
		r.Fatal(err)
	}
	return len(entries)
}

// oblivious is a store that cannot note, after the first, what was posted.
type oblivious struct {
	loom.Store
	notes int
}

func (f *oblivious) Posted(done []article.Unposted) error {
	if f.notes++; f.notes > 1 {
		return errors.New("no room")
	}
	return f.Store.Posted(done)
}

// What a run could not finish, the next one does, and no more.
func TestPostsAreMadeGood(t *testing.T) {
	r := newRoom(t)
	for i := range 450 {
		r.web.addPast("a.example", fmt.Sprint("News ", i), time.Now().Add(-time.Duration(i)*time.Minute))
	}
	s := r.Store
	r.Store = &oblivious{Store: s}
	summary, err := r.Once(t.Context(), r.blogPlan("a.example"), loom.Once{})
	if err == nil || r.posts() == 0 || r.posts() == 450 || summary.Published {
		t.Fatalf("%d posts, %v", r.posts(), err)
	}
	written := r.posts()
	r.Store = s
	report, err := r.Publish(t.Context(), r.blogPlan("a.example"))
	if err != nil || r.posts() != 450 || len(report.Written) != 450-written {
		t.Errorf("%d posts, %d of them written the second time, %v", r.posts(), len(report.Written), err)
	}
	report, err = r.Publish(t.Context(), r.blogPlan("a.example"))
	if err != nil || len(report.Written) != 0 || report.Unchanged != 0 {
		t.Errorf("a third time: %+v, %v", report, err)
	}
}

// Posts whose folder is gone while they are published are written again.
func TestPostsWhoseFolderIsGone(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "One")
	r.web.add("a.example", "Two")
	plan := r.blogPlan("a.example")
	if _, err := r.Once(t.Context(), plan, loom.Once{}); err != nil || r.posts() != 2 {
		t.Fatal(r.posts(), err)
	}
	if err := os.RemoveAll(filepath.Join(r.dir, "blog")); err != nil {
		t.Fatal(err)
	}
	if report, err := r.Publish(t.Context(), plan); err != nil || r.posts() != 2 || len(report.Written) != 2 {
		t.Errorf("%d posts, %+v, %v", r.posts(), report, err)
	}
}
