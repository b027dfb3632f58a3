package fetch

import (
	"context"
	"net/http"
	"runtime"
	"time"

	"feedloom/article"
)

// Poller polls sources. It is safe for use by several goroutines at once, and
// is one for all sources: its bounds are those of them together.
type Poller struct {
	options   Options
	client    *http.Client
	transport *http.Transport
	places    *places
	budget    *budget
	// desks are the places to read at, one a processor: a document that is
	// hard to read shares its time with no network.
	desks chan struct{}
}

// New makes a Poller. Zero options have their defaults.
func New(o Options) *Poller {
	o = o.withDefaults()
	t := newTransport(o)
	return &Poller{
		options:   o,
		transport: t,
		client:    &http.Client{Transport: t, CheckRedirect: redirects(o.MaxRedirects)},
		places:    newPlaces(o.Concurrency, o.PerHost),
		budget:    newBudget(o.MaxInFlight, o.MaxBody, o.Concurrency),
		desks:     make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
}

// Close closes the connections that are kept for later polls.
func (p *Poller) Close() { p.transport.CloseIdleConnections() }

// answer is what one exchange brought.
type answer struct {
	document  Document
	unchanged bool // it is what the checkpoint knows: no document
	// etag and modified are the validators to ask with the next time.
	etag, modified string
}

// Poll asks the source once. The items whose hash is known come without their
// content: nothing of them changed. The delivery's checkpoint is what to ask
// with the next time; it is there also when the error is a *Failure, which
// says what is wrong with the source. When ctx ends the error is ctx's and the
// checkpoint as it was.
func (p *Poller) Poll(ctx context.Context, src article.Source, cp article.Checkpoint, known func(article.Hash) bool) (article.Delivery, error) {
	d := article.Delivery{Source: src.ID, At: time.Now().UTC().Round(0), Checkpoint: cp}
	leave, err := p.places.enter(ctx, hostOf(src.URL))
	if err != nil {
		return d, err
	}
	defer leave()
	d.At = time.Now().UTC().Round(0)
	asked := cp
	if cp.URL != src.URL {
		asked.URL, asked.ETag, asked.LastModified, asked.Body = src.URL, "", "", 0
	}
	err = p.poll(ctx, &d, asked, known)
	if ctx.Err() != nil {
		return article.Delivery{Source: src.ID, At: d.At, Checkpoint: cp}, ctx.Err()
	}
	if err != nil {
		f := explain(err).hiding(src)
		return article.Delivery{Source: src.ID, At: d.At, Checkpoint: failed(cp, d.At, f)}, f
	}
	return d, nil
}

// poll fills the delivery, within the time of one watch.
func (p *Poller) poll(ctx context.Context, d *article.Delivery, asked article.Checkpoint, known func(article.Hash) bool) error {
	ctx, watch := startWatch(ctx, p.options.Timeout)
	defer watch.stop()
	share := p.budget.share(watch)
	defer share.release()
	a, err := kindOf(asked.URL).bring(p, ctx, asked, share)
	if err != nil {
		return timedOut(ctx, err)
	}
	d.Checkpoint = reached(asked, d.At, a)
	if a.unchanged || asked.Body != 0 && d.Checkpoint.Body == asked.Body {
		return nil
	}
	r, err := p.read(ctx, watch, a.document, known)
	if err != nil {
		return timedOut(ctx, err)
	}
	d.Profile, d.Listed, d.Left, d.Read = &r.Profile, r.Listed, r.Left, true
	return nil
}

// read reads the document at a desk of its own, for which it waits outside of
// its time.
func (p *Poller) read(ctx context.Context, watch *stopwatch, doc Document, known func(article.Hash) bool) (Reading, error) {
	watch.pause()
	err := take(ctx, p.desks)
	watch.resume()
	if err != nil {
		return Reading{}, err
	}
	defer func() { <-p.desks }()
	return Read(ctx, doc, p.options, known)
}

// reached is the checkpoint after a good poll.
func reached(cp article.Checkpoint, at time.Time, a answer) article.Checkpoint {
	cp.Polled = at
	cp.Failures, cp.Failing, cp.Error = 0, time.Time{}, ""
	cp.ETag, cp.LastModified = a.etag, a.modified
	if !a.unchanged {
		cp.Body = article.HashOf(string(a.document.Body))
	}
	return cp
}

// failed is the checkpoint after a poll that failed: what was known of the
// document stays.
func failed(cp article.Checkpoint, at time.Time, f *Failure) article.Checkpoint {
	cp.Polled = at
	cp.Failures++
	if cp.Failing.IsZero() {
		cp.Failing = at
	}
	cp.Error = f.Error()
	return cp
}
