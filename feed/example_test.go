package feed_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"

	"feedloom/article"
	"feedloom/feed"
)

func ExampleOutput_Publish() {
	address, _ := url.Parse("https://planet.example/")
	plan := feed.NewPlan(feed.Site{
		Title:   "My planet",
		URL:     address,
		Formats: []string{"rss"},
		Sources: []article.Source{{ID: "go", URL: "https://go.example/feed", Categories: []article.Category{{"Programming", "Go"}}}},
	})
	day := time.Date(2026, 2, 10, 9, 30, 0, 0, time.UTC)
	store := &shelf{plan: plan, articles: []*article.Article{{
		ID: 1, PublicID: "https://go.example/1", Published: day, Updated: day,
		Sightings: []article.Sighting{{Source: "go", Item: article.Item{Title: "Hello", Link: "https://go.example/1"}}},
	}}}

	dir, err := os.MkdirTemp("", "public")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	out, err := feed.OpenOutput(dir)
	if err != nil {
		panic(err)
	}
	defer out.Close()
	for range 2 {
		report, err := out.Publish(context.Background(), plan, store, plan.Paths())
		fmt.Println(report.Written, report.Unchanged, err)
	}
	// Output:
	// [rss.xml Programming/rss.xml Programming/Go/rss.xml opml.xml] 0 <nil>
	// [] 4 <nil>
}
