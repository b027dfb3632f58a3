package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"feedloom/article"
	"feedloom/internal/config"
	"feedloom/loom"
	"feedloom/store"
)

// trial is a config that is tried on a copy of the store: nothing that is stored
// or published changes by it.
type trial struct {
	cfg   *config.Config
	store *store.Store // the copy
	loom  loom.Loom
	plan  loom.Plan
	paths []article.Category // of all feeds
}

// trying are the flags of the commands that try a config.
type trying struct {
	backup string
	json   bool
	all    bool
	limit  int
}

func (t *trying) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.backup, "backup", "", "take the articles from a backup, this `file`, while a daemon has the store")
	cmd.Flags().BoolVar(&t.json, "json", false, "print JSON, with all articles")
	cmd.Flags().BoolVar(&t.all, "all", false, "list all articles")
	cmd.Flags().IntVar(&t.limit, "limit", 10, "list so many articles of a feed")
}

// most is how many articles are listed of a feed.
func (t *trying) most() int {
	if t.all {
		return int(^uint(0) >> 1)
	}
	return max(0, t.limit)
}

// largeStore is from which size on, in bytes, it is said that a store is copied.
const largeStore = 200 << 20

// try tries the config on a copy of the store.
func (a *app) try(ctx context.Context, t trying, do func(trial) error) (err error) {
	cfg, err := a.loadConfig()
	if err != nil {
		return err
	}
	if t.backup != "" {
		if _, err := os.Stat(t.backup); err != nil {
			return fmt.Errorf("--backup: %w", err)
		}
	}
	cfg.Site.Posts = nil // their folders are not below the one that is tried
	p := a.progress(t.json)
	s, err := store.OpenCopy(ctx, cmp.Or(t.backup, cfg.Store), storeOptions(cfg, sometimes(p.indexing)), func(size int64) {
		if size >= largeStore {
			fmt.Fprintf(a.stderr, "copying the store, to change nothing in it: %s\n", bytesOf(size))
		}
	})
	if err != nil {
		return withBackup(cfg, heldStore(cfg, err))
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	tr := trial{cfg: cfg, store: s, loom: loom.Loom{Store: s, Log: a.quietLog()}, plan: planOf(cfg)}
	tr.plan.Tell = nil
	if err := tr.loom.Index(ctx, tr.plan); err != nil {
		return err
	}
	held, err := s.Paths(tr.plan.Feeds.Least)
	if err != nil {
		return err
	}
	tr.paths = append(tr.plan.Feeds.Paths(), held...)
	return do(tr)
}

// heldStore says what else there is to look at.
func heldStore(cfg *config.Config, err error) error {
	if !errors.Is(err, store.ErrInUse) {
		return err
	}
	file := "FILE"
	if newest, _ := backupsOf(cfg).Newest(); newest != "" {
		file = newest
	}
	return fmt.Errorf("%w; or look at what a backup makes of it: --backup %s", err, file)
}

// rehearse says what would become of what is published: of what would change, and
// of these feeds in any case.
func (t trial) rehearse(ctx context.Context, also []article.Category) (*outlook, error) {
	o := newOutlook(t.plan.Feeds, t.paths)
	var err error
	o.pruned, err = t.loom.Rehearse(ctx, t.plan, loom.Rehearsal{Feeds: also, Tell: o.look})
	return o, err
}

// ink colours text on a terminal.
type ink bool

func (a *app) ink() ink { return ink(onTerminal(a.stdout) && os.Getenv("NO_COLOR") == "") }

func (on ink) paint(code, s string) string {
	if !on {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (on ink) green(s string) string  { return on.paint("32", s) }
func (on ink) red(s string) string    { return on.paint("31", s) }
func (on ink) yellow(s string) string { return on.paint("33", s) }
func (on ink) bold(s string) string   { return on.paint("1", s) }
