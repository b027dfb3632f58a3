package storetest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"feedloom/article"
)

// forgetURL forgets what is at an address.
func (w *world) forgetURL(url string) article.Forgotten {
	w.Helper()
	return w.forget(article.Takedown{Asked: url, URL: url})
}

func (w *world) forget(t article.Takedown) article.Forgotten {
	w.Helper()
	t.At = start.Add(time.Duration(w.polls) * time.Hour)
	forgotten, err := w.Forget(w.Context(), t)
	if err != nil {
		w.Fatal(err)
	}
	return forgotten
}

// forgetTitled forgets the one article of that title, by its id.
func (w *world) forgetTitled(title string) article.Forgotten {
	w.Helper()
	for _, a := range w.all() {
		if a.Primary().Item.Title == title {
			return w.forget(article.Takedown{Asked: title, ID: a.ID})
		}
	}
	w.Fatalf("no article %s", title)
	return article.Forgotten{}
}

// expect wants these articles, and no others, to be there.
func (w *world) expect(when, want string) {
	w.Helper()
	if got := titles(w.all()); got != want {
		w.Errorf("%s there are: %s; want %s", when, got, want)
	}
}

// What was forgotten by its URL leaves its feeds at once, and comes back by
// nothing: not by the same document, an edit, another GUID, date, address or
// source, and not after a restart.
func testForget(w *world) {
	w.use(routes{"blog.example": {"A", "B"}, "list.example": {"C"}, "other.example": {"D"}})
	document := []article.Item{post(2, day(1)), post(1, day(2))}
	w.poll("blog.example", document...)
	w.poll("list.example", but(post(1, day(2)), guid("l1")))
	w.publish()
	forgotten := w.forgetURL("http://www.blog.example/1")
	if forgotten.Number == 0 || forgotten.URL != "blog.example/1" || len(forgotten.IDs) != 1 {
		w.Errorf("forgotten: %+v", forgotten)
	}
	w.expect("After that", "Post 2")
	if got := strings.Join(w.stale(), " "); got != "/ /A /A/B /C" {
		w.Errorf("stale: %s", got)
	}
	if paths, err := w.Paths(one); err != nil || len(paths) != 3 {
		w.Errorf("feeds that hold something: %v, %v", paths, err)
	}
	w.publish()
	again := func(why, source string, items ...article.Item) {
		w.Helper()
		if outcome := w.poll(source, items...); outcome.New+outcome.Edited+outcome.Joined > 0 {
			w.Errorf("%s: %+v", why, outcome)
		}
		w.expect("After "+why, "Post 2")
	}
	again("the same document", "blog.example", document...)
	again("an edit", "blog.example", document[0], but(post(1, day(2)), title("Post one"), text("Other.")))
	again("another address", "blog.example", document[0], but(post(1, day(2)), link("https://blog.example/one")))
	again("another address and date", "blog.example", document[0], but(post(1, day(0)), link("https://blog.example/eins")))
	again("another GUID", "blog.example", document[0], but(post(1, day(2)), guid("one")))
	again("another GUID and date", "blog.example", document[0], but(post(1, day(0)), guid("eins"), title("Post one")))
	again("the other source's edit", "list.example", but(post(1, day(2)), guid("l1"), text("Other.")))
	again("a third source", "other.example", but(post(1, day(1)), guid("o1"), title("Look"), link("https://blog.example/1#top")))
	w.restart()
	again("a restart", "blog.example", document[0], but(post(1, day(2)), text("Yet another.")))
	if got := w.stale(); len(got) > 0 {
		w.Errorf("stale without news: %s", got)
	}
	if all, err := w.Forgotten(); err != nil || len(all) != 1 || all[0].Asked != "http://www.blog.example/1" || !all[0].At.Equal(start.Add(2*time.Hour)) {
		w.Errorf("forgotten: %+v, %v", all, err)
	}
	if found, err := w.Find(w.Context(), "https://blog.example/1", 9); err != nil || len(found) != 1 || found[0].Article != nil ||
		found[0].Forgotten == nil || found[0].Forgotten.Number != forgotten.Number {
		w.Errorf("found: %+v, %v", found, err)
	}
}

// An address can be forgotten before anything comes from there.
func testForgetInAdvance(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(1, day(1)))
	if forgotten := w.forgetURL("https://blog.example/2"); len(forgotten.IDs) > 0 {
		w.Errorf("forgotten: %+v", forgotten)
	}
	outcome := w.poll("blog.example", post(2, day(0)), post(1, day(1)))
	if outcome.Forgotten != 1 || outcome.New > 0 {
		w.Errorf("an item at a forgotten address: %+v", outcome)
	}
	w.expect("After that", "Post 1")
	if got := w.find("https://blog.example/2"); got != "gone by url" {
		w.Errorf("found: %s", got)
	}
}

// One of several articles that share their URL goes alone: by its id, with its
// GUID. The others are edited as before, and news comes at their URL.
func testForgetShared(w *world) {
	w.use(routes{"blog.example": {"A"}})
	front := link("https://blog.example/")
	for _, id := range []func(*article.Item){guid(""), func(*article.Item) {}} {
		posts := []article.Item{but(post(3, day(1)), front, id), but(post(2, day(1)), front, id), but(post(1, day(1)), front, id)}
		w.poll("blog.example", posts...)
		w.forgetTitled("Post 2")
		w.poll("blog.example", posts...)
		w.expect("After it is forgotten", "Post 3, Post 1")
		w.poll("blog.example", but(posts[0], title("Post three")), posts[1], posts[2])
		w.expect("After an edit of another", "Post three, Post 1")
		w.poll("blog.example", but(post(4, day(1)), front, id), but(posts[0], title("Post three")), posts[1], posts[2])
		w.expect("After a further one", "Post 4, Post three, Post 1")
		w.poll("blog.example", but(post(4, day(1)), front, id), but(posts[0], title("Post three")), but(posts[1], title("Post two")), posts[2])
		w.expect("After its own edit", "Post 4, Post three, Post 1")
		w.forgetURL("https://blog.example/")
		w.expect("After their URL is forgotten", "")
		for _, f := range w.forgotten() {
			if _, _, err := w.Readmit(w.Context(), f.Number); err != nil {
				w.Fatal(err)
			}
		}
	}
}

// One that is known by its GUID is edited even when the document does not list
// the forgotten one any more; and what is new at their date and URL is an
// article of its own.
func testForgetSharedGone(w *world) {
	w.use(routes{"blog.example": {"A"}})
	front := link("https://blog.example/")
	w.poll("blog.example", but(post(2, day(1)), front), but(post(1, day(1)), front))
	key := w.all()[1].Key
	forgotten := w.forgetTitled("Post 1")
	w.poll("blog.example", but(post(2, day(1)), front, title("Post two")))
	w.expect("After an edit", "Post two")
	w.poll("blog.example", but(post(3, day(1)), front), but(post(2, day(1)), front, title("Post two")), but(post(1, day(1)), front))
	w.poll("blog.example", but(post(3, day(1)), front, title("Post three")), but(post(2, day(1)), front, title("Post two")), but(post(1, day(1)), front))
	w.expect("After a further one", "Post three, Post two")
	for _, a := range w.all() {
		if a.Key == key {
			w.Errorf("%s has the key of article %d", titles([]*article.Article{a}), forgotten.IDs)
		}
	}
}

// However many articles share a URL, all of them go.
func testForgetMany(w *world) {
	w.use(routes{"blog.example": {"A"}})
	var items []article.Item
	for i := range 150 {
		items = append(items, but(post(i, day(1).Add(-time.Duration(i)*time.Minute)), guid(""), link("https://blog.example/")))
	}
	w.poll("blog.example", items...)
	if forgotten := w.forgetURL("https://blog.example/"); len(forgotten.IDs) != 150 {
		w.Errorf("%d are forgotten", len(forgotten.IDs))
	}
	w.expect("After that", "")
}

func (w *world) forgotten() []article.Forgotten {
	w.Helper()
	all, err := w.Forgotten()
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// A GUID that comes back on something else is no way back: URL, title and date
// have all changed.
func testForgetReusedGUID(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", but(post(1, day(3)), guid("comic")))
	w.forgetTitled("Post 1")
	w.poll("blog.example", but(post(1, day(3)), guid("comic"), link("https://blog.example/moved"), published(day(1))))
	w.expect("After an edit", "")
	w.poll("blog.example", but(post(2, day(2)), guid("comic")))
	w.expect("After the next strip", "Post 2")
	w.poll("blog.example", but(post(2, day(2)), guid("comic"), text("Other.")))
	w.expect("After its edit", "Post 2")
}

// What is no longer kept can be forgotten too, and is no news after that is
// lifted.
func testForgetPruned(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(2, day(1)), post(1, day(9)))
	if _, err := w.Prune(w.Context(), w.router, article.Retention{MaxAge: 5 * 24 * time.Hour}, start); err != nil {
		w.Fatal(err)
	}
	forgotten := w.forgetURL("https://blog.example/1")
	w.poll("blog.example", post(2, day(1)), but(post(1, day(0)), guid("other"), title("Again")))
	w.expect("After a new edition", "Post 2")
	if _, _, err := w.Readmit(w.Context(), forgotten.Number); err != nil {
		w.Fatal(err)
	}
	w.poll("blog.example", post(2, day(1)), but(post(1, day(9)), text("Other.")))
	w.expect("After it came back", "Post 2")
	w.poll("blog.example", post(2, day(1)), but(post(1, day(0)), guid("other"), title("Again")))
	w.expect("After a new edition that may come", "Again, Post 2")
}

// An article that had several addresses is forgotten at all of them, save where
// another article is.
func testForgetMoved(w *world) {
	w.use(routes{"blog.example": {"A"}, "other.example": {"B"}})
	w.poll("blog.example", post(2, day(2)), post(1, day(1)))
	w.poll("blog.example", post(2, day(2)), but(post(1, day(1)), link("https://blog.example/new")))
	w.poll("blog.example", post(2, day(2)), but(post(1, day(1)), link("https://blog.example/2")))
	w.forgetURL("https://blog.example/1")
	w.expect("After that", "Post 2")
	w.poll("other.example", but(post(1, day(0)), guid("o"), link("https://blog.example/new")))
	w.expect("After another source names its other address", "Post 2")
	w.poll("other.example", but(post(2, day(2)), guid("o2")))
	if a := w.all()[0]; len(a.Sightings) != 2 {
		w.Errorf("the article that shares an address is kept out")
	}
}

// What is forgotten already stays so, under its number.
func testForgetTwice(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(1, day(1)))
	first := w.forgetTitled("Post 1")
	if again := w.forget(article.Takedown{Asked: "again", ID: first.IDs[0]}); again.Number != first.Number || again.Asked != "Post 1" {
		w.Errorf("again: %+v", again)
	}
	url := w.forgetURL("https://blog.example/1")
	if again := w.forgetURL("https://blog.example/1"); url.Number == first.Number || again.Number != url.Number {
		w.Errorf("by its URL: %+v, again: %+v", url, again)
	}
	if got := len(w.forgotten()); got != 2 {
		w.Errorf("%d takedowns", got)
	}
	if _, err := w.Forget(w.Context(), article.Takedown{Asked: "none", ID: 99}); err == nil {
		w.Error("forgot an article that never was")
	}
}

// Whatever sources list: what is at a forgotten URL stays away, also when all
// that they list comes as if it were unknown; and when that is lifted, all of
// it settles again.
func testForgetRandom(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}, "other.example": {"C"}})
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 2))
		press := w.live(rng, seed)
		again := func() {
			for _, p := range press {
				w.save(w.anew(p))
			}
		}
		all := w.all()
		address := addressOf(all[rng.IntN(len(all))])
		forgotten := w.forget(article.Takedown{Asked: address, URL: address})
		again()
		for _, a := range w.all() {
			if at := addressOf(a); at == address {
				w.Fatalf("seed %d: %s is back at %s", seed, titles([]*article.Article{a}), at)
			}
		}
		if _, _, err := w.Readmit(w.Context(), forgotten.Number); err != nil {
			w.Fatal(err)
		}
		again()
		again() // the first look settles what one document says twice
		w.atRest(rng, press, seed, (*world).known)
		if found, err := w.Find(w.Context(), address, 9); err != nil || slices.ContainsFunc(found, func(f article.Found) bool { return f.Forgotten != nil }) {
			w.Fatalf("seed %d: after it is lifted: %+v, %v", seed, found, err)
		}
	}
}

func addressOf(a *article.Article) string {
	return article.Tracking{}.Address(&a.Primary().Item, a.Primary().Source)
}

// What is readmitted comes again where a source lists it still, changed or not;
// under the id that readers know it by.
func testReadmit(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}, "quiet.example": {"C"}})
	document := []article.Item{post(2, day(1)), post(1, day(2))}
	w.poll("blog.example", document...)
	w.poll("quiet.example", but(post(9, day(1)), link("https://quiet.example/9"), guid("9")))
	id := w.all()[2].PublicID
	forgotten := w.forgetURL("https://blog.example/1")
	w.poll("list.example", but(post(1, day(2)), guid("l1")))
	w.publish()
	lifted, sources, err := w.Readmit(w.Context(), forgotten.Number)
	if err != nil || lifted.Asked != forgotten.Asked || strings.Join(sources, " ") != "blog.example list.example" {
		w.Errorf("readmitted: %+v, %v, %v", lifted, sources, err)
	}
	checkpoints, err := w.Checkpoints()
	if err != nil || checkpoints["blog.example"].ETag != "" || checkpoints["list.example"].ETag != "" || checkpoints["quiet.example"].ETag == "" {
		w.Errorf("checkpoints: %+v, %v", checkpoints, err)
	}
	if len(w.forgotten()) > 0 {
		w.Errorf("still forgotten: %+v", w.forgotten())
	}
	w.restart()
	w.poll("blog.example", document...)
	w.expect("After the same document", "Post 9, Post 2, Post 1")
	if outcome := w.poll("list.example", but(post(1, day(2)), guid("l1"))); outcome.Joined != 1 {
		w.Errorf("the source that came while it was forgotten: %+v", outcome)
	}
	if a := w.all()[2]; a.PublicID != id {
		w.Errorf("its id was %s and is %s", id, a.PublicID)
	}
	if got := strings.Join(w.stale(), " "); got != "/ /A /B" {
		w.Errorf("stale: %s", got)
	}
	if _, _, err := w.Readmit(w.Context(), forgotten.Number); err == nil {
		w.Error("readmitted twice")
	}
}

// What two takedowns want stays away until both are lifted.
func testReadmitShared(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(1, day(2)))
	for _, order := range [][]int{{0, 1}, {1, 0}} {
		both := []article.Forgotten{w.forgetTitled("Post 1"), w.forgetURL("https://blog.example/1")}
		for i, which := range order {
			w.poll("blog.example", but(post(1, day(2)), text(strings.Repeat("Other. ", i+1))))
			w.expect("Before both are lifted", "")
			if _, _, err := w.Readmit(w.Context(), both[which].Number); err != nil {
				w.Fatal(err)
			}
		}
		w.poll("blog.example", but(post(1, day(2)), text("Other. Other. ")))
		w.expect("After both are lifted", "Post 1")
	}
}
