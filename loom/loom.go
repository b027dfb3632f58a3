// Package loom is the cycle: poll the sources that are due, save what they
// brought, publish the feeds that changed; once, or for ever.
//
// What is saved and not yet published is known to the store, so that a cycle
// may end at any point: the next one makes good what is missing.
package loom

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/schedule"
	"feedloom/store"
)

// Store is what the cycle needs of a store.
type Store interface {
	feed.Articles
	Use(store.Router) error
	Save(context.Context, store.Router, []article.Delivery) ([]store.Outcome, error)
	Checkpoints() (map[string]article.Checkpoint, error)
	Seen(source string) (map[article.Hash]bool, error)
	Stale() ([]store.Stale, error)
	MarkStale([]article.Category) error
	Published([]store.Stale) error
	Prune(context.Context, store.Router, store.Retention, time.Time) (int, error)
}

// Poller is what the cycle needs of fetch.
type Poller interface {
	// Poll asks the source for what is new. known says which items, by their
	// hashes, need no second look.
	Poll(ctx context.Context, src article.Source, cp article.Checkpoint, known func(article.Hash) bool) (article.Delivery, error)
	Close()
}

// Source is a source and when it is polled.
type Source struct {
	article.Source
	Schedule schedule.Schedule
}

// Plan is what config.yaml asks of the cycle.
type Plan struct {
	Sources   []Source
	Feeds     *feed.Plan
	Output    *feed.Output
	Poller    Poller
	Retention store.Retention
}

// Close gives back what the plan holds open.
func (p Plan) Close() error {
	p.Poller.Close()
	return p.Output.Close()
}

// Loom weaves what a plan names through a store.
type Loom struct {
	Store Store
	Log   *slog.Logger
}

// Result is what one poll came to.
type Result struct {
	Source article.Source
	store.Outcome
	// Read says that a document was read; without it and without Err, nothing
	// had changed. Listed counts its items, Left those beyond fetch.max_items.
	Read         bool
	Listed, Left int
	Took         time.Duration
	// Failures counts the polls that have failed in a row, this one included.
	Failures int
	// Err says why the poll failed, or why what it brought could not be saved.
	Err error
}

// begin makes the store's index fit the plan, and every feed whose files are
// not all there stale.
func (l *Loom) begin(plan Plan) error {
	if err := l.Store.Use(plan.Feeds); err != nil {
		return err
	}
	held, err := l.Store.Paths()
	if err != nil {
		return err
	}
	missing := plan.Output.Missing(plan.Feeds, append(plan.Feeds.Paths(), held...))
	return l.Store.MarkStale(missing)
}

// publish writes the feeds that are stale. Those stay stale until all of them
// are written.
func (l *Loom) publish(ctx context.Context, plan Plan) (feed.Report, error) {
	stale, err := l.Store.Stale()
	if err != nil || len(stale) == 0 {
		return feed.Report{}, err
	}
	paths := make([]article.Category, len(stale))
	for i, s := range stale {
		paths[i] = s.Path
	}
	report, err := plan.Output.Publish(ctx, plan.Feeds, l.Store, paths)
	if err != nil {
		return report, fmt.Errorf("publish: %w", err)
	}
	return report, l.Store.Published(stale)
}

// prune takes out what the plan does not keep.
func (l *Loom) prune(ctx context.Context, plan Plan) error {
	if plan.Retention == (store.Retention{}) {
		return nil
	}
	n, err := l.Store.Prune(ctx, plan.Feeds, plan.Retention, time.Now())
	if n > 0 {
		l.Log.Info("pruned", "articles", n)
	}
	return err
}

// stopped reports whether an error is that of a cancelled context.
func stopped(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
