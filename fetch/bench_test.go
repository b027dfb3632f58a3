package fetch_test

import (
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// BenchmarkRead reads a document of 200 items: all of them new, and all known.
func BenchmarkRead(b *testing.B) {
	for _, format := range []origin.Format{origin.RSS, origin.Atom, origin.JSON} {
		f := origin.New(b).Feed("a", format)
		f.AddMany(200)
		doc := fetch.Document{Body: f.Body()}
		for name, known := range map[string]func(article.Hash) bool{"new": nil, "known": func(article.Hash) bool { return true }} {
			b.Run(string(format)+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(doc.Body)))
				for b.Loop() {
					if _, err := fetch.Read(b.Context(), doc, fetch.Options{}, known); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
