package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/store"
)

// archived has every article in a feed of its own beside that of the site.
type archived struct{ everything }

func (archived) Feeds(a *article.Article) []article.Category {
	name := "Other"
	if a.ID%2 == 0 {
		name = "Archive"
	}
	return []article.Category{{}, {name}}
}
func (archived) Membership() string { return "archived" }

// Every article is older than the shortest age, and one category or another
// keeps it: what Prune costs where it has nothing to do, each time.
// FEEDLOOM_ARTICLES is how many there are, 20,000 by itself.
func BenchmarkPrune(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("FEEDLOOM_ARTICLES"))
	if err != nil {
		n = 20_000
	}
	path := filepath.Join(b.TempDir(), "feedloom.db")
	s := open(b, path)
	defer func() { s.Close() }()
	fill(b, s, n)
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	archive, other := article.Category{"Archive"}, article.Category{"Other"}
	prune := func(b *testing.B, want int, keep ...article.CategoryRetention) {
		b.Helper()
		got, err := s.Prune(b.Context(), archived{}, article.Retention{MaxAge: time.Hour, Categories: keep}, now)
		if err != nil || got != want {
			b.Fatalf("pruned %d, %v; want %d", got, err, want)
		}
	}
	for name, keep := range map[string]article.CategoryRetention{
		"nothing": {Path: other, MaxAge: article.Forever},
		"number":  {Path: other, MaxAge: article.Forever, MaxArticles: n / 2},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				prune(b, 0, article.CategoryRetention{Path: archive, MaxAge: article.Forever}, keep)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/article")
		})
	}
}

// fill saves n articles, a thousand a delivery.
func fill(b *testing.B, s *store.Store, n int) {
	b.Helper()
	if err := s.Use(b.Context(), archived{}); err != nil {
		b.Fatal(err)
	}
	date := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for first := 0; first < n; first += 1000 {
		d := article.Delivery{Source: fmt.Sprint("example.org/feed", first), At: date, Read: true}
		for i := range min(1000, n-first) {
			it := article.Item{GUID: fmt.Sprint("https://example.org/?p=", first+i), Link: fmt.Sprintf("https://example.org/2026/01/a-usual-title-%d.html", first+i),
				Title: "A usual title", Published: date.Add(time.Duration(i-1000-first) * time.Second),
				Content: "A text of enough words that it can be known by them, wherever it stands " + fmt.Sprint(first+i)}
			d.Listed = append(d.Listed, article.Listed{Hash: article.Hash(first + i), GUID: it.GUID, Item: &it})
		}
		if _, err := s.Save(b.Context(), archived{}, []article.Delivery{d}); err != nil {
			b.Fatal(err)
		}
	}
}
