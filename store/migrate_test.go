package store_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/store"
)

// bySource puts each article into the feeds of its sources.
type bySource struct{ everything }

func (bySource) Feeds(a *article.Article) []article.Category {
	paths := []article.Category{{}}
	for i := range a.Sightings {
		paths = append(paths, article.Category{a.Sightings[i].Source})
	}
	return paths
}

// Membership is that which the stores were indexed by.
func (bySource) Membership() string { return "generated" }

// A store of each format is brought to this one, and has what it had: each of
// testdata/format*.db.gz was written by the code of its format. They have three articles, one of them of two
// sources, one edited, and one that was pruned.
func TestEarlierFormats(t *testing.T) {
	files, err := filepath.Glob("testdata/format*.db.gz")
	if err != nil || len(files) == 0 {
		t.Fatal("no stores of earlier formats", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			path := unpack(t, file)
			s, err := store.Open(path, store.Options{Window: 72 * time.Hour})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { s.Close() }()
			if err := s.Use(t.Context(), bySource{}); err != nil {
				t.Fatal(err)
			}
			checkEarlier(t, s)
			// Twice changes nothing, and what was pruned is no news.
			s.Close()
			s = open(t, path)
			if err := s.Use(t.Context(), bySource{}); err != nil {
				t.Fatal(err)
			}
			checkEarlier(t, s)
			day := func(n int) time.Time { return time.Date(2026, 3, n, 8, 0, 0, 0, time.UTC) }
			old := article.Item{GUID: "tag:blog.example,2026:old", Link: "https://blog.example/old", Title: "Post old, edited", Published: day(1).AddDate(-1, 0, 0)}
			second := article.Item{GUID: "tag:blog.example,2026:2", Link: "https://blog.example/2", Title: "Post 2, edited", Published: day(9)}
			d := article.Delivery{Source: "blog.example", URL: "https://blog.example/feed", At: day(12), Read: true,
				Listed: []article.Listed{{Hash: 1, GUID: second.GUID, Item: &second}, {Hash: 2, GUID: old.GUID, Item: &old}}}
			outcomes, err := s.Save(t.Context(), bySource{}, []article.Delivery{d})
			if err != nil || outcomes[0].New != 0 || outcomes[0].Edited != 1 {
				t.Errorf("an edit and an old acquaintance: %+v, %v", outcomes, err)
			}
		})
	}
}

func checkEarlier(t *testing.T, s *store.Store) {
	t.Helper()
	var got []string
	for _, path := range []article.Category{{}, {"list.example"}} {
		as, err := s.Newest(path, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range as {
			got = append(got, a.Primary().Item.Title+" "+a.PublicID)
		}
	}
	want := "Post undated tag:blog.example,2026:undated; Post 2 tag:blog.example,2026:2; Post 1, edited tag:blog.example,2026:1; Post 2 tag:blog.example,2026:2"
	if strings.Join(got, "; ") != want {
		t.Errorf("it has %s\nwant %s", strings.Join(got, "; "), want)
	}
	checkpoints, err := s.Checkpoints()
	if err != nil || !strings.HasPrefix(checkpoints["list.example"].ETag, "list.example") {
		t.Errorf("checkpoints: %v, %v", checkpoints, err)
	}
}

func unpack(t *testing.T, file string) (path string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "feedloom.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
