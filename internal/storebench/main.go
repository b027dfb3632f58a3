// Storebench builds a store of made-up sources and articles through the
// interface that the cycle uses, and says what it costs: bytes on disk, memory,
// and the time of what is done with it.
//
//	go run ./internal/storebench -sources 10000 -articles 1000000
//
// It does the same for a hundredth of it first, to compare with. -cycles says
// how many cycles of new articles in and old ones out follow, during which the
// number of articles stays. docs/store.md has what came of it.
//
// The articles are of the size that -html says, in words that compress as those
// of blogs do (prose.go). Each source is read 20 items at first, then with two
// new ones a day; as many sources are saved in one transaction as the cycle does.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	var o options
	flag.IntVar(&o.sources, "sources", 10000, "how many sources")
	flag.IntVar(&o.articles, "articles", 1000000, "how many articles, at least 20 a source")
	flag.IntVar(&o.html, "html", 4200, "bytes of HTML an article")
	flag.IntVar(&o.categories, "categories", 300, "leaves of a tree of three levels")
	flag.IntVar(&o.cycles, "cycles", 0, "cycles of new articles in, old ones out, after the rest")
	flag.BoolVar(&o.build, "build", false, "build the stores and measure no more than that")
	dir := flag.String("dir", "", "the `folder` for the stores, which are kept; those that are there are not built again")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "storebench:", err)
		os.Exit(1)
	}
}

type options struct {
	sources, articles, html, categories, cycles int
	build                                       bool
}

// run measures a hundredth, then all.
func run(ctx context.Context, o options, dir string) (err error) {
	if dir == "" {
		if dir, err = os.MkdirTemp("", "storebench"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	small := o
	small.sources, small.articles, small.categories, small.cycles = max(1, o.sources/100), o.articles/100, max(1, o.categories/100), 0
	for _, one := range []options{small, o} {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", one.articles))
		if err := measure(ctx, one, path, filepath.Join(dir, "public")); err != nil {
			return err
		}
	}
	return nil
}
