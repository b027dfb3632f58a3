package storetest

import (
	"fmt"
	"math/rand/v2"

	"feedloom/article"
)

// Whatever sources list, with and without GUIDs and dates, at addresses of
// their own and at common ones: once saved, the same documents again, in any
// order of sources, bring nothing.
func testRandomHistories(w *world) {
	const rounds = 150
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}, "other.example": {"C"}})
	for seed := range uint64(rounds) {
		rng := rand.New(rand.NewPCG(seed, 1))
		documents := map[string][]article.Item{}
		for range 4 {
			source := sources[rng.IntN(len(sources))]
			documents[source] = randomDocument(rng, seed)
			w.poll(source, documents[source]...)
		}
		for _, i := range rng.Perm(len(sources)) {
			source := sources[i]
			if outcome := w.poll(source, documents[source]...); outcome != (article.Outcome{}) {
				w.Fatalf("seed %d: %s again: %+v", seed, source, outcome)
			}
		}
	}
}

var sources = []string{"blog.example", "list.example", "other.example"}

// randomDocument lists up to six posts. Those of different seeds share nothing.
func randomDocument(rng *rand.Rand, seed uint64) []article.Item {
	var items []article.Item
	for range rng.IntN(6) {
		n := int(seed)*100 + rng.IntN(8)
		it := post(n, day(rng.IntN(9)))
		switch rng.IntN(4) {
		case 0:
			it.GUID = ""
		case 1:
			it.GUID = fmt.Sprint(seed, rng.IntN(3))
		}
		switch rng.IntN(4) {
		case 0:
			it.Published = day(-rng.IntN(400)) // the future, often
		case 1:
			it.Published = it.Updated
		}
		if rng.IntN(3) == 0 {
			it.Link = fmt.Sprintf("https://blog.example/%d", seed)
		}
		if rng.IntN(4) == 0 {
			it.Content = fmt.Sprint("Text ", rng.IntN(3))
		}
		items = append(items, it)
	}
	return items
}
