package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/store"
)

// changing is a store whose list of tracking parameters config.yaml changes.
type changing struct {
	testing.TB
	path  string
	polls int
}

// poll opens the store with that list, saves what a source sends, and says what
// came of it.
func (c *changing) poll(tracking article.Tracking, source string, items ...article.Item) string {
	c.Helper()
	s := c.open(tracking)
	defer s.Close()
	c.polls++
	d := article.Delivery{Source: source, At: time.Date(2026, 1, 2, c.polls, 0, 0, 0, time.UTC), Read: true}
	for i := range items {
		it := items[i]
		tracking.Relink(&it) // as fetch does
		d.Listed = append(d.Listed, article.Listed{Hash: article.HashOf(fmt.Sprint(c.polls, i)), GUID: it.GUID, Item: &it})
	}
	outcomes, err := s.Save(c.Context(), everything{}, []article.Delivery{d})
	if err != nil {
		c.Fatal(err)
	}
	return fmt.Sprintf("%d new, %d edited, %d joined", outcomes[0].New, outcomes[0].Edited, outcomes[0].Joined)
}

func (c *changing) open(tracking article.Tracking) *store.Store {
	c.Helper()
	s, err := store.Open(c.path, store.Options{Window: 72 * time.Hour, Tracking: tracking})
	if err != nil {
		c.Fatal(err)
	}
	if err := s.Use(c.Context(), everything{}); err != nil {
		c.Fatal(err)
	}
	return s
}

func (c *changing) links(tracking article.Tracking) (links string) {
	c.Helper()
	s := c.open(tracking)
	defer s.Close()
	newest, err := s.Newest(article.Category{}, 10)
	if err != nil {
		c.Fatal(err)
	}
	for _, a := range newest {
		links += a.Primary().Item.Link + " "
	}
	return links
}

// An item is what it was when config.yaml has other names of tracking
// parameters, in whatever direction, and even if its GUID and its text have
// changed with them.
func TestAnotherListOfTracking(t *testing.T) {
	date := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	item := func(guid, link, text string) article.Item {
		return article.Item{GUID: guid, Link: link, Title: "News", Content: text, Published: date}
	}
	none, ref := article.Tracking{}, article.NewTracking([]string{"ref"}, nil)
	kept := article.NewTracking(nil, []string{"utm_*"})
	for _, c := range []struct{ name, link string }{
		{"added", "https://a.example/1?ref=feed"},
		{"built in", "https://a.example/1?utm_id=1"},
		{"both", "https://a.example/1?ref=feed&utm_id=1"},
		{"none", "https://a.example/1"},
	} {
		for _, way := range [][]article.Tracking{{none, ref}, {ref, none}, {none, kept}, {kept, none}, {ref, kept}, {kept, ref}} {
			h := &changing{TB: t, path: filepath.Join(t.TempDir(), "feedloom.db")}
			if got := h.poll(way[0], "a.example/feed", item("1", c.link, "text")); got != "1 new, 0 edited, 0 joined" {
				t.Fatalf("%s: first %s", c.name, got)
			}
			if got, want := h.links(way[1]), way[1].Strip(c.link)+" "; got != want {
				t.Errorf("%s: published as %swant %s", c.name, got, want)
			}
			if got := h.poll(way[1], "a.example/feed", item("one", c.link, "text")); got != "0 new, 0 edited, 0 joined" {
				t.Errorf("%s: under another GUID %s", c.name, got)
			}
			other := item("b", c.link, "other words")
			other.Title, other.Published = "Look", date.Add(time.Hour)
			if got := h.poll(way[1], "b.example/feed", other); got != "0 new, 0 edited, 1 joined" {
				t.Errorf("%s: from another source %s", c.name, got)
			}
		}
	}
}

// What a longer list makes one address of two is joined from then on, and what
// a shorter one tells apart comes as two.
func TestAnotherListOfTrackingDecides(t *testing.T) {
	item := func(guid, ref string) article.Item {
		return article.Item{GUID: guid, Link: "https://a.example/1?ref=" + ref, Title: "News " + ref, Content: ref,
			Published: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	}
	none, ref := article.Tracking{}, article.NewTracking([]string{"ref"}, nil)
	h := &changing{TB: t, path: filepath.Join(t.TempDir(), "feedloom.db")}
	for i, step := range []struct {
		tracking     article.Tracking
		source, want string
	}{
		{none, "a.example/feed", "1 new, 0 edited, 0 joined"},
		{none, "b.example/feed", "1 new, 0 edited, 0 joined"},
		{ref, "c.example/feed", "0 new, 0 edited, 1 joined"},
		{none, "d.example/feed", "1 new, 0 edited, 0 joined"},
	} {
		if got := h.poll(step.tracking, step.source, item("g", fmt.Sprint(i))); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
	}
}

// A GUID is not reused where the address differs in what config.yaml calls
// tracking.
func TestTrackingAndReusedGUIDs(t *testing.T) {
	ref := article.NewTracking([]string{"ref"}, nil)
	h := &changing{TB: t, path: filepath.Join(t.TempDir(), "feedloom.db")}
	it := article.Item{GUID: "1", Link: "https://a.example/1?ref=1", Title: "News", Published: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	h.poll(ref, "a.example/feed", it)
	it.Link, it.Title, it.Published = "https://a.example/1?ref=2", "Old", it.Published.Add(time.Hour)
	if got := h.poll(ref, "a.example/feed", it); got != "0 new, 1 edited, 0 joined" {
		t.Error(got)
	}
}

// What was pruned is no news under a longer list.
func TestAnotherListOfTrackingAndPruned(t *testing.T) {
	none, ref := article.Tracking{}, article.NewTracking([]string{"ref"}, nil)
	h := &changing{TB: t, path: filepath.Join(t.TempDir(), "feedloom.db")}
	it := article.Item{GUID: "1", Link: "https://a.example/1?ref=feed", Title: "News", Published: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	h.poll(none, "a.example/feed", it)
	s := h.open(none)
	n, err := s.Prune(t.Context(), everything{}, article.Retention{MaxAge: time.Hour}, time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC))
	if s.Close(); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	it.GUID = "one"
	if got := h.poll(ref, "a.example/feed", it); got != "0 new, 0 edited, 0 joined" {
		t.Error(got)
	}
}
