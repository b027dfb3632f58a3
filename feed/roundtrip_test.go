package feed_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"golang.org/x/net/html"

	"feedloom/article"
	"feedloom/feed"
)

// carried is what a reader must get back out of every format.
type carried struct {
	ID, Title, Link    string
	Published, Updated time.Time
	Authors            []string
	Categories         []string
	Text               string
	Image              string
	Enclosures         []string
}

func sent(it *feed.Entry) carried {
	c := carried{ID: it.ID, Title: it.Title, Link: it.Link, Published: it.Published, Updated: it.Updated, Text: it.Content, Image: it.Image}
	if it.Content == "" {
		c.Text = it.Summary
	}
	for _, p := range it.Authors {
		c.Authors = append(c.Authors, p.Name)
	}
	for _, path := range it.Categories {
		c.Categories = append(c.Categories, path.String())
	}
	for _, e := range it.Enclosures {
		c.Enclosures = append(c.Enclosures, e.URL)
	}
	return c
}

func received(it *gofeed.Item, words []string, like carried) carried {
	c := carried{ID: it.GUID, Title: it.Title, Link: it.Link, Published: *it.PublishedParsed, Updated: *it.UpdatedParsed, Text: it.Content}
	if c.Text == "" {
		c.Text = it.Description
	}
	for _, p := range it.Authors {
		c.Authors = append(c.Authors, strings.Split(p.Name, ", ")...)
	}
	for _, name := range words { // tags stand beside them
		if slices.Contains(like.Categories, name) {
			c.Categories = append(c.Categories, name)
		}
	}
	if it.Image != nil && like.Image != "" {
		c.Image = it.Image.URL
	}
	for _, e := range it.Enclosures {
		c.Enclosures = append(c.Enclosures, e.URL)
	}
	for _, m := range media(it) { // RSS has one enclosure
		if url := m.Attrs["url"]; m.Attrs["medium"] == "" && !slices.Contains(c.Enclosures, url) {
			c.Enclosures = append(c.Enclosures, url)
		} else if m.Attrs["medium"] == "image" {
			c.Image = url
		}
	}
	return c
}

// words are an item's categories. Of an Atom category gofeed gives the label;
// the path is its term.
func words(f *gofeed.Feed, i int) []string {
	original, ok := f.OriginalFeed().(*atom.Feed)
	if !ok {
		return f.Items[i].Categories
	}
	var terms []string
	for _, c := range original.Entries[i].Categories {
		terms = append(terms, c.Term)
	}
	return terms
}

func media(it *gofeed.Item) []ext.Extension { return it.Extensions["media"]["content"] }

// What RSS, Atom and JSON Feed carry is what gofeed reads back.
func TestRoundTrip(t *testing.T) {
	for _, in := range []string{"seed", "rich", "hostile"} {
		file := "testdata/" + in + ".article.json"
		d, plan, articles := everything(t, file), feed.NewPlan(planet()), load(t, file)
		for _, f := range feed.Formats()[:3] {
			t.Run(in+" "+f.Name, func(t *testing.T) {
				b, err := f.Render(d)
				if err != nil {
					t.Fatal(err)
				}
				parser := gofeed.NewParser()
				parser.KeepOriginalFeed = true
				got, err := parser.Parse(bytes.NewReader(b))
				if err != nil {
					t.Fatal(err)
				}
				if got.Title != d.Title || got.Description != d.Description || got.FeedLink != d.Files[slices.IndexFunc(feed.Formats(), func(g feed.Format) bool { return g.Name == f.Name })].URL {
					t.Errorf("feed %q, %q, %s", got.Title, got.Description, got.FeedLink)
				}
				for i, it := range got.Items {
					of := slices.IndexFunc(articles, func(a *article.Article) bool { return plan.Entry(a, profiles).ID == d.Entries[i].ID })
					entry := plan.Entry(articles[of], profiles)
					want := sent(&entry)
					if diff := cmp.Diff(want, received(it, words(got, i), want)); diff != "" {
						t.Errorf("item %d (-sent +received):\n%s", i, diff)
					}
				}
				if len(got.Items) != len(d.Entries) {
					t.Errorf("%d items, want %d", len(got.Items), len(d.Entries))
				}
			})
		}
	}
}

// The same articles give the same bytes, in whatever order they come.
func TestOrder(t *testing.T) {
	plan := feed.NewPlan(planet())
	articles := slices.Concat(load(t, "testdata/minimal.article.json"), load(t, "testdata/seed.article.json"))
	twin := *articles[0]
	twin.ID, twin.PublicID = 9, "urn:x:twin"
	articles = append(articles, &twin)
	d := document(t, plan, root, articles, nil)
	var dates []time.Time
	for _, it := range d.Entries {
		dates = append(dates, it.Published)
	}
	if !slices.IsSortedFunc(dates, func(a, b time.Time) int { return b.Compare(a) }) {
		t.Errorf("dates: %v", dates)
	}
	slices.Reverse(articles)
	if diff := cmp.Diff(ids(d), ids(document(t, plan, root, articles, nil))); diff != "" {
		t.Errorf("the order of the input shows:\n%s", diff)
	}
	if got := document(t, plan, article.Category{"Programming"}, articles, nil); len(got.Entries) != 2 {
		t.Errorf("%d entries, limit 2", len(got.Entries))
	}
}

func ids(d *feed.Document) []string {
	var list []string
	for _, it := range d.Entries {
		list = append(list, it.ID)
	}
	return list
}

// A slug, a title or a format leaves a feed's permanent id as it is.
func TestFeedID(t *testing.T) {
	path := article.Category{"Programming", "Go"}
	id := func(change func(*feed.Site)) string {
		site := planet()
		change(&site)
		return document(t, feed.NewPlan(site), path, nil, nil).ID
	}
	same := id(func(s *feed.Site) {})
	if got := id(func(s *feed.Site) { s.Feeds, s.Title, s.Formats = nil, "Other", []string{"atom"} }); got != same {
		t.Errorf("id %s became %s", same, got)
	}
	if got := id(func(s *feed.Site) { s.URL = address("https://other.example/") }); got == same {
		t.Error("two sites share an id")
	}
}

// Every golden page closes what it opens.
func TestPagesAreBalanced(t *testing.T) {
	pages, _ := filepath.Glob("testdata/*.index.html")
	for _, name := range pages {
		var open []string
		for z := html.NewTokenizer(strings.NewReader(read(t, name))); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				break
			}
			tag := z.Token().Data
			switch {
			case slices.Contains([]string{"meta", "link", "img"}, tag):
			case kind == html.StartTagToken:
				open = append(open, tag)
			case kind == html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != tag {
					t.Fatalf("%s: </%s> while %v are open", name, tag, open)
				}
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			t.Errorf("%s: %v are open", name, open)
		}
	}
}
