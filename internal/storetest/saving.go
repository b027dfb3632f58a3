package storetest

import (
	"context"
	"reflect"
	"strings"
	"time"

	"feedloom/article"
)

// The same documents again, in any order, interleaved, change nothing.
func testIdempotence(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}})
	blog := []article.Item{post(3, day(1)), post(2, day(2)), but(post(1, day(3)), guid(""))}
	list := []article.Item{but(post(3, day(0)), guid("l3")), undated(9)}
	w.poll("blog.example", blog...)
	w.poll("list.example", list...)
	before := w.all()
	w.publish()

	backwards := []article.Item{blog[2], blog[0], blog[1]}
	for range 2 {
		for _, outcome := range []article.Outcome{
			w.poll("list.example", list...), w.poll("blog.example", backwards...),
			w.poll("blog.example", blog...), w.poll("blog.example"), w.poll("blog.example", blog...),
		} {
			if outcome != (article.Outcome{}) {
				w.Errorf("a poll without news: %+v", outcome)
			}
		}
	}
	if after := w.all(); !reflect.DeepEqual(before, after) {
		w.Errorf("before: %s\nafter: %s", titles(before), titles(after))
	}
	if stale := w.stale(); len(stale) > 0 {
		w.Errorf("stale without news: %s", stale)
	}
}

func testRestart(w *world) {
	w.use(routes{"blog.example": {"A", "B"}})
	w.poll("blog.example", post(2, day(1)), post(1, day(2)))
	articles, stale := w.all(), w.stale()
	seen, _ := w.Seen("blog.example")
	w.restart()
	if got := w.all(); !reflect.DeepEqual(got, articles) {
		w.Errorf("articles: %s, want %s", titles(got), titles(articles))
	}
	if got := w.stale(); !reflect.DeepEqual(got, stale) {
		w.Errorf("stale: %s, want %s: what was not published is lost", got, stale)
	}
	if got, _ := w.Seen("blog.example"); len(got) != 2 || !reflect.DeepEqual(got, seen) {
		w.Errorf("seen: %v, want %v", got, seen)
	}
	profiles, err := w.Profiles()
	if err != nil || profiles["blog.example"].Title != "blog.example" {
		w.Errorf("profiles: %v, %v", profiles, err)
	}
}

func testCheckpoint(w *world) {
	w.use(routes{"blog.example": {"A"}})
	first := w.document("blog.example", post(1, day(1)))
	w.save(first)
	quiet := article.Delivery{Source: "blog.example", At: start.Add(9 * time.Hour)}
	quiet.Checkpoint = article.Checkpoint{Address: 1, ETag: "e", Failures: 3, Error: "HTTP 500"}
	w.save(quiet)
	w.restart()
	cps, err := w.Checkpoints()
	if err != nil || !reflect.DeepEqual(cps["blog.example"], quiet.Checkpoint) {
		w.Errorf("checkpoint %+v, %v; want %+v", cps["blog.example"], err, quiet.Checkpoint)
	}
	if got := titles(w.all()); got != "Post 1" {
		w.Errorf("a poll that read nothing left %q", got)
	}
	w.poll("blog.example", post(2, day(0)), post(1, day(1)))
	cps, _ = w.Checkpoints()
	if cp := cps["blog.example"]; !cp.News.Equal(start.Add(2 * time.Hour)) {
		w.Errorf("news at %v, want the time of the poll that brought some", cp.News)
	}
}

// A delivery that cannot be stored is reported, and the others are stored.
func testBadDelivery(w *world) {
	w.use(routes{"bad.example": w.unsavable, "good.example": {"A"}})
	outcomes := w.save(
		w.document("good.example", post(1, day(1))),
		w.document("bad.example", post(2, day(1))),
		w.document("good.example", post(3, day(1)), post(1, day(1))))
	if outcomes[1].Err == nil || outcomes[0].Err != nil || outcomes[2].Err != nil {
		w.Errorf("outcomes: %+v", outcomes)
	}
	if got := titles(w.all()); got != "Post 3, Post 1" {
		w.Errorf("the good source has: %s", got)
	}
	cancelled, cancel := context.WithCancel(w.Context())
	cancel()
	if _, err := w.Save(cancelled, w.router, []article.Delivery{w.document("good.example", post(4, day(1)))}); err == nil {
		w.Error("saved under a cancelled context")
	}
}

// A late find with an old date is among the newest once; a first document
// takes its places by its own dates.
func testArrival(w *world) {
	w.use(routes{"blog.example": {"A"}, "old.example": {"A"}, "new.example": {"A", "B"}})
	w.poll("blog.example", post(3, day(1)), post(2, day(2)))
	w.poll("old.example") // nothing yet
	w.poll("old.example", post(9, day(90)))
	if got := titles(w.newest(article.Category{"A"}, 2)); got != "Post 3, Post 2" {
		w.Errorf("after a first poll the newest two are %s", got)
	}
	w.poll("blog.example", post(3, day(1)), post(2, day(2)), post(1, day(80)))
	if got := titles(w.newest(article.Category{"A"}, 2)); got != "Post 1, Post 3" {
		w.Errorf("after a late find the newest two are %s", got)
	}
	w.poll("new.example", but(post(9, day(90)), guid("n9")))
	if got := titles(w.newest(article.Category{"A"}, 2)); got != "Post 1, Post 3" {
		w.Errorf("after a first poll with an old acquaintance the newest two are %s", got)
	}
}

// Who knows a feed's articles is told so by their prints, and is given the edited
// ones alone.
func testMembers(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(1, day(1)), post(2, day(2)))
	prints := map[uint64]article.Hash{}
	read := func() (titles []string) {
		members, err := w.Members(article.Category{"A"}, 10, func(id uint64, print article.Hash) bool { return prints[id] == print })
		if err != nil {
			w.Fatal(err)
		}
		for _, m := range members {
			if prints[m.ID] = m.Print; m.Article != nil {
				titles = append(titles, m.Article.Primary().Item.Title)
			}
		}
		if len(members) != 2 {
			w.Errorf("%d members", len(members))
		}
		return titles
	}
	for _, c := range []struct{ when, want string }{{"at first", "Post 1, Post 2"}, {"again", ""}} {
		if got := strings.Join(read(), ", "); got != c.want {
			w.Errorf("%s these are read: %s", c.when, got)
		}
	}
	w.poll("blog.example", but(post(1, day(1)), title("Post 1, mended")), post(2, day(2)))
	if got := strings.Join(read(), ", "); got != "Post 1, mended" {
		w.Errorf("after an edit these are read: %s", got)
	}
}

// An article that a further source names stands in that one's feeds too, as
// news there, and credits both.
func testJoin(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}})
	w.poll("blog.example", post(1, day(2)))
	w.poll("list.example", but(post(7, day(1)), link("https://list.example/7")))
	w.publish()
	outcome := w.poll("list.example", but(post(1, day(1)), guid("l1"), title("See this")),
		but(post(7, day(1)), link("https://list.example/7")))
	if outcome != (article.Outcome{Joined: 1}) {
		w.Errorf("outcome %+v", outcome)
	}
	if got := strings.Join(w.stale(), " "); got != "/ /A /B" {
		w.Errorf("stale: %s", got)
	}
	w.publish()
	updated := w.newest(article.Category{"A"}, 1)[0].Updated
	outcome = w.poll("list.example", but(post(1, day(1)), guid("l1"), title("Do see this")),
		but(post(7, day(1)), link("https://list.example/7")))
	if a := w.newest(article.Category{"A"}, 1)[0]; outcome.News() || !a.Updated.Equal(updated) {
		w.Errorf("a further source's other words: %+v, updated from %v to %v", outcome, updated, a.Updated)
	}
	if got := strings.Join(w.stale(), " "); got != "/ /A /B" { // it may have added a tag
		w.Errorf("stale: %s", got)
	}
	newest := w.newest(article.Category{"B"}, 1)
	if titles(newest) != "Post 1" || len(newest[0].Sightings) != 2 {
		w.Errorf("the newest of B: %s", titles(newest))
	}
}

// A GUID that is an IRI is the article's id for good; anything else, and an
// IRI that another article has, gives way to a stable URN.
func testPublicIDs(w *world) {
	w.use(routes{"blog.example": {"A"}, "other.example": {"B"}})
	w.poll("blog.example", post(1, day(1)), but(post(2, day(2)), guid("2")))
	w.poll("other.example", but(post(3, day(3)), guid(post(1, day(1)).GUID), link("https://other.example/3")))
	var ids []string
	for _, a := range w.all() {
		ids = append(ids, a.PublicID)
	}
	if ids[0] != "https://blog.example/1" || !strings.HasPrefix(ids[1], "urn:uuid:") || !strings.HasPrefix(ids[2], "urn:uuid:") {
		w.Errorf("ids: %q", ids)
	}
	w.poll("blog.example", but(post(1, day(1)), guid("https://blog.example/moved")), but(post(2, day(2)), guid("3")))
	for i, a := range w.all() {
		if a.PublicID != ids[i] {
			w.Errorf("the id of %q moved from %s to %s", titles([]*article.Article{a}), ids[i], a.PublicID)
		}
	}
}

// The key's date is the date published, else updated, else first seen; a date
// in the future is first seen; an edit moves Updated only, and never back.
func testDates(w *world) {
	w.use(routes{"blog.example": {"A"}})
	future := post(1, start.AddDate(1, 0, 0))
	onlyUpdated := but(post(2, time.Time{}), func(it *article.Item) { it.Updated = day(3) })
	both := but(post(3, day(5)), func(it *article.Item) { it.Updated = day(4) })
	w.poll("blog.example", future, onlyUpdated, both, undated(4))
	seen := start.Add(time.Hour)
	check := func(i int, a *article.Article, published, updated time.Time) {
		w.Helper()
		if !a.Published.Equal(published) || !a.Updated.Equal(updated) || a.Key.Date() != article.Stamp(published) {
			w.Errorf("article %d: published %v, updated %v; want %v, %v", i, a.Published, a.Updated, published, updated)
		}
	}
	as := w.all()
	check(0, as[0], seen, seen)
	check(1, as[1], seen.Add(-3*time.Second), seen.Add(-3*time.Second))
	check(2, as[2], day(3), day(3))
	check(3, as[3], day(5), day(4))

	w.poll("blog.example", future, onlyUpdated, but(both, text("Edited.")), undated(4))
	check(3, w.all()[3], day(5), start.Add(2*time.Hour-2*time.Second)) // the third of its document
	w.poll("blog.example", future, onlyUpdated, but(both, text("Edited again."), func(it *article.Item) {
		it.Updated = start.Add(150 * time.Minute)
	}), undated(4))
	check(3, w.all()[3], day(5), start.Add(150*time.Minute))
}

// A source that owns the link's host gives text and date, whoever came first,
// and all are credited.
func testOwner(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}})
	w.poll("list.example", but(post(1, day(0)), guid("l1"), title("Look"), text("Nice.")))
	id := w.all()[0].PublicID
	w.poll("blog.example", post(1, day(1)))
	a := w.all()[0]
	if a.Primary().Source != "blog.example" || !a.Published.Equal(day(1)) || a.Key.Date() != article.Stamp(day(1)) {
		w.Errorf("the word of %s counts, of %v", a.Primary().Source, a.Published)
	}
	if a.By("list.example") == nil || a.PublicID != id {
		w.Errorf("the first source is forgotten, or the id moved: %s, %s", id, a.PublicID)
	}
	if got := titles(w.newest(article.Category{"B"}, 9)); got != "Post 1" {
		w.Errorf("the list's category holds %q", got)
	}
}

// After a clock that was ahead is set, what comes then is news all the same.
func testClockAhead(w *world) {
	w.use(routes{"blog.example": {"A"}, "other.example": {"A"}})
	ahead := w.document("blog.example", undated(1))
	ahead.At = ahead.At.AddDate(1, 0, 0)
	w.save(ahead)
	w.poll("blog.example", post(2, day(1)), undated(1))
	w.poll("blog.example", post(3, day(8)), post(2, day(1)), undated(1))
	if got := titles(w.newest(article.Category{"A"}, 2)); got != "Post 3, Post 2" {
		w.Errorf("the newest two by arrival are %s", got)
	}
}

// More items of one link than an item is compared with are all kept, and none
// comes again when all change in what nobody sees.
func testManyOfOneLink(w *world) {
	const n = 150
	w.use(routes{"blog.example": {"A"}})
	document := func(rights string) []article.Item {
		var items []article.Item
		for i := range n {
			it := but(post(i, day(1).Add(-time.Duration(i)*time.Minute)), guid(""), link("https://blog.example/"), title("Post"))
			it.Rights = rights
			items = append(items, it)
		}
		return items
	}
	w.poll("blog.example", document("")...)
	w.poll("blog.example", document("x")...)
	changed := 0
	for _, a := range w.all() {
		if a.Primary().Item.Rights == "x" {
			changed++
		}
	}
	if got := len(w.all()); got != n || changed != n {
		w.Errorf("%d articles, %d of them changed, want %d", got, changed, n)
	}
}
