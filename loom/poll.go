package loom

import (
	"context"
	"errors"
	"sync"
	"time"

	"feedloom/article"
	"feedloom/fetch"
)

// maxLanes bounds how many polls wait for their turn at once. It is far more
// than are let through together, so that many sources of one slow host do not
// keep the others waiting.
const maxLanes = 1024

// maxInHand is how many documents may be read and not yet saved: memory holds
// these, and never a cycle's articles.
const maxInHand = 32

// polled is one poll on its way to the writer.
type polled struct {
	source   Source
	before   article.Checkpoint
	delivery article.Delivery
	took     time.Duration
	err      error
	// cancelled says that the poll was given up, and is none. The error alone
	// can't say it: a source that does not answer ends in a deadline, too.
	cancelled bool
	// fault says that the error is this machine's. Nothing of the poll is saved.
	fault bool
	// saved is called when the delivery need not be kept any more.
	saved func()
}

// polls are the polls of one plan on their way to the writer.
type polls struct {
	loom   *Loom
	poller Poller
	inHand chan struct{} // a place for each document that is not saved yet
}

func (l *Loom) newPolls(plan Plan) polls {
	return polls{l, plan.Poller, make(chan struct{}, maxInHand)}
}

// poll asks one source for what is new. A document takes a place in hand, which
// saved gives back; one that could not be read does not keep it.
func (ps polls) poll(ctx context.Context, src Source, cp article.Checkpoint) polled {
	begun, holds := time.Now(), false
	d, err := ps.poller.Poll(ctx, src.Source, cp, func(ctx context.Context) (func(article.Hash) bool, error) {
		select {
		case ps.inHand <- struct{}{}:
			holds = true
			return ps.loom.known(src.Source), nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	})
	if d.Held.Until.IsZero() {
		d.Checkpoint = src.Schedule.Learn(cp, d)
	}
	p := polled{source: src, before: cp, delivery: d, took: time.Since(begun), err: err, cancelled: err != nil && ctx.Err() != nil}
	_, p.fault = errors.AsType[*fetch.Fault](err)
	p.saved = func() {}
	switch {
	case holds && d.Read:
		p.saved = sync.OnceFunc(func() { <-ps.inHand })
	case holds:
		<-ps.inHand
	}
	return p
}

// known looks up which items the source listed last.
func (l *Loom) known(src article.Source) func(article.Hash) bool {
	seen, err := l.Store.Seen(src.ID)
	if err != nil {
		// Every item is then looked at again, which loses nothing.
		l.Log.Error("read the items listed last", "source", src.Label(), "err", err)
	}
	return func(h article.Hash) bool { return seen[h] }
}

// result is what the poll came to, before it is saved.
func (p polled) result() Result {
	r := Result{
		Source:   p.source.Source,
		Read:     p.delivery.Read,
		Listed:   len(p.delivery.Listed),
		Left:     p.delivery.Left,
		Cut:      p.delivery.Cut,
		Unread:   p.delivery.Unread,
		Took:     p.took,
		Failures: p.delivery.Checkpoint.Failures,
		Held:     p.delivery.Held,
		Gone:     p.delivery.Checkpoint.Gone,
		Err:      p.err,
		Ours:     p.fault,
	}
	if h := p.delivery.Checkpoint.Hold; h.Lasting() && !r.Held.Until.IsZero() {
		r.Refused = h.Since
	}
	if m := p.delivery.Checkpoint.Move; m.Sure() {
		r.Move = m
		r.Moved = !p.before.Move.Sure() || p.before.Move.To != m.To
	}
	return r
}
