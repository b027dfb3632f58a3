package loom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"feedloom/article"
	"feedloom/feed"
)

// Once says how Loom.Once goes about it. The zero value polls what is due.
type Once struct {
	// All polls every source, due or not, save those that are gone. One that is
	// held is not asked, and its result says so.
	All bool
	// Begin is told how many sources will be polled, Done each result as it
	// is saved; both may be nil.
	Begin func(sources int)
	Done  func(Result)
}

// Summary is what a cycle came to.
type Summary struct {
	Results []Result // in the order in which they were saved
	// NotDue counts the sources that were not polled; Held and Gone are those
	// of them that are left alone at their servers' wish, for now and for good.
	NotDue     int
	Held, Gone []article.Source
	// Ailing counts the sources that failed when they were last polled and are
	// not due yet.
	Ailing int
	// Refused counts the sources, polled now or not, that their servers have
	// held for more than a day whenever they were asked. They have not failed,
	// and need a look all the same.
	Refused int
	// Pruned counts the articles that the plan does not keep any more.
	Pruned int
	// Published says that the cycle got as far as that, and that it was done:
	// Report says how.
	Published bool
	Report    feed.Report
	// Told are the files of which the plan's Tell was told.
	Told feed.Changes
	// Backup is the file of the backup that was due and taken; empty for none.
	Backup string
}

// Failed counts the sources that failed.
func (s Summary) Failed() int {
	n := 0
	for _, r := range s.Results {
		if r.Err != nil {
			n++
		}
	}
	return n
}

// Once polls the sources that are due, saves what they brought, publishes what
// changed by it, and what a cycle before has left unpublished. A source that
// fails is a result; the error says that the job itself could not be done. At
// the end it takes a backup where one is due: there may be no daemon for that.
// When ctx ends, what has come in is saved and the rest left for next time.
func (l *Loom) Once(ctx context.Context, plan Plan, o Once) (summary Summary, err error) {
	defer plan.Poller.Close()
	p := publisher{store: l.Store, plan: plan}
	defer func() { err = errors.Join(err, p.close()) }()
	// Before the polls: what cannot be published need not be polled, and what
	// is saved is routed as the plan says.
	if err := errors.Join(l.Store.Use(ctx, plan.router()), p.open(), p.openPosts()); err != nil {
		return Summary{}, err
	}
	summary, err = l.pollAll(ctx, plan, o)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return summary, fmt.Errorf("stopped before publishing; what was saved is published next time: %w", err)
	}
	if summary.Pruned, err = l.prune(ctx, plan); err != nil {
		return summary, err
	}
	if summary.Report, err = p.publish(ctx); stopped(err) {
		return summary, err
	}
	summary.Published = err == nil
	// What could not be published is no reason to keep quiet about the rest, nor
	// against a backup.
	var untold, failed error
	if summary.Told, untold = p.tell(ctx); stopped(untold) {
		return summary, errors.Join(err, untold)
	}
	summary.Backup, failed = l.backUp(ctx, plan.Backups)
	return summary, errors.Join(err, untold, failed, summary.undone())
}

// undone says how many sources this machine could not poll or save, and why it
// could not the first of them.
func (s Summary) undone() error {
	n, first := 0, error(nil)
	for _, r := range s.Results {
		if r.Ours {
			n++
			first = cmp.Or(first, r.Err)
		}
	}
	if n == 0 {
		return nil
	}
	return fmt.Errorf("not polled or not saved, and left for the next run: %d of %d sources: %w", n, len(s.Results), first)
}

// pollAll polls the sources that are due and saves what they brought.
func (l *Loom) pollAll(ctx context.Context, plan Plan, o Once) (Summary, error) {
	due, summary, err := l.due(plan, o.All)
	if err != nil {
		return Summary{}, err
	}
	if o.Begin != nil {
		o.Begin(len(due))
	}
	polling, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := writer{
		store:  l.Store,
		router: plan.router(),
		done: func(_ polled, r Result) {
			summary.Results = append(summary.Results, r)
			if !r.Refused.IsZero() {
				summary.Refused++
			}
			if o.Done != nil {
				o.Done(r)
			}
		},
		failed: func(err error) { cancel(err) }, // the next will fail as well
	}
	// What has arrived is saved even when ctx ends.
	w.drain(lingering(ctx), l.pollEach(polling, plan, due), nil)
	if err := context.Cause(polling); err != nil {
		return summary, err
	}
	return summary, nil
}

// dueSource is a source to poll, and what is known of it.
type dueSource struct {
	Source
	checkpoint article.Checkpoint
}

// due lists the sources to poll now, and counts the others.
func (l *Loom) due(plan Plan, all bool) (due []dueSource, others Summary, err error) {
	checkpoints, err := l.Store.Checkpoints()
	if err != nil {
		return nil, Summary{}, err
	}
	now := time.Now()
	holdAll(plan.Poller, checkpoints)
	for _, src := range plan.Sources {
		cp := checkpoints[src.ID]
		next := src.Schedule.InRuns().Due(src.Source, cp, now)
		gone := next.IsZero()
		held := !plan.Poller.Held(src.Source, cp).Until.IsZero()
		if !gone && (all || !held && !next.After(now)) {
			due = append(due, dueSource{src, cp})
			continue
		}
		others.NotDue++
		if !gone && cp.Of(src.Source).Hold.Lasting() {
			others.Refused++
		}
		switch {
		case gone:
			others.Gone = append(others.Gone, src.Source)
		case held:
			others.Held = append(others.Held, src.Source)
		case cp.Failures > 0:
			others.Ailing++
		}
	}
	return due, others, nil
}

// pollEach polls the sources at once, as far as the poller lets them, and
// closes the channel after the last.
func (l *Loom) pollEach(ctx context.Context, plan Plan, due []dueSource) <-chan polled {
	out := make(chan polled)
	each := l.newPolls(plan)
	go func() {
		defer close(out)
		var polls sync.WaitGroup
		lanes := make(chan struct{}, maxLanes)
		for _, d := range due {
			lanes <- struct{}{}
			polls.Go(func() {
				out <- each.poll(ctx, d.Source, d.checkpoint)
				<-lanes
			})
		}
		polls.Wait()
	}()
	return out
}
