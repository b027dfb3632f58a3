package storetest

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"feedloom/article"
)

// moved is a world with a new store, into which all articles were brought.
func (w *world) moved() *world {
	w.Helper()
	there := &world{T: w.T, unsavable: w.unsavable, router: w.router, polls: w.polls}
	there.Store = w.another()
	w.Cleanup(func() { there.Store.Close() })
	if err := there.Use(w.Context(), w.router); err != nil {
		w.Fatal(err)
	}
	for _, a := range there.admit(w) {
		if !a.New() {
			w.Fatalf("not new in an empty store: %+v", a)
		}
	}
	return there
}

// admit brings all articles of another world here.
func (w *world) admit(from *world) (all []article.Admission) {
	w.Helper()
	profiles, err := from.Profiles()
	if err != nil {
		w.Fatal(err)
	}
	var batch []*article.Article
	bring := func() {
		some, err := w.Admit(w.Context(), w.router, batch, profiles)
		if err != nil {
			w.Fatal(err)
		}
		all, batch = append(all, some...), nil
	}
	err = from.Each(w.Context(), 0, func(a *article.Article) error {
		if batch = append(batch, a); len(batch) == 7 {
			bring()
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	bring()
	return all
}

// sameArticles compares what is published: all of the articles in their order,
// short ids aside.
func (w *world) sameArticles(when string, before, after []*article.Article) {
	w.Helper()
	if diff := cmp.Diff(before, after, cmpopts.IgnoreFields(article.Article{}, "ID"), cmpopts.EquateEmpty()); diff != "" {
		w.Errorf("%s (-there +here):\n%s", when, diff)
	}
}

// Articles that come from another store are what they were, in the same feeds in
// the same order, with what their sources say of themselves; and nothing of them
// comes again when the sources are polled, or is not known as an edit.
func testAdmit(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}})
	w.poll("blog.example", but(post(2, day(1)), guid("2")), undated(9), but(post(1, day(2)), text("First.")))
	w.poll("blog.example", but(post(2, day(1)), guid("new")), undated(9), but(post(1, day(2)), text("Second.")))
	w.poll("list.example", but(post(1, day(2)), guid("l1"), title("Look")))
	there := w.moved()
	w.sameArticles("brought", w.all(), there.all())
	w.sameArticles("by arrival", w.newest(article.Category{"A"}, 2), there.newest(article.Category{"A"}, 2))
	if p, err := there.Profiles(); err != nil || p["list.example"].Title != "list.example" {
		w.Errorf("profiles: %v, %v", p, err)
	}
	if got := len(there.stale()); got != 3 {
		w.Errorf("stale: %s", there.stale())
	}
	before := there.all()
	for range 2 {
		for _, o := range []article.Outcome{
			there.poll("list.example", but(post(1, day(2)), guid("l1"), title("Look"))),
			there.poll("blog.example", but(post(2, day(1)), guid("new")), undated(9), but(post(1, day(2)), text("Second."))),
			there.poll("blog.example", but(post(2, day(1)), guid("2"), link("https://blog.example/moved"), title("Moved"))),
		} {
			if o.New > 0 {
				w.Errorf("a poll brings again: %+v", o)
			}
		}
	}
	if after := there.all(); len(after) != len(before) {
		w.Errorf("%s, before %s", titles(after), titles(before))
	}
	if o := there.poll("blog.example", but(post(1, day(2)), text("Third."))); o.Edited != 1 {
		w.Errorf("an edit: %+v", o)
	}
}

// The same articles again are all known, and so is what was pruned.
func testAdmitTwice(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(3, day(1)), but(post(2, day(2)), guid("")), undated(1))
	there := w.moved()
	before := there.all()
	there.publish()
	for _, a := range there.admit(w) {
		if !a.Known {
			w.Errorf("again: %+v", a)
		}
	}
	w.sameArticles("twice", before, there.all())
	if stale := there.stale(); len(stale) > 0 {
		w.Errorf("stale: %s", stale)
	}
	if _, err := there.Prune(w.Context(), there.router, article.Retention{MaxArticles: 1}, start); err != nil {
		w.Fatal(err)
	}
	for _, a := range there.admit(w) {
		if !a.Known {
			w.Errorf("after pruning: %+v", a)
		}
	}
	if got := len(there.all()); got != 1 {
		w.Errorf("%d articles came back", got)
	}
}

// A store that has polled the same sources by itself has the same articles
// already, also those whose ids were made of when they were first seen.
func testAdmitPolled(w *world) {
	w.use(routes{"blog.example": {"A"}})
	items := []article.Item{post(4, day(1)), but(post(3, day(2)), guid("")), undated(2), but(undated(1), guid(""))}
	w.poll("blog.example", items...)
	there := &world{T: w.T, unsavable: w.unsavable, router: w.router, polls: 5}
	there.Store = w.another()
	defer there.Store.Close()
	there.use(w.router.(routes))
	there.poll("blog.example", items...)
	for i, a := range there.admit(w) {
		if !a.Known {
			w.Errorf("article %d: %+v", i, a)
		}
	}
	if got := len(there.all()); got != 4 {
		w.Errorf("%d articles", got)
	}
}

// What other stores had leads nobody away from what is here: a GUID that has come
// back leads to what it was given last. And where a site has moved, the text of
// its articles leads to them.
func testAdmitNames(w *world) {
	strip := func(n int, date int) article.Item { return but(post(n, day(date)), guid("strip")) }
	essay := but(post(8, day(6).Add(7*time.Minute)), text("<p>An essay of some length on the weaving of nets, and on those who mend them.</p>"))
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", essay, strip(1, 5))
	w.poll("blog.example", essay, strip(2, 4))
	there := &world{T: w.T, unsavable: w.unsavable, router: w.router, polls: 5}
	there.Store = w.another()
	defer there.Store.Close()
	there.use(w.router.(routes))
	there.poll("blog.example", strip(3, 1))
	there.admit(w)
	moved := but(essay, guid("n8"), link("https://new.example/8"))
	o := there.poll("blog.example", moved, but(strip(3, 1), link("https://new.example/3"), title("Strip 3")))
	if o.New != 0 || len(there.all()) != 4 {
		w.Errorf("%s; here are %s", outcome(o), titles(there.all()))
	}
	if got := there.all()[0].Primary().Item; got.Title != "Strip 3" {
		w.Errorf("%q was edited", got.Title)
	}
}

// What is forgotten here stays out, by address, by GUID and by id.
func testAdmitForgotten(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(3, day(1)), post(2, day(2)), post(1, day(3)))
	there := w.moved()
	there.forget(article.Takedown{URL: "https://blog.example/1"})
	there.forget(article.Takedown{ID: there.all()[1].ID})
	new, forgotten := 0, 0
	for _, a := range there.admit(w) {
		if a.Forgotten {
			forgotten++
		} else if a.New() {
			new++
		}
	}
	if forgotten != 2 || new != 0 {
		w.Errorf("%d forgotten, %d new", forgotten, new)
	}
	empty := &world{T: w.T, router: w.router}
	empty.Store = w.another()
	defer empty.Store.Close()
	empty.use(w.router.(routes))
	empty.forget(article.Takedown{URL: "https://blog.example/3"})
	if got := empty.admit(w); !got[2].Forgotten || !got[0].New() {
		w.Errorf("forgotten in advance: %+v", got)
	}
	if got := titles(empty.all()); got != "Post 2, Post 1" {
		w.Errorf("here are %s", got)
	}
}

// Whatever three sources have listed and changed: in the other store it is the
// same, and their documents, looked at anew, bring nothing there that they do not
// bring where they were polled.
func testAdmitRandom(w *world) {
	if testing.Short() {
		w.Skip("many stores")
	}
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}, "other.example": {"C"}})
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 7))
		press := w.live(rng, 1000+seed)
		there := w.moved()
		w.sameArticles("brought", w.all(), there.all())
		for _, p := range press {
			here, again := w.save(w.anew(p))[0], there.save(there.anew(p))[0]
			if again.New > here.New {
				w.Errorf("seed %d: %s again: %s, where it was polled before: %s", seed, p.source, outcome(again), outcome(here))
			}
		}
	}
}
