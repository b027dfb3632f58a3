package fetch_test

import (
	"encoding/json"
	"fmt"
	"strings"
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

// BenchmarkReadJSON reads a document of 100 KB as blogs send it, with the text of
// each article, all of whose items are known: decoding alone.
func BenchmarkReadJSON(b *testing.B) {
	var items []map[string]any
	for i := range 25 {
		items = append(items, map[string]any{
			"id": fmt.Sprint("https://blog.example/", i), "url": fmt.Sprint("https://blog.example/", i), "title": fmt.Sprint("Article ", i),
			"content_html":   strings.Repeat("<p class=\"a\">A paragraph of some length, with a <a href=\"https://blog.example/\">link</a>.</p>\n", 38),
			"date_published": "2026-01-01T00:00:00Z", "authors": []any{map[string]any{"name": "Ada"}}, "tags": []string{"one", "two"},
		})
	}
	body, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "Blog", "items": items})
	if err != nil {
		b.Fatal(err)
	}
	known := func(article.Hash) bool { return true }
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fetch.Read(b.Context(), fetch.Document{Body: body}, fetch.Options{}, known); err != nil {
			b.Fatal(err)
		}
	}
}
