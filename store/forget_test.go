package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"feedloom/article"
)

// A forgotten address stays forgotten when config.yaml has other names of
// tracking parameters, in whatever direction, and until it is lifted.
func TestForgottenByAnotherListOfTracking(t *testing.T) {
	date := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	with, without := article.NewTracking([]string{"ref"}, nil), article.Tracking{}
	const address = "https://a.example/1?ref=home"
	for name, is := range map[string]struct {
		before, after article.Tracking
		asked         string
	}{
		"more":           {without, with, address},
		"more, in words": {without, with, "that page"},
		"fewer":          {with, without, address},
	} {
		c := changing{TB: t, path: filepath.Join(t.TempDir(), "feedloom.db")}
		it := article.Item{GUID: "a", Link: address, Title: "News", Content: "One.", Published: date}
		c.poll(is.before, "a", it)
		s := c.open(is.before)
		forgotten, err := s.Forget(t.Context(), article.Takedown{At: date, Asked: is.asked, URL: address})
		s.Close()
		if err != nil || len(forgotten.IDs) != 1 {
			t.Fatalf("%s: %+v, %v", name, forgotten, err)
		}
		again := article.Item{GUID: "b", Link: address, Title: "Again", Content: "Two.", Published: date.AddDate(0, 0, 1)}
		if got := c.poll(is.after, "b", again); got != "0 new, 0 edited, 0 joined" {
			t.Errorf("%s: by the other list: %s", name, got)
		}
		s = c.open(is.after)
		_, _, err = s.Readmit(t.Context(), forgotten.Number)
		s.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got := c.poll(is.after, "b", again); got != "1 new, 0 edited, 0 joined" {
			t.Errorf("%s: after it is lifted: %s", name, got)
		}
	}
}
