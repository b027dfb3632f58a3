package storetest

import (
	"strings"

	"feedloom/article"
)

func testStale(w *world) {
	w.use(routes{"blog.example": {"A", "B"}, "other.example": {"C"}})
	w.publish()
	w.poll("blog.example", post(1, day(1)))
	if got := strings.Join(w.stale(), " "); got != "/ /A /A/B" {
		w.Errorf("stale after a new article: %s", got)
	}
	w.publish()
	w.poll("blog.example", but(post(1, day(1)), guid("other")))
	if got := w.stale(); len(got) > 0 {
		w.Errorf("stale after a change that nobody sees: %s", got)
	}
	w.poll("blog.example", but(post(1, day(1)), text("Other.")))
	if got := strings.Join(w.stale(), " "); got != "/ /A /A/B" {
		w.Errorf("stale after an edit: %s", got)
	}
	w.publish()
	if err := w.MarkStale([]article.Category{{"C"}}); err != nil || strings.Join(w.stale(), " ") != "/C" {
		w.Errorf("marked: %s, %v", w.stale(), err)
	}
}

func testStaleAgain(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(1, day(1)))
	rendering, err := w.Stale()
	if err != nil {
		w.Fatal(err)
	}
	w.poll("blog.example", post(2, day(0)), post(1, day(1)))
	if err := w.Published(rendering); err != nil {
		w.Fatal(err)
	}
	if got := strings.Join(w.stale(), " "); got != "/ /A" {
		w.Errorf("stale: %s; the second article is never published", got)
	}
}

// Another category for a source moves its articles without a poll.
func testReroute(w *world) {
	w.use(routes{"blog.example": {"A", "B"}})
	w.poll("blog.example", post(1, day(1)))
	w.publish()
	w.use(routes{"blog.example": {"C"}})
	if got := titles(w.newest(article.Category{"C"}, 9)); got != "Post 1" {
		w.Errorf("C holds %q", got)
	}
	if got := titles(w.newest(article.Category{"A"}, 9)); got != "" {
		w.Errorf("A still holds %q", got)
	}
	if got := strings.Join(w.stale(), " "); got != "/ /A /A/B /C" {
		w.Errorf("stale: %s", got)
	}
	w.publish()
	w.use(routes{"blog.example": {"C"}})
	if got := w.stale(); len(got) > 0 {
		w.Errorf("the same routes again made stale: %s", got)
	}
	paths, err := w.Paths(one)
	if err != nil || len(paths) != 2 {
		w.Errorf("paths: %v, %v", paths, err)
	}
	all := len(w.newest(nil, 9))
	for least, want := range map[int]int{0: 2, all: 2, all + 1: 0} {
		if paths, err := w.Paths(func(article.Category) int { return least }); err != nil || len(paths) != want {
			w.Errorf("paths of at least %d articles: %v, %v", least, paths, err)
		}
	}
}

func testProfile(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(1, day(1)))
	w.publish()
	d := w.document("blog.example", post(1, day(1)))
	d.Profile = &article.Profile{Title: "blog.example", Description: "Visitor 12345", Image: "https://blog.example/today.png"}
	w.save(d)
	if got := w.stale(); len(got) > 0 {
		w.Errorf("stale by what nobody quotes: %s", got)
	}
	d = w.document("blog.example", post(1, day(1)))
	d.Profile = &article.Profile{Title: "A new name"}
	w.save(d)
	if got := strings.Join(w.stale(), " "); got != "/ /A" {
		w.Errorf("stale: %s", got)
	}
}

// What is saved under categories that the index was not built with would stay
// in their feeds for ever: it is refused.
func testOtherIndex(w *world) {
	w.use(routes{"blog.example": {"A"}})
	d := w.document("blog.example", post(1, day(1)))
	if _, err := w.Save(w.Context(), routes{"blog.example": {"B"}}, []article.Delivery{d}); err == nil {
		w.Error("saved by routes that the index does not know")
	}
	if _, err := w.Prune(w.Context(), routes{"blog.example": {"B"}}, article.Retention{MaxArticles: 1}, start); err == nil {
		w.Error("pruned by routes that the index does not know")
	}
	if got := w.save(d)[0].New; got != 1 {
		w.Errorf("%d new articles by those that it knows", got)
	}
}
