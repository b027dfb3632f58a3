package loom

import (
	"context"
	"errors"

	"feedloom/article"
	"feedloom/feed"
)

// Rehearsal says what a run by a plan would do that polls nothing.
type Rehearsal struct {
	// Feeds are those to look at as well although nothing has changed in them.
	Feeds []article.Category
	// Tell is told what would become of each file. The bytes are good until it
	// returns.
	Tell func(feed.Change) error
}

// Rehearse says what publishing by the plan would do, and does nothing to the
// output folder. The store is changed as by a run: give the Loom a copy. It says
// how many articles the plan does not keep.
func (l *Loom) Rehearse(ctx context.Context, plan Plan, r Rehearsal) (pruned int, err error) {
	defer plan.Poller.Close()
	plan.Tell = nil
	p := publisher{store: l.Store, plan: plan, rehearse: r.Tell}
	defer func() { err = errors.Join(err, p.close()) }()
	if pruned, err = l.indexAndPrune(ctx, plan); err != nil {
		return pruned, err
	}
	if err := l.Store.MarkStale(r.Feeds); err != nil {
		return pruned, err
	}
	_, err = p.publish(ctx)
	return pruned, err
}

// PublishAll does what a run by the plan would do that polls nothing, and tells
// nobody.
func (l *Loom) PublishAll(ctx context.Context, plan Plan) (feed.Report, error) {
	plan.Tell = nil
	if _, err := l.indexAndPrune(ctx, plan); err != nil {
		plan.Poller.Close()
		return feed.Report{}, err
	}
	return l.Publish(ctx, plan)
}

func (l *Loom) indexAndPrune(ctx context.Context, plan Plan) (pruned int, err error) {
	if err := l.Index(ctx, plan); err != nil {
		return 0, err
	}
	return l.prune(ctx, plan)
}
