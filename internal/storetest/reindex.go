package storetest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"

	"feedloom/article"
)

// fainting routes, and cancels the context when it is asked for the nth time.
type fainting struct {
	article.Router
	left   *atomic.Int64
	cancel context.CancelFunc
}

func (f fainting) Feeds(a *article.Article) []article.Category {
	if f.left.Add(-1) == 0 {
		f.cancel()
	}
	return f.Router.Feeds(a)
}

// useUntil has the store index by the routes, which is cut short after so many
// articles.
func (w *world) useUntil(r article.Router, articles int) error {
	ctx, cancel := context.WithCancel(w.Context())
	defer cancel()
	left := &atomic.Int64{}
	left.Store(int64(articles))
	return w.Use(ctx, fainting{r, left, cancel})
}

// Categories that could not be taken up whole are not taken up: the feeds are
// as before, nothing is stale. What is saved meanwhile by the old ones, if the
// store takes it at all, is not missing from the new ones.
func testReindexCutShort(w *world) {
	before := routes{"blog.example": {"A", "B"}, "list.example": {"D"}}
	after := routes{"blog.example": {"C"}, "list.example": {"D"}}
	w.use(before)
	w.poll("list.example", but(post(30, day(20)), link("https://list.example/30")))
	var items []article.Item
	for n := range 9 {
		items = append(items, post(n, day(n)))
	}
	w.poll("blog.example", items...)
	w.publish()
	for _, restart := range []bool{false, true} {
		if err := w.useUntil(after, 2); !errors.Is(err, context.Canceled) {
			w.Fatalf("it was cut short: %v", err)
		}
		if restart {
			w.restart()
		}
		w.holds(before)
		if got := w.stale(); len(got) > 0 {
			w.Errorf("stale before the new categories are in use: %s", got)
		}
		if _, err := w.Save(w.Context(), after, []article.Delivery{w.document("blog.example", post(20, day(0)))}); err == nil {
			w.Error("saved by categories that are not in use")
		}
	}
	again := w.document("list.example", but(post(30, day(20)), link("https://list.example/30")), but(items[8], guid("l8")))
	w.Save(w.Context(), before, []article.Delivery{again})
	w.use(after)
	w.holds(after)
	w.save(again)
	if got := titles(w.newest(article.Category{"D"}, 1)); got != "Post 8" {
		w.Errorf("the newest of D is %s", got)
	}
	if got := strings.Join(w.stale(), " "); got != "/ /A /A/B /C /D" {
		w.Errorf("stale: %s", got)
	}
	w.publish()

	// Who changes his mind has lost nothing, and may save.
	if err := w.useUntil(before, 6); err == nil {
		w.Fatal("it was not cut short")
	}
	w.use(after)
	w.poll("blog.example", append([]article.Item{post(20, day(-1))}, items...)...)
	w.use(before)
	w.holds(before)
	if got := titles(w.newest(article.Category{"A"}, 1)); got != "Post 20" {
		w.Errorf("the newest is %s: what was saved meanwhile is lost", got)
	}
}

// Whatever categories were in use before, whether whole or cut short, and
// whatever came and went meanwhile, the index is that of a store that never
// knew others.
func testReindexRandomly(w *world) {
	rng := rand.New(rand.NewPCG(1, 1))
	press := newPress(rng, 1)
	paths := []article.Category{{"A"}, {"A", "B"}, {"A", "C"}, {"D"}, {}}
	current := routes{}
	w.use(current)
	for range 120 {
		next := routes{}
		for _, p := range press {
			next[p.source] = paths[rng.IntN(len(paths))]
		}
		switch rng.IntN(5) {
		case 0:
			w.use(next)
			current = next
		case 1:
			if w.useUntil(next, 1+rng.IntN(40)) == nil {
				current = next
			}
			if rng.IntN(2) == 0 {
				w.restart()
			}
			w.holds(current)
			if rng.IntN(2) == 0 {
				current = routes{"blog.example": paths[rng.IntN(len(paths))]}
			}
			w.use(current)
		case 2:
			keep := article.Retention{MaxArticles: 20}
			if _, err := w.Prune(w.Context(), current, keep, start); err != nil {
				w.Fatal(err)
			}
		default:
			p := press[rng.IntN(len(press))]
			p.work()
			w.save(w.document(p.source, p.items...))
		}
		w.holds(current)
	}
}

// holds checks that the feeds hold what the routes say of all articles, in the
// order of arrival. The whole site has each article that has a feed at all.
func (w *world) holds(r routes) {
	w.Helper()
	want := map[string][]uint64{}
	all := w.newest(nil, 1000)
	slices.SortFunc(all, func(a, b *article.Article) int {
		return cmp.Or(byClass(a, b), b.Arrival.Compare(a.Arrival), cmp.Compare(b.ID, a.ID))
	})
	for _, a := range all {
		for _, path := range r.Feeds(a) {
			want["/"+path.String()] = append(want["/"+path.String()], a.ID)
		}
	}
	paths, err := w.Paths(one)
	if err != nil {
		w.Fatal(err)
	}
	got := map[string][]uint64{}
	for _, path := range paths {
		for _, a := range w.newest(path, 1000) {
			got["/"+path.String()] = append(got["/"+path.String()], a.ID)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.Fatalf("the feeds hold %v\nwant %v", got, want)
	}
}

// one asks for every feed that holds something.
func one(article.Category) int { return 1 }

// byClass puts news before backlog.
func byClass(a, b *article.Article) int {
	switch {
	case (a.Backlog == "") == (b.Backlog == ""):
		return 0
	case a.Backlog == "":
		return -1
	}
	return 1
}
