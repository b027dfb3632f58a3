package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"feedloom/article"
)

// start is when the first poll of a test is.
var start = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// day is a date that many days before the first poll.
func day(n int) time.Time { return start.AddDate(0, 0, -n).Add(-time.Hour) }

// world is a store, what feeds there are, and the time of the next poll.
type world struct {
	*testing.T
	Store
	open      func() Store
	another   func() Store // a new one
	unsavable article.Category
	router    article.Router
	polls     int
}

// routes gives each source's articles to a path.
type routes map[string]article.Category

func (r routes) Feeds(a *article.Article) []article.Category {
	var paths []article.Category
	for _, s := range a.Sightings {
		for _, p := range r[s.Source].Prefixes() {
			if !slices.ContainsFunc(paths, p.Equal) {
				paths = append(paths, p)
			}
		}
	}
	slices.SortFunc(paths, article.Category.Compare)
	return paths
}

func (r routes) Paths() []article.Category { return []article.Category{{}} }

func (r routes) Look() string { return "plain" }

func (r routes) Archive(article.Category) int { return 0 }
func (r routes) Posts() bool                  { return false }

func (r routes) Membership() string {
	var all []string
	for source, path := range r {
		all = append(all, source+"="+path.String())
	}
	slices.Sort(all)
	return strings.Join(all, ";")
}

// restart closes the store and opens it again.
func (w *world) restart() {
	w.Helper()
	if err := w.Store.Close(); err != nil {
		w.Fatal(err)
	}
	w.Store = w.open()
}

// document is what a source lists, as a poll brings it: items that the store
// has seen come as hashes only.
func (w *world) document(source string, items ...article.Item) article.Delivery {
	w.Helper()
	seen, err := w.Seen(source)
	if err != nil {
		w.Fatal(err)
	}
	w.polls++
	d := article.Delivery{
		Source:  source,
		At:      start.Add(time.Duration(w.polls) * time.Hour),
		Profile: &article.Profile{Title: source},
		Read:    true,
	}
	d.URL = "https://" + source + "/feed"
	d.Checkpoint = article.Checkpoint{Polled: d.At, ETag: fmt.Sprint(w.polls)}
	for _, it := range items {
		l := article.Listed{Hash: article.HashOf(fmt.Sprintf("%+v", it)), GUID: it.GUID}
		if !seen[l.Hash] {
			l.Item = &it
		}
		if date := it.Date(); !date.IsZero() {
			d.Dates = append(d.Dates, date)
		}
		d.Listed = append(d.Listed, l)
	}
	return d
}

// poll saves a document and returns what became of it.
func (w *world) poll(source string, items ...article.Item) article.Outcome {
	w.Helper()
	return w.save(w.document(source, items...))[0]
}

func (w *world) save(ds ...article.Delivery) []article.Outcome {
	w.Helper()
	outcomes, err := w.Save(w.Context(), w.router, ds)
	if err != nil {
		w.Fatal(err)
	}
	return outcomes
}

// use sets the routes, and has the store index by them.
func (w *world) use(r article.Router) {
	w.Helper()
	w.router = r
	if err := w.Use(w.Context(), r); err != nil {
		w.Fatal(err)
	}
}

// all are the articles of the whole site as feeds order them: by date, the
// newest first.
func (w *world) all() []*article.Article {
	w.Helper()
	as := w.newest(nil, 1000)
	slices.SortFunc(as, func(a, b *article.Article) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(b.ID, a.ID))
	})
	return as
}

func (w *world) newest(path article.Category, limit int) []*article.Article {
	w.Helper()
	as, err := w.Newest(path, limit)
	if err != nil {
		w.Fatal(err)
	}
	return as
}

// stale names the stale feeds.
func (w *world) stale() []string {
	w.Helper()
	all, err := w.Stale()
	if err != nil {
		w.Fatal(err)
	}
	names := []string{}
	for _, s := range all {
		names = append(names, "/"+s.Path.String())
	}
	slices.Sort(names)
	return names
}

// publish says that every stale feed was written.
func (w *world) publish() {
	w.Helper()
	all, err := w.Stale()
	if err != nil {
		w.Fatal(err)
	}
	if err := w.Published(all); err != nil {
		w.Fatal(err)
	}
}

// titles are those of the articles, in their order.
func titles(as []*article.Article) string {
	names := []string{}
	for _, a := range as {
		names = append(names, a.Primary().Item.Title)
	}
	return strings.Join(names, ", ")
}

// post is an item with a GUID, a link, a date and a text.
func post(n int, date time.Time) article.Item {
	return article.Item{
		GUID:      fmt.Sprintf("https://blog.example/%d", n),
		Link:      fmt.Sprintf("https://blog.example/%d", n),
		Title:     fmt.Sprintf("Post %d", n),
		Content:   fmt.Sprintf("<p>The text of post %d.</p>", n),
		Published: date,
	}
}

// undated is a post without a date, and with a GUID that is no address.
func undated(n int) article.Item { return but(post(n, time.Time{}), guid(fmt.Sprint("u", n))) }

// but is an item with a change.
func but(it article.Item, changes ...func(*article.Item)) article.Item {
	for _, change := range changes {
		change(&it)
	}
	return it
}

func guid(g string) func(*article.Item)         { return func(it *article.Item) { it.GUID = g } }
func link(l string) func(*article.Item)         { return func(it *article.Item) { it.Link = l } }
func title(t string) func(*article.Item)        { return func(it *article.Item) { it.Title = t } }
func text(t string) func(*article.Item)         { return func(it *article.Item) { it.Content = t } }
func published(t time.Time) func(*article.Item) { return func(it *article.Item) { it.Published = t } }
