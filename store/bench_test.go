package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"feedloom/article"
)

// A first document of 1,000 items, each with an address of its own or all with
// one: what the second costs beside the first is the price of comparing.
func BenchmarkSave(b *testing.B) {
	for _, shared := range []bool{false, true} {
		b.Run(fmt.Sprintf("shared=%v", shared), func(b *testing.B) {
			text := strings.Repeat("some words of a text ", 100)
			d := article.Delivery{Source: "example.org/feed", At: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), Read: true}
			for i := range 1000 {
				it := article.Item{Link: "https://example.org/", Title: "Title", Content: text + fmt.Sprint(i)}
				if !shared {
					it.Link += fmt.Sprint(i)
				}
				d.Listed = append(d.Listed, article.Listed{Hash: article.Hash(i), Item: &it})
			}
			for b.Loop() {
				s := open(b, filepath.Join(b.TempDir(), "feedloom.db"))
				if err := s.Use(b.Context(), everything{}); err != nil {
					b.Fatal(err)
				}
				if _, err := s.Save(b.Context(), everything{}, []article.Delivery{d}); err != nil {
					b.Fatal(err)
				}
				s.Close()
			}
		})
	}
}
