package main

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"feedloom/article"
	"feedloom/feed"
)

// listed is how many items a document lists, fresh how many of them are new at
// each poll after the first.
const (
	listed = 20
	fresh  = 2
)

// began is when every source is read for the first time.
var began = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// planet is a made-up config and what its sources publish.
type planet struct {
	sources, categories, html int
	writer                    *writer
	rng                       *rand.PCG
}

func newPlanet(sources, categories, html int) *planet {
	rng := rand.NewPCG(0, 0)
	return &planet{sources: sources, categories: categories, html: html, rng: rng, writer: newWriter(rand.New(rng))}
}

// plan gives each source a path of three names in a tree with that many leaves.
// Another shift gives all of them other paths.
func (p *planet) plan(shift int) *feed.Plan {
	site := feed.Site{Title: "Planet", URL: &url.URL{Scheme: "https", Host: "planet.example", Path: "/"}}
	for i := range p.sources {
		site.Sources = append(site.Sources, article.Source{ID: source(i), URL: "https://" + source(i),
			Categories: []article.Category{p.leaf(i + shift)}})
	}
	return feed.NewPlan(site)
}

func (p *planet) leaf(i int) article.Category {
	n := i % p.categories
	return article.Category{fmt.Sprint("Field ", n%10), fmt.Sprint("Subject ", n/10%5), fmt.Sprint("Matter ", n/50)}
}

func source(i int) string { return fmt.Sprintf("blog-%d.example/feed.xml", i) }

// poll is what the nth poll of a source brings, once each day.
func (p *planet) poll(i, n int) article.Delivery {
	at := began.AddDate(0, 0, n).Add(24 * time.Hour * time.Duration(i) / time.Duration(p.sources))
	d := article.Delivery{
		Source: source(i), URL: "https://" + source(i), At: at, Read: true,
		Profile:    &article.Profile{Title: fmt.Sprint("Blog ", i), Link: fmt.Sprintf("https://blog-%d.example/", i), Language: "en"},
		Checkpoint: article.Checkpoint{ETag: fmt.Sprintf("\"%x-%x\"", i, n), Polled: at},
	}
	newest := listed + n*fresh
	for k := newest; k > newest-listed; k-- {
		l := article.Listed{Hash: article.HashOf(source(i), fmt.Sprint(k)), GUID: address(i, k)}
		if n == 0 || k > newest-fresh {
			l.Item = p.item(i, k)
		}
		d.Listed = append(d.Listed, l)
		d.Dates = append(d.Dates, p.date(i, k))
	}
	return d
}

func address(i, k int) string {
	return fmt.Sprintf("https://blog-%d.example/2026/%02d/what-there-is-to-say-of-%d/", i, k%12+1, k)
}

// date is that of the kth item of a source: some hours before the poll that
// finds it.
func (p *planet) date(i, k int) time.Time {
	day := began.Add(24 * time.Hour * time.Duration(i) / time.Duration(p.sources))
	return day.Add(time.Duration(k-listed)*12*time.Hour - time.Duration(i*7919%600)*time.Minute).Truncate(time.Second)
}

// item is the kth of a source.
func (p *planet) item(i, k int) *article.Item {
	p.rng.Seed(uint64(i), uint64(k))
	w := p.writer
	site := fmt.Sprintf("blog-%d.example", i)
	image := fmt.Sprintf("https://%s/wp-content/uploads/2026/%02d/%s.jpg", site, k%12+1, strings.ReplaceAll(w.phrase(3), " ", "-"))
	return &article.Item{
		GUID: address(i, k), Permalink: true, Link: address(i, k),
		Title:     capital(w.phrase(4 + w.rng.IntN(8))),
		Authors:   []article.Person{{Name: capital(w.words[500+i%1000]) + " " + capital(w.words[1500+i%999])}},
		Published: p.date(i, k),
		Summary:   "<p>" + w.sentence(w.words) + "</p>",
		Content:   w.html(p.html, site),
		Tags:      []article.Tag{{Term: w.words[300+w.rng.IntN(300)]}, {Term: w.words[300+w.rng.IntN(300)]}, {Term: w.words[300+i%300]}},
		Image:     image, Thumbnail: image,
	}
}
