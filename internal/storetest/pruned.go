package storetest

import (
	"fmt"
	"strings"
	"time"

	"feedloom/article"
)

// What is pruned while its source still lists it stays away: unchanged, edited,
// under other GUIDs, at another address, named by others, after a restart.
func testPrunedStaysAway(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"B"}})
	items := weekly(3)
	nothing := but(post(8, day(9)), guid(""))
	items = append(items, nothing)
	w.poll("a.example", items...)
	keep := of(at(article.Category{"A"}, 0, 1))
	w.prune(keep, 0, 3, "Post 3")
	change := func(changes ...func(*article.Item)) []article.Item {
		changed := []article.Item{items[0]}
		for _, it := range items[1:] {
			changed = append(changed, but(it, changes...))
		}
		return changed
	}
	var moved, churned []article.Item
	for i, it := range items[:3] {
		moved = append(moved, but(it, guid(fmt.Sprint("moved", i)), link(fmt.Sprint("https://new.example/", i))))
	}
	for i, it := range items {
		churned = append(churned, but(it, guid(fmt.Sprint("churned", i))))
	}
	for name, document := range map[string][]article.Item{
		"unchanged": items, "retitled": change(title("Edited")), "edited": change(text("Edited.")),
		"alone": items[:1], "churned": churned, "moved": moved,
	} {
		for range 2 {
			if outcome := w.poll("a.example", document...); outcome.New != 0 {
				w.Errorf("%s: %+v", name, outcome)
			}
			w.poll("a.example", items...)
			w.restart()
		}
	}
	if outcome := w.poll("b.example", but(items[2], guid("b"))); outcome.New != 0 {
		w.Errorf("named by another: %+v", outcome)
	}
	w.prune(keep, 0, 0, "Post 3")
}

// That one of several articles of an address and a date was pruned, while it is
// still listed, keeps nothing out and takes no edit of another, whether its
// public id is its GUID or not.
func testPrunedWhileListed(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"B"}})
	w.prunedWhileListed("a.example", "strip-%d")
	w.prunedWhileListed("b.example", "https://b.example/%d")
}

func (w *world) prunedWhileListed(source, form string) {
	w.Helper()
	front := func(n int) article.Item {
		return but(post(n, day(1)), link("https://"+source+"/"), guid(fmt.Sprintf(form, n)))
	}
	path := w.router.(routes)[source]
	prune := func(want string) {
		w.Helper()
		n, err := w.Prune(w.Context(), w.router, of(at(path, 0, 1)), start)
		if got := titles(w.newest(path, 9)); n != 1 || err != nil || got != want {
			w.Errorf("pruned %d, %v; left: %s, want %s", n, err, got, want)
		}
	}
	w.poll(source, front(1))
	first := w.newest(path, 1)[0].PublicID
	w.poll(source, front(2), front(1))
	prune("Post 2")
	if outcome := w.poll(source, front(3), front(2), front(1)); outcome.New != 1 {
		w.Errorf("the next: %+v", outcome)
	}
	for _, a := range w.newest(path, 9) {
		if a.PublicID == first {
			w.Errorf("%s has the id of the one that was pruned, which readers have read", titles([]*article.Article{a}))
		}
	}
	prune("Post 3")
	edit, again := but(front(3), text("Edited.")), but(front(1), text("Edited."))
	if outcome := w.poll(source, edit); outcome.Edited != 1 {
		w.Errorf("an edit of the one that is kept: %+v", outcome)
	}
	if outcome := w.poll(source, edit, front(2), again, again); outcome.New+outcome.Edited != 0 {
		w.Errorf("a pruned one, listed twice: %+v", outcome)
	}
}

// What is pruned is told from what is kept by its date and its address: an edit
// of an old edition is none of the new one, and a text that is listed at two
// addresses is two articles.
func testPrunedBesideKept(w *world) {
	w.use(routes{"a.example": {"A"}, "b.example": {"B"}})
	page := but(post(1, day(9)), guid(""), link("https://a.example/page"), title("Page"))
	w.poll("a.example", page)
	edition := but(page, published(day(1)), text("Of today."))
	w.poll("a.example", edition, page)
	w.prune(of(at(article.Category{"A"}, 0, 1)), 0, 1, "Page")
	if outcome := w.poll("a.example", but(page, text("Edited."))); outcome.News() {
		w.Errorf("an edit of the old edition: %+v", outcome)
	}
	posts := weekly(2)
	w.poll("b.example", posts...)
	w.prune(of(at(article.Category{"B"}, 0, 1)), 0, 1, "Post 2, Page")
	twin := but(posts[1], guid("twin"), link("https://blog.example/twin"))
	if outcome := w.poll("b.example", append(posts, twin)...); outcome.New != 1 {
		w.Errorf("a text at two addresses: %+v", outcome)
	}
}

// What is pruned leaves its feeds, and does not come back as news: not by its
// GUID, not by its key; a new edition at its address does.
func testPrune(w *world) {
	w.use(routes{"blog.example": {"A"}})
	plain := but(post(1, day(9)), guid(""))
	w.poll("blog.example", post(3, day(1)), post(2, day(8)), plain)
	w.publish()
	n, err := w.Prune(w.Context(), w.router, article.Retention{MaxAge: 5 * 24 * time.Hour}, start)
	if err != nil || n != 2 || titles(w.all()) != "Post 3" {
		w.Errorf("pruned %d, %v; left: %s", n, err, titles(w.all()))
	}
	if got := strings.Join(w.stale(), " "); got != "/ /A" {
		w.Errorf("stale: %s", got)
	}
	w.poll("blog.example", post(3, day(1)))
	w.poll("blog.example", post(3, day(1)), but(post(2, day(8)), text("edited")), but(plain, text("edited")))
	if got := titles(w.all()); got != "Post 3" {
		w.Errorf("what was pruned came back: %s", got)
	}
	w.poll("blog.example", but(plain, published(day(0)), title("Again")), post(3, day(1)))
	if got := titles(w.all()); got != "Again, Post 3" {
		w.Errorf("a new edition is lost: %s", got)
	}
	n, err = w.Prune(w.Context(), w.router, article.Retention{MaxArticles: 1}, start)
	if err != nil || n != 1 || titles(w.all()) != "Again" {
		w.Errorf("pruned to one: %d, %v; left: %s", n, err, titles(w.all()))
	}
}

// That one article of an address was pruned does not keep out others there.
func testPrunedShared(w *world) {
	w.use(routes{"blog.example": {"A"}})
	front := link("https://blog.example/")
	w.poll("blog.example", but(post(1, day(9)), front))
	if _, err := w.Prune(w.Context(), w.router, article.Retention{MaxAge: time.Hour}, start); err != nil {
		w.Fatal(err)
	}
	w.poll("blog.example", but(undated(2), front), but(post(1, day(9)), front))
	if got := titles(w.all()); got != "Post 2" {
		w.Errorf("the articles are: %s", got)
	}
}

// A GUID whose article was pruned does not swallow what comes under it later.
func testPrunedGUID(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", but(post(1, day(40)), guid("0")))
	if _, err := w.Prune(w.Context(), w.router, article.Retention{MaxAge: 30 * 24 * time.Hour}, start); err != nil {
		w.Fatal(err)
	}
	w.poll("blog.example", but(post(1, day(40)), guid("0"), title("Edited")))
	w.poll("blog.example", but(post(2, day(1)), guid("0")))
	w.poll("blog.example", but(post(3, day(0)), guid("0")), but(post(2, day(1)), guid("1")))
	if got := titles(w.all()); got != "Post 3, Post 2" {
		w.Errorf("the articles are: %s", got)
	}
}
