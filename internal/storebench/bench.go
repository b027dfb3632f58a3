package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/store"
)

// batch is how many sources are saved in one transaction, and firstBatch how many
// at their first polls: as many as bring 400 new items, like the cycle.
const (
	batch      = 50
	firstBatch = 400 / listed
)

// bench is a store under measurement.
type bench struct {
	options
	planet *planet
	path   string
	store  *store.Store
	plan   *feed.Plan
	polls  int // how often each source was polled
}

// measure builds a store and prints what it costs.
func measure(ctx context.Context, o options, path, public string) error {
	b := &bench{options: o, path: path, planet: newPlanet(o.sources, o.categories, o.html)}
	b.plan = b.planet.plan(0)
	_, missing := os.Stat(path)
	var err error
	if b.store, err = store.Open(path, store.Options{Window: 72 * time.Hour}); err != nil {
		return err
	}
	defer func() { b.store.Close() }()
	if err := b.store.Use(ctx, b.plan); err != nil { // one that was kept may be indexed otherwise
		return err
	}
	fmt.Printf("\n%d articles of %d bytes of HTML, %d sources, %d categories\n\n", o.articles, o.html, o.sources, o.categories)
	steps := []func(context.Context) error{b.build, b.sizes}
	if missing == nil {
		b.polls, steps = o.rounds(), steps[1:]
	}
	if !o.build {
		steps = append(steps, b.reopen, b.newest, b.publisher(public), b.quietPoll, b.pollWithNews, b.lookUp, b.reroute, b.prune, b.cycle)
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// rounds is how often every source is polled for the articles to be there.
func (o options) rounds() int {
	perRound := o.sources * fresh
	return 1 + (max(0, o.articles-o.sources*listed)+perRound-1)/perRound
}

// build polls every source until the articles are there.
func (b *bench) build(ctx context.Context) error {
	memory := watchMemory()
	defer memory.stop()
	var saving, first time.Duration
	made, sinceFirst := 0, 0
	for made < b.articles {
		took, n, err := b.round(ctx, b.articles-made)
		if err != nil {
			return err
		}
		made += n
		saving += took
		if b.polls == 1 {
			first, sinceFirst = took, made
		}
	}
	report("saved at first polls", "%.0f articles/s", float64(sinceFirst)/first.Seconds())
	if made > sinceFirst {
		report("saved at later polls", "%.0f articles/s", float64(made-sinceFirst)/(saving-first).Seconds())
	}
	report("memory while saving", "%s", memory.stop())
	return nil
}

// round polls every source once, until there are so many new articles.
func (b *bench) round(ctx context.Context, enough int) (took time.Duration, made int, err error) {
	size := batch
	if b.polls == 0 {
		size = firstBatch
	}
	for from := 0; from < b.sources && made < enough; from += size {
		var ds []article.Delivery
		for i := from; i < min(from+size, b.sources); i++ {
			ds = append(ds, b.planet.poll(i, b.polls))
		}
		start := time.Now()
		outcomes, err := b.store.Save(ctx, b.plan, ds)
		took += time.Since(start)
		if err != nil {
			return took, made, err
		}
		for _, o := range outcomes {
			if o.Err != nil {
				return took, made, o.Err
			}
			made += o.New
		}
	}
	b.polls++
	return took, made, nil
}

// reopen opens the store anew, so that nothing that it holds in memory helps.
func (b *bench) reopen(context.Context) (err error) {
	if err := b.store.Close(); err != nil {
		return err
	}
	start := time.Now()
	if b.store, err = store.Open(b.path, store.Options{Window: 72 * time.Hour}); err != nil {
		return err
	}
	report("open", "%s", time.Since(start).Round(time.Microsecond))
	return nil
}

func (b *bench) newest(context.Context) error {
	took, err := median(50, func(i int) error {
		as, err := b.store.Newest(b.planet.leaf(i), 50)
		if err == nil && len(as) != 50 && b.articles/b.categories > 100 {
			err = fmt.Errorf("%d articles in %v", len(as), b.planet.leaf(i))
		}
		return err
	})
	report("the newest 50 of a feed", "%s", took)
	return err
}

// publisher writes feeds of one category each.
func (b *bench) publisher(folder string) func(context.Context) error {
	return func(ctx context.Context) error {
		output, err := feed.OpenOutput(folder)
		if err != nil {
			return err
		}
		defer func() { output.Close(); os.RemoveAll(folder) }()
		took, err := median(20, func(i int) error {
			_, err := output.Publish(ctx, b.plan, b.store, []article.Category{b.planet.leaf(i)})
			return err
		})
		report("publish a feed of 50, all formats", "%s", took)
		return err
	}
}

// quietPoll saves polls without news: what a transaction costs.
func (b *bench) quietPoll(ctx context.Context) error {
	took, err := median(50, func(i int) error {
		d := b.planet.poll(b.source(i), b.polls-1)
		for k := range d.Listed {
			d.Listed[k].Item = nil
		}
		return b.save(ctx, d)
	})
	report("save a poll of 20 items, none new", "%s", took)
	return err
}

func (b *bench) pollWithNews(ctx context.Context) error {
	took, err := median(50, func(i int) error { return b.save(ctx, b.planet.poll(b.source(i), b.polls)) })
	report("save a poll of 20 items, 2 new", "%s", took)
	return err
}

// lookUp saves polls whose items are all looked up, by GUID, address and text,
// and turn out to be known.
func (b *bench) lookUp(ctx context.Context) error {
	took, err := median(50, func(i int) error {
		d := b.planet.poll(b.source(i), b.polls-1)
		for k := range d.Listed {
			d.Listed[k].Item = b.planet.item(b.source(i), listed+(b.polls-1)*fresh-k)
		}
		return b.save(ctx, d)
	})
	report("save a poll of 20 items, all looked up", "%s", took)
	return err
}

// source picks sources from all over the planet.
func (b *bench) source(i int) int { return i * 7919 % b.sources }

func (b *bench) save(ctx context.Context, d article.Delivery) error {
	outcomes, err := b.store.Save(ctx, b.plan, []article.Delivery{d})
	if err == nil {
		err = outcomes[0].Err
	}
	return err
}

// reroute gives every source another category.
func (b *bench) reroute(ctx context.Context) error {
	memory := watchMemory()
	defer memory.stop()
	b.plan = b.planet.plan(1)
	start := time.Now()
	if err := b.store.Use(ctx, b.plan); err != nil {
		return err
	}
	report("index by other categories", "%s", time.Since(start).Round(time.Millisecond))
	report("memory meanwhile", "%s", memory.stop())
	return b.sizes(ctx)
}

// prune takes out a hundredth.
func (b *bench) prune(ctx context.Context) error {
	memory := watchMemory()
	defer memory.stop()
	start := time.Now()
	n, err := b.store.Prune(ctx, b.plan, article.Retention{MaxArticles: b.articles - b.articles/100}, time.Now())
	took := time.Since(start)
	report("prune", "%d articles in %s, %.0f/s", n, took.Round(time.Millisecond), float64(n)/took.Seconds())
	report("memory meanwhile", "%s", memory.stop())
	return err
}

// cycle brings new articles in and takes as many old ones out, again and again.
func (b *bench) cycle(ctx context.Context) error {
	for n := range b.cycles {
		if _, _, err := b.round(ctx, b.articles); err != nil {
			return err
		}
		if _, err := b.store.Prune(ctx, b.plan, article.Retention{MaxArticles: b.articles}, time.Now()); err != nil {
			return err
		}
		if every := max(1, b.cycles/10); (n+1)%every == 0 {
			fmt.Printf("\nafter %d cycles, in which %d articles came and went\n", n+1, (n+1)*b.sources*fresh)
			if err := b.sizes(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// median is the time that the one in the middle took.
func median(n int, do func(i int) error) (time.Duration, error) {
	var all []time.Duration
	for i := range n {
		start := time.Now()
		if err := do(i); err != nil {
			return 0, err
		}
		all = append(all, time.Since(start))
	}
	slices.Sort(all)
	return all[n/2].Round(time.Microsecond), nil
}
