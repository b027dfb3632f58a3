package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"feedloom/article"
)

// Items that differ in their files alone are articles, however many share date,
// address and text.
func TestManyFilesOfOneText(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "feedloom.db"))
	defer s.Close()
	if err := s.Use(t.Context(), everything{}); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	d := article.Delivery{Source: "example.org/feed", At: at, Read: true}
	for i := range 150 {
		it := article.Item{Link: "https://example.org/", Title: "A recording", Published: at.Add(-time.Hour),
			Enclosures: []article.Enclosure{{URL: fmt.Sprintf("https://example.org/%d.mp3", i)}}}
		d.Listed = append(d.Listed, article.Listed{Hash: article.Hash(i + 1), Item: &it})
	}
	outcomes, err := s.Save(t.Context(), everything{}, []article.Delivery{d})
	if err != nil || outcomes[0].New != 150 {
		t.Errorf("saved %+v, %v, want 150 new", outcomes, err)
	}
}

// A text that is another at every fetch, since a counter is in it, leaves no more
// behind than the last.
func TestATextThatNeverRests(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "feedloom.db"))
	defer s.Close()
	if err := s.Use(t.Context(), everything{}); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	aliases := 0
	for i := range 5 {
		it := article.Item{GUID: "g", Link: "https://example.org/1", Title: "A page", Published: at.Add(-time.Minute),
			Content: fmt.Sprintf("<p>The text of a page that %d people have read.</p>", i)}
		d := article.Delivery{Source: "example.org/feed", At: at.Add(time.Duration(i) * time.Hour), Read: true,
			Listed: []article.Listed{{Hash: article.Hash(i + 1), GUID: "g", Item: &it}}}
		if _, err := s.Save(t.Context(), everything{}, []article.Delivery{d}); err != nil {
			t.Fatal(err)
		}
		st, err := s.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && st.Aliases != aliases {
			t.Errorf("%d aliases after fetch %d, %d before it", st.Aliases, i+1, aliases)
		}
		aliases = st.Aliases
	}
}
