package main

import (
	"testing"

	"feedloom/article"
)

// A takedown is meant as it is asked for: what is at an address by its address,
// a single article by its id; never what only has the words in its title.
func TestTakedownOf(t *testing.T) {
	by := func(names ...article.Named) (found []article.Found) {
		for i, n := range names {
			found = append(found, article.Found{ID: uint64(i + 7), By: n})
		}
		return found
	}
	for _, c := range []struct {
		ref   string
		found []article.Found
		url   string
		id    uint64
		ok    bool
	}{
		{"https://www.a.example/1", by(article.NamedURL), "https://www.a.example/1", 0, true},
		{"https://www.a.example/", by(article.NamedURL, article.NamedURL, article.NamedGUID), "https://www.a.example/", 0, true},
		{"https://www.a.example/new", nil, "https://www.a.example/new", 0, true},
		{"gemini://a.example/1", nil, "gemini://a.example/1", 0, true},
		{"http://", nil, "", 0, false},
		{"//a.example/1", nil, "", 0, false},
		{"a.example/1", nil, "", 0, false},
		{"tag:a.example,2026:1", by(article.NamedGUID), "", 7, true},
		{"https://a.example/?p=1", by(article.NamedGUID), "", 7, true},
		{"urn:uuid:1", by(article.NamedPublic), "", 7, true},
		{"#7", by(article.NamedID), "", 7, true},
		{"7", by(article.NamedID, article.NamedGUID), "", 0, false},
		{"harbour", by(article.NamedTitle), "", 0, false},
		{"harbour", by(article.NamedTitle, article.NamedTitle), "", 0, false},
	} {
		got, err := takedownOf(c.ref, c.found)
		if (err == nil) != c.ok || c.ok && (got.URL != c.url || got.ID != c.id || got.Asked != c.ref) {
			t.Errorf("%s, found by %v: %+v, %v", c.ref, c.found, got, err)
		}
	}
}
