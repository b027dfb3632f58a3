package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"feedloom/article"
	"feedloom/store"
)

// everything has every article in the feed of the whole site.
type everything struct{}

func (everything) Feeds(*article.Article) []article.Category { return []article.Category{{}} }
func (everything) Paths() []article.Category                 { return []article.Category{{}} }
func (everything) Membership() string                        { return "everything" }
func (everything) Look() string                              { return "plain" }
func (everything) Archive(article.Category) int              { return 0 }
func (everything) Posts() bool                               { return false }

// What a poll brought is saved, and read back as a feed.
func Example() {
	dir, err := os.MkdirTemp("", "feedloom")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	s, err := store.Open(filepath.Join(dir, "feedloom.db"), store.Options{Window: 72 * time.Hour})
	if err != nil {
		panic(err)
	}
	defer s.Close()

	if err := s.Use(context.Background(), everything{}); err != nil {
		panic(err)
	}
	item := &article.Item{Link: "https://example.org/1", Title: "Hello", Published: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	outcomes, err := s.Save(context.Background(), everything{}, []article.Delivery{{
		Source: "example.org/feed",
		At:     time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC),
		Read:   true,
		Listed: []article.Listed{{Hash: article.HashOf("raw item"), Item: item}},
	}})
	if err != nil {
		panic(err)
	}
	newest, err := s.Newest(article.Category{}, 10)
	if err != nil {
		panic(err)
	}
	fmt.Println(outcomes[0].New, newest[0].Primary().Item.Title, newest[0].PublicID)
	// Output: 1 Hello urn:uuid:76a283cb-ce41-5413-9ded-f560bc381f73
}
