package loom

import (
	"context"
	"errors"
	"fmt"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/fault"
)

// publisher writes what is stale, for one plan. It opens the output folder
// when it first needs it, so that a folder that is out of reach for a while is
// only that.
type publisher struct {
	store  Store
	plan   Plan
	output *feed.Output
	posts  *feed.Posts
	// expires is when the next article gets too old for a feed; zero for none.
	expires time.Time
	// rehearse is told of each file in place of writing it; nil to write.
	rehearse func(feed.Change) error
}

// Index makes the store's index fit the plan, as each cycle does first.
func (l *Loom) Index(ctx context.Context, plan Plan) error { return l.Store.Use(ctx, plan.router()) }

// Publish writes the feeds that are stale, tells that, and polls nothing. The error
// is ErrNotTold where no more than that failed.
func (l *Loom) Publish(ctx context.Context, plan Plan) (report feed.Report, err error) {
	defer plan.Poller.Close()
	p := publisher{store: l.Store, plan: plan}
	defer func() { err = errors.Join(err, p.close()) }()
	if report, err = p.publish(ctx); err == nil {
		_, err = p.tell(ctx)
	}
	return report, err
}

// publish makes the store's index fit the plan and writes the feeds and the posts that
// are stale, by news or by age. Those that could not be written stay stale.
func (p *publisher) publish(ctx context.Context) (feed.Report, error) {
	if err := p.store.Use(ctx, p.plan.router()); err != nil {
		return feed.Report{}, err
	}
	report, err := p.publishFeeds(ctx)
	if stopped(err) || p.output == nil {
		return report, err
	}
	posts, failed := p.publishPosts(ctx)
	return report.And(posts), errors.Join(err, failed)
}

func (p *publisher) publishFeeds(ctx context.Context) (feed.Report, error) {
	if err := p.open(); err != nil {
		return feed.Report{}, err
	}
	if err := p.store.ClosePages(ctx, p.plan.router()); err != nil {
		return feed.Report{}, err
	}
	now := time.Now()
	if err := p.expire(now); err != nil {
		return feed.Report{}, err
	}
	stale, err := p.store.Stale()
	if err != nil || len(stale) == 0 {
		return feed.Report{}, err
	}
	paths := make([]article.Category, len(stale))
	for i, s := range stale {
		paths[i] = s.Path
	}
	report, err := p.output.Publish(ctx, p.plan.Feeds.At(now), p.store, paths)
	if err != nil && !stopped(err) {
		// The next time begins with the folder as it is then.
		err = errors.Join(fmt.Errorf("publish to %s: %w", p.plan.Folder, err), p.close())
	}
	return report, errors.Join(err, p.store.Published(without(stale, report.Failed)))
}

// expire makes those feeds stale that show an article which is too old now.
func (p *publisher) expire(now time.Time) (err error) {
	if p.plan.Feeds.Ages() {
		p.expires, err = p.store.Expire(p.plan.Feeds, now)
	}
	return err
}

// open opens the output folder and marks the feeds stale whose files are not
// all there as they were written.
func (p *publisher) open() error {
	if p.output != nil && p.output.InPlace() {
		return nil
	}
	if err := p.close(); err != nil {
		return err
	}
	output, err := p.openFolder()
	if err != nil {
		if fault.Advice(err) != "" {
			return err // which says more than can be said here
		}
		return fmt.Errorf("%w; make it a folder that can be written to, or name another one as site.output", err)
	}
	held, err := p.store.Paths(p.plan.Feeds.Least)
	if err == nil {
		err = output.KeepPending(p.plan.Tell != nil)
	}
	if err == nil {
		damaged := output.Damaged(p.plan.Feeds, append(p.plan.Feeds.Paths(), held...))
		err = p.store.MarkStale(damaged)
	}
	if err != nil {
		return errors.Join(err, output.Close())
	}
	p.output = output
	return nil
}

func (p *publisher) openFolder() (*feed.Output, error) {
	if p.rehearse != nil {
		return feed.Rehearse(p.plan.Folder, p.rehearse)
	}
	return feed.OpenOutput(p.plan.Folder)
}

func (p *publisher) close() error {
	err := p.closePosts()
	if p.output == nil {
		return err
	}
	output := p.output
	p.output = nil
	return errors.Join(err, output.Close())
}

// without are the stale feeds that are not among those paths.
func without(stale []article.Stale, paths []article.Category) []article.Stale {
	failed := make(map[string]bool, len(paths))
	for _, c := range paths {
		failed[c.ID()] = true
	}
	var done []article.Stale
	for _, s := range stale {
		if !failed[s.Path.ID()] {
			done = append(done, s)
		}
	}
	return done
}
