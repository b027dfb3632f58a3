package loom

import (
	"context"
	"time"

	"feedloom/article"
)

// maxBatch is how many documents are saved in one transaction, maxFresh how many
// items of them that are new or changed are enough for one: each touches a few
// pages of the store, which memory holds until then. maxQuiet is how many polls
// that brought nothing wait for one that brought something.
const (
	maxBatch = 50
	maxFresh = 400
	maxQuiet = 1000
)

// writer saves what polls brought, several polls in one transaction: what has
// come in while the last commit ran goes into the next.
type writer struct {
	store  Store
	router article.Router
	// done is told what became of each poll: of one that brought a document
	// when that is saved, of any other at once.
	done func(polled, Result)
	// failed is told when nothing of a batch could be saved. The batch is gone
	// then, and no harm is done: the checkpoints have not moved, so that the
	// next polls bring the same again.
	failed func(error)

	batch []polled
	loud  int // how many of the batch brought a document
	fresh int // and how many items that are new or changed
}

// drain takes polls until there are no more. A document is saved as soon as no
// other poll is waiting, what brought none with the next document or tick.
func (w *writer) drain(ctx context.Context, in <-chan polled, tick <-chan time.Time) {
	for {
		p, open, waiting := next(in)
		if !waiting {
			if w.loud > 0 {
				w.flush(ctx)
			}
			select {
			case p, open = <-in:
			case <-tick:
				w.flush(ctx)
				continue
			}
		}
		if !open {
			w.flush(ctx)
			return
		}
		w.take(ctx, p)
	}
}

// next receives without waiting; waiting reports whether there was something.
func next(in <-chan polled) (p polled, open, waiting bool) {
	select {
	case p, open = <-in:
		return p, open, true
	default:
		return polled{}, true, false
	}
}

// linger is how long what has come in may still be saved after the end was
// called for. What can't be is asked for again at the next start.
const linger = 3 * time.Second

// lingering ends that long after ctx.
func lingering(ctx context.Context) context.Context {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, func() { time.AfterFunc(linger, cancel) })
	return longer
}

// take adds a poll to the batch, and saves the batch when it is full. A poll
// that was cancelled, or that this machine could not make, is none.
func (w *writer) take(ctx context.Context, p polled) {
	if p.cancelled {
		p.saved()
		return
	}
	if p.fault {
		p.saved()
		w.done(p, p.result())
		return
	}
	w.batch = append(w.batch, p)
	if p.delivery.Read {
		w.loud++
		w.fresh += fresh(p.delivery)
	} else {
		w.done(p, p.result())
	}
	if w.loud >= maxBatch || w.fresh >= maxFresh || len(w.batch) >= maxQuiet {
		w.flush(ctx)
	}
}

// fresh counts the items of a document that are new or changed.
func fresh(d article.Delivery) (n int) {
	for _, l := range d.Listed {
		if l.Item != nil {
			n++
		}
	}
	return n
}

// flush saves the batch.
func (w *writer) flush(ctx context.Context) {
	if len(w.batch) == 0 {
		return
	}
	batch := w.batch
	w.batch, w.loud, w.fresh = nil, 0, 0
	deliveries := make([]article.Delivery, len(batch))
	for i, p := range batch {
		deliveries[i] = p.delivery
	}
	outcomes, err := w.store.Save(ctx, w.router, deliveries)
	if err != nil {
		w.failed(err)
	}
	for i, p := range batch {
		p.saved()
		if !p.delivery.Read {
			continue
		}
		r := p.result()
		if r.Err = err; err == nil {
			r.Outcome = outcomes[i]
			r.Err = r.Outcome.Err
		}
		r.Ours = r.Err != nil
		w.done(p, r)
	}
}
