package feed_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/feeds"

	"feedloom/article"
	"feedloom/feed"
)

// fifty is a store whose whole site has 50 articles of 4.2 KB of HTML each. Each
// time it is edited, one of them is new.
type fifty struct {
	articles []*article.Article
	prints   []article.Hash
	next     uint64
}

func newFifty() *fifty {
	f := &fifty{}
	for range 50 {
		f.arrive()
	}
	return f
}

// arrive lets a new article in, and the oldest out.
func (f *fifty) arrive() {
	f.next++
	body := strings.Repeat("<p>Die Fähre um 7:40 fällt aus &amp; kommt um 8:10, <a href=\"https://harbour.example/\">wie es heißt</a>. 渡轮停航。</p>\n", 32)
	at := time.Unix(1_700_000_000+int64(f.next)*600, 0).UTC()
	a := &article.Article{ID: f.next, PublicID: fmt.Sprintf("https://harbour.example/%d", f.next), Published: at, Updated: at,
		Sightings: []article.Sighting{{Source: "go", Item: article.Item{Title: fmt.Sprintf("Ferries of day %d", f.next),
			Link: fmt.Sprintf("https://harbour.example/%d", f.next), Content: body, Authors: []article.Person{{Name: "Ada"}},
			Tags: []article.Tag{{Term: "ferries"}, {Term: "harbour"}}, Image: "https://harbour.example/i.png"}}}}
	f.articles = append(f.articles, a)
	f.prints = append(f.prints, article.Hash(f.next))
	if len(f.articles) > 50 {
		f.articles, f.prints = f.articles[1:], f.prints[1:]
	}
}

func (f *fifty) Members(_ article.Category, _ int, known func(uint64, article.Hash) bool) ([]article.Member, error) {
	var members []article.Member
	for i, a := range f.articles {
		m := article.Member{ID: a.ID, Print: f.prints[i]}
		if !known(m.ID, m.Print) {
			m.Article = a
		}
		members = append(members, m)
	}
	return members, nil
}

func (f *fifty) Paths() ([]article.Category, error)            { return nil, nil }
func (f *fifty) Profiles() (map[string]article.Profile, error) { return profiles, nil }

// BenchmarkRepublish is the rendering of a feed of 50 articles of which one is
// new, in all formats and in each, beside rendering all of them with gorilla/feeds as it is.
func BenchmarkRepublish(b *testing.B) {
	for _, c := range []struct {
		name    string
		formats []string
	}{{"all", []string{"rss", "atom", "json"}}, {"rss", []string{"rss"}}, {"atom", []string{"atom"}}, {"json", []string{"json"}}} {
		b.Run(c.name+"/feedloom", func(b *testing.B) { benchmarkRender(b, c.formats) })
		b.Run(c.name+"/gorilla", func(b *testing.B) { benchmarkGorilla(b, c.formats) })
	}
}

func benchmarkRender(b *testing.B, formats []string) {
	site := planet()
	site.Formats = formats
	plan, f := feed.NewPlan(site), newFifty()
	render := feed.Rerender(plan, f)
	for b.Loop() {
		f.arrive()
		if err := render(); err != nil {
			b.Fatal(err)
		}
	}
}

var gorillaFormats = map[string]func(*feeds.Feed, io.Writer) error{
	"rss": (*feeds.Feed).WriteRss, "atom": (*feeds.Feed).WriteAtom, "json": (*feeds.Feed).WriteJSON}

func benchmarkGorilla(b *testing.B, formats []string) {
	f := newFifty()
	var out bytes.Buffer
	for b.Loop() {
		f.arrive()
		out.Reset()
		all := &feeds.Feed{Title: "My planet", Link: &feeds.Link{Href: "https://planet.example/"}}
		for _, a := range f.articles {
			it := a.Primary().Item
			all.Items = append(all.Items, &feeds.Item{Id: a.PublicID, Title: it.Title, Link: &feeds.Link{Href: it.Link}, Content: it.Content,
				Author: &feeds.Author{Name: it.Authors[0].Name}, Created: a.Published, Updated: a.Updated})
		}
		for _, format := range formats {
			if err := gorillaFormats[format](all, &out); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkPublish is all of it, with the files in every format.
func BenchmarkPublish(b *testing.B) {
	plan, f := feed.NewPlan(planet()), newFifty()
	out, err := feed.OpenOutput(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	for b.Loop() {
		f.arrive()
		if _, err := out.Publish(context.Background(), plan, f, []article.Category{root}); err != nil {
			b.Fatal(err)
		}
	}
}
