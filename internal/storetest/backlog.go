package storetest

import (
	"fmt"
	"slices"
	"time"

	"feedloom/article"
)

// longText is a text as posts have it.
const longText = "<p>The tide tables of the harbour were printed again, with the corrections that the pilots had asked for.</p>"

// weekly are n posts, one each week, the newest first.
func weekly(n int) []article.Item {
	var items []article.Item
	for i := range n {
		items = append(items, but(post(n-i, day(1+7*i)), text(fmt.Sprintf("%s<p>Number %d.</p>", longText, n-i))))
	}
	return items
}

// A source whose GUIDs, addresses and dates have all changed comes again as a
// whole: that is kept, and pushes nothing out of any feed that is full.
func testFlood(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"A"}})
	var news []article.Item
	for i := range 10 {
		news = append(news, but(post(100+i, day(2).Add(-time.Duration(i)*time.Minute)), guid(fmt.Sprint("l", i)), link(fmt.Sprint("https://list.example/", i))))
	}
	w.poll("list.example", news...)
	w.poll("blog.example", weekly(10)...)
	before := titles(w.newest(article.Category{"A"}, 12))
	var again []article.Item
	for i := range 10 {
		again = append(again, but(post(50-i, start.Add(90*time.Minute-time.Duration(i)*time.Second)), text("Other.")))
	}
	outcome := w.poll("blog.example", again...)
	if outcome.New != 10 || outcome.Backlog != 10 || outcome.Why != article.Flood {
		w.Errorf("a flood: %+v", outcome)
	}
	if got := titles(w.newest(article.Category{"A"}, 12)); got != before {
		w.Errorf("the feed was\n%s and is\n%s", before, got)
	}
	if got := w.newest(article.Category{"A"}, 100); len(got) != 30 {
		w.Errorf("%d articles are in the feed if there is room, want all 30", len(got))
	}
	// What comes after it is news.
	w.poll("blog.example", append([]article.Item{post(99, day(0))}, again...)...)
	if got := titles(w.newest(article.Category{"A"}, 1)); got != "Post 99" {
		w.Errorf("the newest is %s", got)
	}
}

// A date far in the future makes nothing old of what comes after it.
func testFutureDate(w *world) {
	w.use(routes{"blog.example": {"A"}})
	document := append(weekly(10), post(99, start.AddDate(1, 0, 0)))
	w.poll("blog.example", document...)
	for i := range 10 {
		document = append(document, post(60+i, start.Add(-time.Duration(i)*9*time.Hour)))
	}
	if outcome := w.poll("blog.example", document...); outcome.New != 10 || outcome.Why == article.Unearthed {
		w.Errorf("ten posts of the last days: %+v", outcome)
	}
}

// A first document without dates says nothing of when: it takes the places
// that no news has, in its order. What comes to it later is news.
func testUndatedFirst(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"A"}})
	w.poll("blog.example", post(1, day(30)))
	outcome := w.poll("list.example", undated(4), undated(3), undated(2))
	if outcome.Backlog != 3 || outcome.Why != article.Undated {
		w.Errorf("a first document without dates: %+v", outcome)
	}
	if got := titles(w.newest(article.Category{"A"}, 3)); got != "Post 1, Post 4, Post 3" {
		w.Errorf("the first three are %s", got)
	}
	outcome = w.poll("list.example", undated(5), undated(4), undated(3), undated(2))
	if got := titles(w.newest(article.Category{"A"}, 2)); outcome.Backlog != 0 || got != "Post 5, Post 1" {
		w.Errorf("after news (%+v) the first two are %s", outcome, got)
	}
}

// A source that lists its whole past one day brings no news by that; what is
// new in the same document is.
func testUnearthed(w *world) {
	w.use(routes{"blog.example": {"A"}})
	all := weekly(60)
	w.poll("blog.example", all[1:11]...)
	slices.Reverse(all) // some list the oldest first
	outcome := w.poll("blog.example", all...)
	if outcome.New != 50 || outcome.Backlog != 49 || outcome.Why != article.Unearthed {
		w.Errorf("its whole past: %+v", outcome)
	}
	got := w.newest(article.Category{"A"}, 50)
	if ends := titles([]*article.Article{got[0], got[11], got[49]}); ends != "Post 60, Post 49, Post 11" {
		w.Errorf("first, twelfth and last are: %s", ends)
	}
}

// Backlog that another source brings up is news.
func testBacklogJoined(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}})
	w.poll("list.example", but(post(9, day(3)), link("https://list.example/9")))
	w.poll("blog.example", undated(2), undated(1))
	w.poll("list.example", but(undated(1), guid("l1")))
	if got := titles(w.newest(article.Category{"A"}, 1)); got != "Post 1" {
		w.Errorf("the newest is %s", got)
	}
	if a := w.newest(article.Category{"A"}, 1)[0]; a.Backlog != "" {
		w.Errorf("it is still backlog: %s", a.Backlog)
	}
}

// A site that moves, and gives all its articles other addresses and GUIDs, has
// the same articles; also those that were pruned.
func testMoved(w *world) {
	w.use(routes{"blog.example": {"A"}})
	posts := weekly(3)
	w.poll("blog.example", posts...)
	if _, err := w.Prune(w.Context(), w.router, article.Retention{MaxArticles: 2}, start); err != nil {
		w.Fatal(err)
	}
	var moved []article.Item
	for i, it := range posts {
		moved = append(moved, but(it, guid(fmt.Sprint("new", i)), link(fmt.Sprintf("https://new.example/%d", i))))
	}
	w.poll("blog.example", moved...)
	if got := titles(w.all()); got != "Post 3, Post 2" {
		w.Errorf("after the move there are: %s", got)
	}
	if a := w.all()[0]; a.Primary().Item.Link != "https://new.example/0" || len(a.Former) != 2 {
		w.Errorf("it is at %s, known before as %v", a.Primary().Item.Link, a.Former)
	}
}

// One text at two addresses at once is two articles: nobody lists one twice.
func testTwinTexts(w *world) {
	w.use(routes{"blog.example": {"A"}})
	first := but(post(1, day(1)), text(longText))
	w.poll("blog.example", first)
	w.poll("blog.example", but(first, guid("twin"), link("https://blog.example/twin")), first)
	if got := titles(w.all()); got != "Post 1, Post 1" {
		w.Errorf("the articles are: %s", got)
	}
}

// GUIDs that are new at every fetch name nothing: an edit under yet another one
// is an edit, and the store does not grow by them.
func testChurning(w *world) {
	w.use(routes{"blog.example": {"A"}})
	churned := func(n int, changes ...func(*article.Item)) article.Item {
		return but(but(post(1, day(2)), guid(fmt.Sprint("fetch-", n))), changes...)
	}
	for n := range 4 {
		w.poll("blog.example", churned(n))
	}
	w.poll("blog.example", churned(5, title("Post one"), text("Other.")))
	if got := titles(w.all()); got != "Post one" {
		w.Errorf("after an edit there are: %s", got)
	}
	w.poll("blog.example", churned(6, title("Post one"), text("And other."), published(day(1))))
	if got := titles(w.all()); got != "Post one" {
		w.Errorf("after an edit that moves the date there are: %s", got)
	}
	w.poll("blog.example", but(post(2, day(2)), guid("fetch-6")), churned(7, title("Post one"), text("And other."), published(day(1))))
	if got := titles(w.all()); got != "Post one, Post 2" && got != "Post 2, Post one" {
		w.Errorf("after a GUID of old on something else there are: %s", got)
	}
	if former := w.all()[0].Former; len(former) > 2 {
		w.Errorf("its GUIDs are still recorded: %v", former)
	}
}

// A source that mends the GUID of one item after the other has good ones.
func testMendedGUIDs(w *world) {
	w.use(routes{"blog.example": {"A"}})
	a, b, c := post(1, day(1)), post(2, day(2)), post(3, day(3))
	w.poll("blog.example", a, b, c)
	w.poll("blog.example", but(a, guid("a")), b, c)
	w.poll("blog.example", but(a, guid("a")), but(b, guid("b")), c)
	w.poll("blog.example", but(a, guid("a")), but(b, guid("b")), but(c, link("https://blog.example/c"), published(day(0)), text("Other.")))
	if got := titles(w.all()); got != "Post 1, Post 2, Post 3" {
		w.Errorf("the articles are: %s", got)
	}
}

// Each edit is remembered with its date and what it was; what readers do not
// see is published and moves no date.
func testEdits(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(1, day(1)))
	w.publish()
	w.poll("blog.example", but(post(1, day(1)), func(it *article.Item) { it.Rights = "Public domain" }))
	if a := w.all()[0]; !a.Updated.Equal(day(1)) || len(a.Edits) > 0 || len(w.stale()) == 0 {
		w.Errorf("a change that nobody sees: updated %v, %d edits, stale %v", a.Updated, len(a.Edits), w.stale())
	}
	w.poll("blog.example", but(post(1, day(1)), title("Post one")))
	a := w.all()[0]
	if len(a.Edits) != 1 || a.Edits[0].Parts[0] != article.PartTitle || !a.Edits[0].At.Equal(a.Updated) || a.Updated.Equal(day(1)) {
		w.Errorf("an edit: updated %v, edits %v", a.Updated, a.Edits)
	}
}
