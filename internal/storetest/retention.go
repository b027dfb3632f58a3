package storetest

import (
	"context"
	"fmt"
	"time"

	"feedloom/article"
)

const oneDay = 24 * time.Hour

// at is a category's retention.
func at(path article.Category, age time.Duration, articles int) article.CategoryRetention {
	return article.CategoryRetention{Path: path, MaxAge: age, MaxArticles: articles}
}

// of keeps what the categories say, and all else.
func of(categories ...article.CategoryRetention) article.Retention {
	return article.Retention{Categories: categories}
}

// prune takes out what is not kept so many days after the first poll, and
// checks how many that was and what is left of the whole site, by date.
func (w *world) prune(keep article.Retention, days, want int, left string) {
	w.Helper()
	n, err := w.Prune(w.Context(), w.router, keep, start.AddDate(0, 0, days))
	if got := titles(w.all()); err != nil || n != want || got != left {
		w.Errorf("pruned %d, %v; left: %s\nwant %d; left: %s", n, err, got, want, left)
	}
}

// from are posts of that source alone, each so many days old.
func from(source string, days ...int) []article.Item {
	var items []article.Item
	for _, n := range days {
		items = append(items, but(post(n, day(n)), guid(fmt.Sprint(source, n)), link(fmt.Sprintf("https://%s/%d", source, n)),
			title(fmt.Sprint(source[:1], n))))
	}
	return items
}

// What the deepest category says of age counts, for it and all below it; for
// the rest what is said of the whole store.
func testRetentionByAge(w *world) {
	w.use(routes{"news.example": {"News"}, "local.example": {"News", "Local"}, "archive.example": {"Archive"}, "more.example": {"More"}})
	for _, source := range []string{"news.example", "local.example", "archive.example", "more.example"} {
		w.poll(source, from(source, 1, 8, 40, 400)...)
	}
	keep := of(at(article.Category{"News"}, 7*oneDay, 0), at(article.Category{"Archive"}, article.Forever, 0),
		at(article.Category{"News", "Local"}, 30*oneDay, 0))
	keep.MaxAge = 365 * oneDay
	w.publish()
	w.prune(keep, 0, 6, "m1, a1, l1, n1, m8, a8, l8, m40, a40, a400")
	if got := fmt.Sprint(w.stale()); got != "[/ /More /News /News/Local]" {
		w.Errorf("stale: %s", got)
	}
	w.prune(keep, 0, 0, "m1, a1, l1, n1, m8, a8, l8, m40, a40, a400")
	w.prune(keep, 7, 1, "m1, a1, l1, m8, a8, l8, m40, a40, a400")
	w.prune(of(), 9999, 0, "m1, a1, l1, m8, a8, l8, m40, a40, a400")
}

// An article stays as long as one of its categories keeps it.
func testRetentionOfSeveral(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"B"}, "c.example": {"C"}})
	w.poll("a.example", post(1, day(10)), post(2, day(20)), post(3, day(30)))
	w.poll("b.example", post(2, day(20)))
	w.poll("c.example", post(3, day(30)))
	keep := of(at(article.Category{"A"}, 0, 1), at(article.Category{"B"}, 25*oneDay, 0))
	w.prune(keep, 0, 0, "Post 1, Post 2, Post 3") // nobody says anything of C
	keep.MaxAge = 40 * oneDay
	w.prune(keep, 4, 0, "Post 1, Post 2, Post 3")
	w.prune(keep, 6, 1, "Post 1, Post 3")
	w.prune(keep, 11, 1, "Post 1")
	w.prune(keep, 31, 1, "")
}

// A category holds the newest by arrival of all that is in it and below it,
// and backlog goes first. What a category below gives up takes no place.
func testRetentionByNumber(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"A", "B"}, "c.example": {"C"}})
	w.poll("a.example", from("a.example", 2, 4, 6, 8)...)
	w.poll("b.example", from("b.example", 1, 3, 5, 7)...)
	w.poll("c.example", from("c.example", 90)...)
	w.prune(of(at(article.Category{"A"}, 0, 4), at(article.Category{"A", "B"}, 0, 3)), 0, 4, "b1, a2, b3, a4, c90")
	keep := of(at(article.Category{"A"}, 0, 3), at(article.Category{"A", "B"}, 0, 1))
	w.prune(keep, 0, 1, "b1, a2, a4, c90")
	w.prune(keep, 0, 0, "b1, a2, a4, c90")

	undated := but(post(99, time.Time{}), title("undated"))
	w.use(routes{"a.example": {"A"}, "b.example": {"A", "B"}, "c.example": {"C"}, "d.example": {"A"}})
	w.poll("d.example", undated) // backlog, though it arrives last
	w.prune(of(at(article.Category{"A"}, 0, 3)), 0, 1, "b1, a2, a4, c90")
}

// The whole store holds the newest by arrival, whatever the categories say:
// what they give up goes before that, and backlog before all news.
func testRetentionOfAll(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"B"}, "c.example": {"C"}})
	w.poll("a.example", from("a.example", 5, 6, 7)...)
	w.poll("b.example", from("b.example", 1, 2, 3)...)
	w.poll("c.example", but(post(99, time.Time{}), title("undated")))
	keep := of(at(article.Category{"A"}, article.Forever, 0), at(article.Category{"B"}, 12*time.Hour, 0))
	keep.MaxArticles = 3
	w.prune(keep, 0, 4, "a5, a6, a7")
	keep.MaxArticles = 1
	w.prune(keep, 0, 2, "a5")
}

// shut has no article of that source in any feed.
type shut struct {
	routes
	source string
}

func (s shut) Membership() string { return s.routes.Membership() + " without " + s.source }

func (s shut) Feeds(a *article.Article) []article.Category {
	if a.By(s.source) != nil {
		return nil
	}
	return s.routes.Feeds(a)
}

// What is in no feed is kept as what no category speaks of.
func testRetentionOfNobody(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"B"}})
	w.poll("a.example", from("a.example", 1, 10)...)
	w.poll("b.example", from("b.example", 1, 10)...)
	w.router = shut{routes{"a.example": {"A"}, "b.example": {"B"}}, "a.example"}
	if err := w.Use(w.Context(), w.router); err != nil {
		w.Fatal(err)
	}
	keep := article.Retention{MaxAge: 5 * oneDay, Categories: []article.CategoryRetention{
		at(article.Category{"A"}, article.Forever, 0), at(article.Category{"B"}, time.Hour, 0)}}
	if n, err := w.Prune(w.Context(), w.router, keep, start); n != 3 || err != nil {
		w.Errorf("pruned %d, %v; want all but the newest of what is in no feed", n, err)
	}
	w.use(routes{"a.example": {"A"}, "b.example": {"B"}})
	if got := titles(w.all()); got != "a1" {
		w.Errorf("left: %s", got)
	}
}

// A late find is there as long as news is, by age and by number: it would else
// be gone before anyone saw it. An old first document is not.
func testRetentionOfLateFinds(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"A"}})
	w.poll("a.example", from("a.example", 1, 2)...)
	w.poll("a.example", from("a.example", 1, 2, 400)...)
	w.poll("b.example", from("b.example", 300)...)
	w.prune(article.Retention{MaxAge: 30 * oneDay}, 0, 1, "a1, a2, a400")
	w.prune(of(at(article.Category{"A"}, 30*oneDay, 0)), 0, 0, "a1, a2, a400")
	w.prune(article.Retention{MaxArticles: 2}, 0, 1, "a1, a400")
	w.prune(article.Retention{MaxAge: 30 * oneDay}, 27, 0, "a1, a400")
	w.prune(article.Retention{MaxAge: 30 * oneDay}, 31, 2, "")
}

// Other categories keep an article as they say, at once.
func testRetentionElsewhere(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"B"}})
	w.poll("a.example", post(1, day(50)), post(2, day(60)))
	keep := of(at(article.Category{"A"}, 40*oneDay, 0))
	w.poll("b.example", post(1, day(50)))
	w.prune(keep, 0, 1, "Post 1")
	w.use(routes{"a.example": {"A"}, "b.example": {"A", "B"}})
	w.prune(keep, 0, 1, "")
}

// More than goes into one transaction goes, and a context that ends stops it.
func testRetentionOfMany(w *world) {
	w.use(routes{"a.example": {"A"}})
	var items []article.Item
	for i := range 2500 {
		items = append(items, post(i, day(2).Add(-time.Duration(i)*time.Minute)))
	}
	w.poll("a.example", items...)
	ended, end := context.WithCancel(w.Context())
	end()
	if n, err := w.Prune(ended, w.router, article.Retention{MaxArticles: 1}, start); n != 0 || err == nil {
		w.Errorf("under an ended context: %d, %v", n, err)
	}
	if n, err := w.Prune(w.Context(), w.router, of(at(article.Category{"A"}, 0, 1200)), start); n != 1300 || err != nil {
		w.Errorf("by category: %d, %v", n, err)
	}
	w.prune(article.Retention{MaxArticles: 2}, 0, 1198, "Post 0, Post 1")
}
