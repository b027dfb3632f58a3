package loom

import (
	"context"
	"time"

	"feedloom/article"
)

// maxLanes bounds how many polls wait for their turn at once. It is far more
// than are let through together, so that many sources of one slow host do not
// keep the others waiting.
const maxLanes = 1024

// polled is one poll on its way to the writer.
type polled struct {
	source   Source
	delivery article.Delivery
	took     time.Duration
	err      error
	// cancelled says that the poll was given up, and is none. The error alone
	// can't say it: a source that does not answer ends in a deadline, too.
	cancelled bool
}

// poll asks one source for what is new.
func (l *Loom) poll(ctx context.Context, poller Poller, src Source, cp article.Checkpoint) polled {
	begun := time.Now()
	d, err := poller.Poll(ctx, src.Source, cp, l.known(src.Source))
	d.Checkpoint.Interval = src.Schedule.Adapt(d.Checkpoint, brings(d))
	return polled{src, d, time.Since(begun), err, err != nil && ctx.Err() != nil}
}

// brings reports whether a delivery has an item that is new or changed.
func brings(d article.Delivery) bool {
	for _, l := range d.Listed {
		if l.Item != nil {
			return true
		}
	}
	return false
}

// known looks up which items the source listed last, when it is first asked:
// a poll that brings nothing never asks.
func (l *Loom) known(src article.Source) func(article.Hash) bool {
	var seen map[article.Hash]bool
	return func(h article.Hash) bool {
		if seen == nil {
			var err error
			if seen, err = l.Store.Seen(src.ID); err != nil {
				// Every item is then looked at again, which loses nothing.
				l.Log.Error("read the items listed last", "source", src.Label(), "err", err)
				seen = map[article.Hash]bool{}
			}
		}
		return seen[h]
	}
}

// result is what the poll came to, before it is saved.
func (p polled) result() Result {
	return Result{
		Source:   p.source.Source,
		Read:     p.delivery.Read,
		Listed:   len(p.delivery.Listed),
		Left:     p.delivery.Left,
		Took:     p.took,
		Failures: p.delivery.Checkpoint.Failures,
		Err:      p.err,
	}
}
