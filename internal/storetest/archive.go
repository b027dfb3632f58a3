package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"feedloom/article"
)

// archiving are routes of which some feeds have an archive, with pages of so many
// articles.
type archiving struct {
	routes
	pages map[string]int // by the path as a text
}

func (a archiving) Look() string { return fmt.Sprint("archives ", a.pages) }

func (a archiving) Archive(path article.Category) int { return a.pages[path.String()] }

// closePages closes what is due, publishes it, and returns the pages that were
// stale.
func (w *world) closePages() (stale []string) {
	w.Helper()
	if err := w.ClosePages(w.Context(), w.router); err != nil {
		w.Fatal(err)
	}
	all, err := w.Stale()
	if err != nil {
		w.Fatal(err)
	}
	for _, s := range all {
		for _, p := range s.Pages {
			stale = append(stale, fmt.Sprintf("%s-%d", s.Path, p.Number))
		}
	}
	if err := w.Published(all); err != nil {
		w.Fatal(err)
	}
	return stale
}

// pages wants a feed's archive to have these pages from first on, and these stale.
func (w *world) pages(path article.Category, stale string, first int, want ...string) {
	w.Helper()
	if got := strings.Join(w.closePages(), " "); got != stale {
		w.Errorf("stale pages: %s; want %s", got, stale)
	}
	reach := w.archive(path)
	var got []string
	for page := reach.First; page <= reach.Last && page > 0; page++ {
		got = append(got, titles(w.page(path, page)))
	}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) || len(want) > 0 && reach.First != first {
		w.Errorf("pages %d to %d: %q; want from %d on %q", reach.First, reach.Last, got, first, want)
	}
}

func (w *world) archive(path article.Category) article.Archive {
	w.Helper()
	reach, err := w.Archive(path)
	if err != nil {
		w.Fatal(err)
	}
	return reach
}

func (w *world) page(path article.Category, page int) (as []*article.Article) {
	w.Helper()
	members, err := w.Page(path, page, nil)
	if err != nil {
		w.Fatal(err)
	}
	for _, m := range members {
		as = append(as, m.Article)
	}
	return as
}

var pathA = article.Category{"A"}

// A page is closed when the feed does not show all that is on none, and is full
// then. An edit touches the page that the article is on, and no other.
func testArchivePages(w *world) {
	w.use(archiving{routes{"blog.example": pathA}, map[string]int{"A": 2}})
	items := []article.Item{post(1, day(9))}
	add := func(n int) {
		items = append([]article.Item{post(n, day(9-n))}, items...)
		w.poll("blog.example", items...)
	}
	w.poll("blog.example", items...)
	w.pages(pathA, "", 0)
	add(2)
	w.pages(pathA, "", 0)
	add(3)
	w.pages(pathA, "A-1", 1, "Post 1, Post 2")
	add(4)
	w.pages(pathA, "", 1, "Post 1, Post 2")
	add(5)
	w.pages(pathA, "A-1 A-2", 1, "Post 1, Post 2", "Post 3, Post 4")
	items[4] = but(items[4], title("Post one"))
	w.poll("blog.example", items...)
	w.pages(pathA, "A-1", 1, "Post one, Post 2", "Post 3, Post 4")
	items[0] = but(items[0], text("Other."))
	w.poll("blog.example", items...)
	w.pages(pathA, "", 1, "Post one, Post 2", "Post 3, Post 4")
	add(6)
	add(7)
	w.restart()
	w.pages(pathA, "A-2 A-3", 1, "Post one, Post 2", "Post 3, Post 4", "Post 5, Post 6")
	d := w.document("blog.example", items...)
	d.Profile = &article.Profile{Title: "A new name"}
	w.save(d)
	w.pages(pathA, "A-1 A-2 A-3", 1, "Post one, Post 2", "Post 3, Post 4", "Post 5, Post 6")
}

// A page that has changed while it was written stays stale.
func testArchiveStaleAgain(w *world) {
	w.use(archiving{routes{"blog.example": pathA}, map[string]int{"A": 1}})
	w.poll("blog.example", post(2, day(1)), post(1, day(2)))
	if err := w.ClosePages(w.Context(), w.router); err != nil {
		w.Fatal(err)
	}
	writing, err := w.Stale()
	if err != nil {
		w.Fatal(err)
	}
	w.poll("blog.example", post(2, day(1)), but(post(1, day(2)), text("Other.")))
	if err := w.Published(writing); err != nil {
		w.Fatal(err)
	}
	if reach := w.archive(pathA); len(reach.Stale) != 1 {
		w.Errorf("%+v: the edit is never published", reach)
	}
	w.pages(pathA, "A-1", 1, "Post 1")
}

// The past of a new source stands below what a feed shows: it goes to pages, the
// last of them with what the feed shows too, and moves nobody who has one.
func testArchiveBacklog(w *world) {
	w.use(archiving{routes{"blog.example": pathA, "list.example": pathA}, map[string]int{"A": 2}})
	w.poll("blog.example", post(2, day(1)), post(1, day(2)))
	w.poll("blog.example", post(3, day(0)), post(2, day(1)), post(1, day(2)))
	w.pages(pathA, "A-1", 1, "Post 1, Post 2")
	var past []article.Item
	for n := range 4 {
		past = append(past, but(post(n, day(10+n)), guid(fmt.Sprint("l", n)), link(fmt.Sprintf("https://list.example/%d", n)), title(fmt.Sprint("Past ", n))))
	}
	w.poll("list.example", past...)
	w.pages(pathA, "A-1 A-2 A-3", 1, "Post 1, Post 2", "Past 3, Past 2", "Past 1, Past 0")
	if got := titles(w.newest(pathA, 2)); got != "Post 3, Post 2" {
		w.Errorf("the feed shows %s", got)
	}
}

// What is pruned or forgotten leaves its page. The oldest pages go when they are
// empty, and their numbers with them; one between others stays.
func testArchiveLeaving(w *world) {
	routes := archiving{routes{"blog.example": pathA}, map[string]int{"A": 2}}
	w.use(routes)
	var items []article.Item
	for n := 1; n <= 7; n++ {
		items = append([]article.Item{post(n, day(9-n))}, items...)
		w.poll("blog.example", items...)
	}
	w.pages(pathA, "A-1 A-2 A-3", 1, "Post 1, Post 2", "Post 3, Post 4", "Post 5, Post 6")
	w.forgetURL("https://blog.example/3")
	w.pages(pathA, "A-2", 1, "Post 1, Post 2", "Post 4", "Post 5, Post 6")
	w.forgetURL("https://blog.example/4")
	w.pages(pathA, "A-2", 1, "Post 1, Post 2", "", "Post 5, Post 6")
	prune := func(most int) {
		w.Helper()
		if _, err := w.Prune(w.Context(), routes, article.Retention{MaxArticles: most}, start); err != nil {
			w.Fatal(err)
		}
	}
	prune(4)
	w.pages(pathA, "A-1", 1, "Post 2", "", "Post 5, Post 6")
	prune(3)
	w.pages(pathA, "A-3", 3, "Post 5, Post 6")
	prune(1)
	w.pages(pathA, "", 0)
	for n := 8; n <= 9; n++ {
		items = append([]article.Item{post(n, day(9-n))}, items...)
		w.poll("blog.example", items...)
	}
	w.pages(pathA, "A-4", 4, "Post 7, Post 8")
}

// Who is in a feed no more leaves its page, who is new in it comes to a new one,
// and nobody else moves: by another category in config.yaml, or of one article.
func testArchiveReroute(w *world) {
	pages := map[string]int{"A": 2, "B": 2}
	w.use(archiving{routes{"blog.example": pathA, "list.example": {"B"}}, pages})
	var blog, list []article.Item
	for n := 1; n <= 5; n++ {
		blog = append([]article.Item{post(n, day(20-n))}, blog...)
		w.poll("blog.example", blog...)
		list = append([]article.Item{but(post(n, day(20-n)), guid(fmt.Sprint("l", n)), link(fmt.Sprintf("https://list.example/%d", n)), title(fmt.Sprint("L", n)))}, list...)
		w.poll("list.example", list...)
	}
	w.pages(pathA, "A-1 A-2 B-1 B-2", 1, "Post 1, Post 2", "Post 3, Post 4")
	w.use(archiving{routes{"blog.example": pathA, "list.example": pathA}, pages})
	w.pages(pathA, "A-1 A-2 A-3 A-4", 1, "Post 1, Post 2", "Post 3, Post 4", "L1, L2", "L3, L4")
	if reach := w.archive(article.Category{"B"}); reach.First != 0 {
		w.Errorf("the archive of B: %+v", reach)
	}
	w.use(archiving{routes{"blog.example": {"B"}, "list.example": pathA}, pages})
	w.pages(pathA, "A-3 A-4 B-3 B-4", 3, "L1, L2", "L3, L4")
}

// A feed that is to have no archive any more has none; it may have one again.
func testArchiveOff(w *world) {
	w.use(archiving{routes{"blog.example": pathA}, map[string]int{"A": 1}})
	w.poll("blog.example", post(3, day(1)), post(2, day(2)), post(1, day(3)))
	w.pages(pathA, "A-1 A-2", 1, "Post 1", "Post 2")
	w.use(archiving{routes{"blog.example": pathA}, map[string]int{"": 1}})
	w.pages(pathA, "-1 -2", 0)
	w.pages(nil, "", 1, "Post 1", "Post 2")
	w.use(archiving{routes{"blog.example": pathA}, map[string]int{"A": 2}})
	w.pages(pathA, "A-1", 1, "Post 1, Post 2")
}

// An archive that is taken up when the end comes is taken up whole the next time.
func testArchiveCutShort(w *world) {
	w.use(routes{"blog.example": pathA})
	var items []article.Item
	for n := range 9 {
		items = append(items, but(post(n, day(n))))
	}
	w.poll("blog.example", items...)
	after := archiving{routes{"blog.example": pathA}, map[string]int{"A": 3}}
	ctx, cancel := context.WithCancel(w.Context())
	for _, r := range []article.Router{vanishing{after, cancel}, after} { // the second has the rest to do
		if err := w.Use(ctx, r); !errors.Is(err, context.Canceled) {
			w.Fatalf("it was not cut short: %v", err)
		}
		w.restart()
	}
	w.use(after)
	w.pages(pathA, "A-1 A-2", 1, "Post 8, Post 7, Post 6", "Post 5, Post 4, Post 3")
}

// vanishing ends as soon as it is asked for an archive.
type vanishing struct {
	archiving
	cancel context.CancelFunc
}

func (v vanishing) Archive(path article.Category) int {
	v.cancel()
	return v.archiving.Archive(path)
}

// Whatever comes, changes and goes, under whatever categories and limits: the feed
// and its pages together are all that it holds, nobody is on two pages, and a page
// that is not stale is as it was written. One that is stale is another one.
func testArchiveRandomly(w *world) {
	rng := rand.New(rand.NewPCG(3, 3))
	press := newPress(rng, 1)
	paths := []article.Category{{"A"}, {"A", "B"}, {"D"}, {}}
	plan := func() archiving {
		a := archiving{routes{}, map[string]int{}}
		for _, p := range press {
			a.routes[p.source] = paths[rng.IntN(len(paths))]
		}
		for _, path := range paths {
			if rng.IntN(4) > 0 {
				a.pages[path.String()] = 2 + rng.IntN(4)
			}
		}
		return a
	}
	current := plan()
	w.use(current)
	shelf := shelf{}
	for range 200 {
		configured := false
		switch rng.IntN(8) {
		case 0:
			current, configured = plan(), true
			if rng.IntN(2) == 0 {
				w.useUntil(current, 1+rng.IntN(20))
				w.restart()
			}
			w.use(current)
		case 1:
			if _, err := w.Prune(w.Context(), current, article.Retention{MaxArticles: 25}, start); err != nil {
				w.Fatal(err)
			}
		case 2:
			if all := w.all(); len(all) > 0 {
				w.forget(article.Takedown{Asked: "x", ID: all[rng.IntN(len(all))].ID})
			}
		default:
			for range 1 + rng.IntN(3) {
				p := press[rng.IntN(len(press))]
				p.work()
				w.save(w.document(p.source, p.items...))
			}
		}
		if rng.IntN(5) == 0 {
			w.restart()
		}
		shelf.publish(w, current, configured)
	}
}
