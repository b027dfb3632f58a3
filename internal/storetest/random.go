package storetest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
)

// Whatever three sources list and change, with and without GUIDs, links, dates
// and texts, at addresses of their own and at common ones: once saved, the same
// documents again, in any order, any number of times, interleaved and with
// restarts between, change nothing.
//
// That holds when every item is looked at anew, too. Only the first look may
// settle what one document says twice in two ways.
func testRandomHistories(w *world) {
	const rounds = 40
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}, "other.example": {"C"}})
	for seed := range uint64(rounds) {
		rng := rand.New(rand.NewPCG(seed, 1))
		press := w.live(rng, seed)
		w.atRest(rng, press, seed, (*world).known)
		for _, p := range press {
			w.save(w.anew(p))
		}
		w.atRest(rng, press, seed, (*world).anew)
	}
}

// live is a while in the life of three sources, polled now and then.
func (w *world) live(rng *rand.Rand, seed uint64) []*publisher {
	w.Helper()
	press := newPress(rng, seed)
	for range 8 {
		p := press[rng.IntN(len(press))]
		p.work()
		w.save(w.document(p.source, p.items...))
	}
	return press
}

// atRest polls what the sources listed last, in random order, and expects that
// nothing comes of it.
func (w *world) atRest(rng *rand.Rand, press []*publisher, seed uint64, deliver func(*world, *publisher) article.Delivery) {
	w.Helper()
	w.publish()
	before := w.all()
	for range 1 + rng.IntN(3) {
		if rng.IntN(6) == 0 {
			w.restart()
		}
		var ds []article.Delivery
		for range 1 + rng.IntN(5) {
			ds = append(ds, deliver(w, press[rng.IntN(len(press))]))
		}
		for i, o := range w.save(ds...) {
			if o != (article.Outcome{}) {
				w.Fatalf("seed %d: %s again: %s, want no news", seed, ds[i].Source, outcome(o))
			}
		}
	}
	if after := w.all(); !reflect.DeepEqual(before, after) {
		w.Fatalf("seed %d: the same documents again change the articles (-once +again):\n%s",
			seed, cmp.Diff(describe("", before), describe("", after)))
	}
	if stale := w.stale(); len(stale) > 0 {
		w.Fatalf("seed %d: the same documents again make stale: %s", seed, stale)
	}
}

// known is what the publisher lists, backwards at times.
func (w *world) known(p *publisher) article.Delivery {
	w.Helper()
	d := w.document(p.source, p.items...)
	if p.rng.IntN(2) == 0 {
		slices.Reverse(d.Listed)
	}
	return d
}

// anew is what the publisher lists, as if nothing of it had been seen.
func (w *world) anew(p *publisher) article.Delivery {
	w.Helper()
	d := w.document(p.source, p.items...)
	for i := range d.Listed {
		d.Listed[i].Item = &p.items[i]
	}
	return d
}

// publisher is a source that lists items, and changes them as real ones do.
type publisher struct {
	source string
	rng    *rand.Rand
	seed   uint64 // the posts of different seeds share nothing
	others []*publisher
	posts  int // that it has written
	items  []article.Item
	away   []article.Item // what it listed before
}

func newPress(rng *rand.Rand, seed uint64) []*publisher {
	var all []*publisher
	for _, source := range []string{"blog.example", "list.example", "other.example"} {
		all = append(all, &publisher{source: source, rng: rng, seed: seed})
	}
	for _, p := range all {
		p.others = all
	}
	return all
}

// work is what happens between two polls.
func (p *publisher) work() {
	if len(p.items) == 0 {
		p.write()
	}
	for range p.rng.IntN(5) {
		if len(p.items) > 0 && p.rng.IntN(3) > 0 {
			p.change(&p.items[p.rng.IntN(len(p.items))])
			continue
		}
		deeds := []func(){p.write, p.write, p.quote, p.repeat, p.unlist, p.relist, p.shuffle, p.newGUIDs, p.sayNow}
		deeds[p.rng.IntN(len(deeds))]()
	}
}

// write lists a new post, which may lack anything.
func (p *publisher) write() {
	p.posts++
	n := p.posts
	it := article.Item{
		GUID:      fmt.Sprintf("https://%s/%d/%d", p.source, p.seed, n),
		Link:      fmt.Sprintf("https://%s/%d/%d", p.source, p.seed, n),
		Title:     fmt.Sprintf("Post %d of %d", n, p.seed),
		Content:   fmt.Sprintf("<p>Text %d of %s.</p>", n, p.source),
		Published: day(p.rng.IntN(20)),
	}
	for range p.rng.IntN(3) {
		p.change(&it)
	}
	p.items = slices.Insert(p.items, 0, it)
}

// change is an edit, of what one sees or of what one does not.
func (p *publisher) change(it *article.Item) {
	n := p.rng.IntN(3)
	changes := []func(){
		func() { it.Content = fmt.Sprintf("<p>Other text %d.</p>", n) },
		func() { it.Content = "" },
		func() { it.Title = fmt.Sprintf("Title %d of %d", n, p.seed) },
		func() { it.Title = "" },
		func() { it.Published = day(p.rng.IntN(20)) },
		func() { it.Published = it.Published.Add(2 * time.Hour) },
		func() { it.Published = day(-p.rng.IntN(400)) }, // the future, mostly
		func() { it.Published = time.Time{} },
		func() { it.Updated = day(p.rng.IntN(9)) },
		func() { it.GUID = "" },
		func() { it.GUID = fmt.Sprint(p.seed, "-", n) },
		func() { it.GUID = strings.ToUpper(it.GUID) },
		func() { it.Link = "" },
		func() { it.Link = fmt.Sprintf("https://blog.example/%d/", p.seed) },
		func() { it.Link = strings.Replace(it.Link, "https://", "http://www.", 1) },
		func() { it.Link += fmt.Sprint("#", n) },
		func() { it.Permalink = !it.Permalink },
		func() {
			it.Enclosures = []article.Enclosure{{URL: fmt.Sprintf("https://%s/%d-%d.mp3", p.source, p.seed, n)}}
		},
	}
	changes[p.rng.IntN(len(changes))]()
}

// quote lists what another source, or this one, lists.
func (p *publisher) quote() {
	from := p.others[p.rng.IntN(len(p.others))].items
	if len(from) == 0 {
		return
	}
	it := from[p.rng.IntN(len(from))]
	it.GUID = fmt.Sprint("quoted ", it.GUID)
	if p.rng.IntN(2) == 0 {
		it.Title = "Look at " + it.Title
	}
	p.items = slices.Insert(p.items, 0, it)
}

func (p *publisher) repeat() {
	if len(p.items) > 0 {
		p.items = append(p.items, p.items[p.rng.IntN(len(p.items))])
	}
}

func (p *publisher) unlist() {
	if len(p.items) > 0 {
		i := p.rng.IntN(len(p.items))
		p.away = append(p.away, p.items[i])
		p.items = slices.Delete(p.items, i, i+1)
	}
}

func (p *publisher) relist() {
	if len(p.away) > 0 {
		p.items = append(p.items, p.away[p.rng.IntN(len(p.away))])
	}
}

func (p *publisher) shuffle() {
	p.rng.Shuffle(len(p.items), func(i, j int) { p.items[i], p.items[j] = p.items[j], p.items[i] })
}

// newGUIDs are those of a source that makes them at every fetch.
func (p *publisher) newGUIDs() {
	for i := range p.items {
		p.items[i].GUID = fmt.Sprintf("%d-%d-%d", p.seed, p.rng.Uint64(), i)
	}
}

// sayNow dates all items with one moment.
func (p *publisher) sayNow() {
	for i := range p.items {
		p.items[i].Published = day(0)
	}
}
