// Package loom is the cycle: poll the sources that are due, save what they
// brought, publish the feeds that changed; once, or for ever.
//
// What is saved and not yet published is known to the store, so that a cycle
// may end at any point: the next one makes good what is missing.
package loom

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/fetch"
	"feedloom/internal/fault"
	"feedloom/internal/schedule"
)

// Store is what the cycle needs of a store.
type Store interface {
	feed.Articles
	Use(context.Context, article.Router) error
	Save(context.Context, article.Router, []article.Delivery) ([]article.Outcome, error)
	Checkpoints() (map[string]article.Checkpoint, error)
	Seen(source string) (map[article.Hash]bool, error)
	ClosePages(context.Context, article.Router) error
	Stale() ([]article.Stale, error)
	MarkStale([]article.Category) error
	Published([]article.Stale) error
	Unposted(after uint64, limit int) ([]article.Unposted, error)
	Posted([]article.Unposted) error
	MarkUnposted() error
	Prune(context.Context, article.Router, article.Retention, time.Time) (int, error)
	Expire(article.Showing, time.Time) (next time.Time, err error)
}

// Poller is what the cycle needs of fetch.
type Poller interface {
	// Poll asks the source for what is new. It asks seen, which may wait, when a
	// document has come.
	Poll(ctx context.Context, src article.Source, cp article.Checkpoint, seen fetch.Seen) (article.Delivery, error)
	// Hold keeps the sources of a hold's host from being asked before it is over.
	Hold(article.Hold)
	// Held is the hold in force on a source, its own or its host's.
	Held(article.Source, article.Checkpoint) article.Hold
	Close()
}

// Source is a source and when it is polled.
type Source struct {
	article.Source
	Schedule schedule.Schedule
}

// Plan is what config.yaml asks of the cycle.
type Plan struct {
	Sources []Source
	Feeds   *feed.Plan
	// Folder is the path of the output folder. The cycle opens it when no
	// other has it open: it is for one at a time.
	Folder    string
	Poller    Poller
	Retention article.Retention
	Backups   Backups
	// Tell is told which files have changed after they were published, again
	// where it failed, and at least once; nil where nobody is to be told. Only
	// one call is under way at a time.
	Tell func(context.Context, feed.Changes) error
}

// router says in which feeds an article stands, and that they look as the plan
// says in the plan's folder: in another one they may be older.
func (p Plan) router() article.Router { return router{p.Feeds, p.Folder} }

type router struct {
	*feed.Plan
	folder string
}

// Look is a fingerprint of the plan's and the folder.
func (r router) Look() string { return article.HashOf(r.Plan.Look(), r.folder).String() }

// Loom weaves what a plan names through a store.
type Loom struct {
	Store Store
	// Copier copies the store; it may be nil where no plan asks for backups.
	Copier Copier
	Log    *slog.Logger
}

// Result is what one poll came to.
type Result struct {
	Source article.Source
	article.Outcome
	// Read says that a document was read; without it and without Err, nothing
	// had changed. Listed counts its items, Left those beyond fetch.max_items.
	Read         bool
	Listed, Left int
	// Cut says that the document ended within an item, which was left out.
	Cut bool
	// Unread are the posts of a folder that could not be read, and why.
	Unread []string
	Took   time.Duration
	// Failures counts the polls that have failed in a row, this one included.
	Failures int
	// Held is the wish of the server that kept the source from being polled, or
	// that the poll was answered with; zero for none. Gone says that the server
	// said so: the source is not polled again. Both are no failures.
	Held article.Hold
	Gone bool
	// Refused is since when the server has held the source, which is Held,
	// whenever it was asked, if that is more than a day; else zero.
	Refused time.Time
	// Move is where the feed is asked for in place of its url, if anywhere, and
	// Moved says that this is so since this poll.
	Move  article.Move
	Moved bool
	// Err says why the poll failed, or why what it brought could not be saved.
	// Ours says that this machine is to blame, and not the source: its checkpoint
	// is as it was, so that the next poll brings all of it.
	Err  error
	Ours bool
}

// logError logs an error of the job itself, with what can be done about it.
func (l *Loom) logError(message string, err error, args ...any) {
	args = append([]any{"err", err}, args...)
	if do := fault.Advice(err); do != "" {
		args = append(args, "do", do)
	}
	l.Log.Error(message, args...)
}

// prune takes out what the plan does not keep, and says how much that was.
func (l *Loom) prune(ctx context.Context, plan Plan) (int, error) {
	if plan.Retention.KeepsAll() {
		return 0, nil
	}
	n, err := l.Store.Prune(ctx, plan.router(), plan.Retention, time.Now())
	if n > 0 {
		l.Log.Info("pruned", "articles", n)
	}
	return n, err
}

// stopped reports whether an error is that of a cancelled context.
func stopped(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
