package fetch

import (
	"context"
	"runtime"
	"slices"
	"time"

	"feedloom/article"
)

// Poller polls sources. It is safe for use by several goroutines at once, and
// is one for all sources: its bounds are those of them together.
type Poller struct {
	options Options
	ways    *ways
	places  *places
	budget  *budget
	holds   holds
	// desks are the places to read at, one a processor: a document that is
	// hard to read shares its time with no network.
	desks chan struct{}
}

// New makes a Poller. Zero options have their defaults.
func New(o Options) *Poller {
	o = o.withDefaults()
	return &Poller{
		options: o,
		ways:    newWays(o),
		places:  newPlaces(o.Concurrency, o.PerHost),
		budget:  newBudget(o.MaxInFlight, o.MaxBody, o.Concurrency),
		holds:   holds{scopes: o.Holds},
		desks:   make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
}

// Close closes the connections that are kept for later polls.
func (p *Poller) Close() { p.ways.close() }

// Held is the hold in force on the source, its own or its host's; zero for none.
func (p *Poller) Held(src article.Source, cp article.Checkpoint) article.Hold {
	now := time.Now()
	cp = cp.Of(src)
	if cp.Hold.InForce(now) {
		return cp.Hold
	}
	return p.holds.on(serverOf(firstAddress(src, cp.Move)), now)
}

// answer is what one exchange brought.
type answer struct {
	document  Document
	unchanged bool // it is what the checkpoint knows: no document
	// etag and modified are the validators to ask with the next time, and
	// answered is whom.
	etag, modified string
	answered       article.Hash
	fresh          time.Time
	page           *page  // the document is this, and no feed
	left           bool   // redirects led to another server
	moved          string // where permanent redirects led
	where          string // how a line begins about what is wrong with the document
	move           article.Move
}

// Hold keeps the sources of the hold's host or domain from being asked before
// it is over, as Poll does by itself where an answer asks for it.
func (p *Poller) Hold(h article.Hold) { p.holds.add(h, time.Now()) }

// Poll asks the source once. The items whose hash is known come without their
// content: nothing of them changed. The delivery's checkpoint is what to ask
// with the next time; it is there also when the error is a *Failure, which
// says what is wrong with the source. When ctx ends the error is ctx's, when this
// machine could not poll it is a *Fault, and the checkpoint is as it was. A source whose server wishes to be left alone has not
// failed: the delivery's Held says so; nor has one that is gone, which the
// checkpoint says.
//
// seen is asked when a document has come that must be read: for the hashes that
// are known, and for leave to read it, since it may wait. That is no part of
// the poll's time. nil knows nothing and waits for nothing.
func (p *Poller) Poll(ctx context.Context, src article.Source, cp article.Checkpoint, seen Seen) (article.Delivery, error) {
	d := article.Delivery{Source: src.ID, URL: src.URL, At: time.Now().UTC().Round(0), Checkpoint: cp}
	asked := cp.Of(src)
	if d.Held = p.Held(src, cp); !d.Held.Until.IsZero() {
		return d, nil
	}
	leave, err := p.places.enter(ctx, hostOf(firstAddress(src, asked.Move)))
	if err != nil {
		return d, err
	}
	defer leave()
	d.At = time.Now().UTC().Round(0)
	bare := d
	err = p.poll(ctx, &d, src, asked, seen)
	switch {
	case ctx.Err() != nil:
		return bare, ctx.Err()
	case err != nil:
		return ending(bare, src, asked, err)
	}
	return d, nil
}

// poll fills the delivery, within the time of one watch.
func (p *Poller) poll(ctx context.Context, d *article.Delivery, src article.Source, asked article.Checkpoint, seen Seen) error {
	limit, key := p.options.Timeout, "fetch.timeout"
	if src.Access.Timeout > 0 {
		limit, key = src.Access.Timeout, "timeout of this source"
	}
	ctx, watch := startWatch(ctx, limit, key)
	defer watch.stop()
	share := p.budget.share(watch)
	defer share.release()
	a, err := p.bring(ctx, errand{src: src, asked: asked, share: share, guest: newGuest(p.ways, src, asked)})
	if err != nil {
		return timedOut(ctx, err)
	}
	a.document.Base = publicBase(src, a.document.Base)
	discreet := discreetAbout(src)
	if discreet.shows(a.etag + a.modified) {
		a.etag, a.modified = "", ""
	}
	d.Checkpoint = reached(asked, d.At, a)
	if a.unchanged || asked.Body != 0 && d.Checkpoint.Body == asked.Body {
		return nil
	}
	r, err := p.read(ctx, watch, a.document, seen)
	if err != nil {
		return timedOut(ctx, at(a.where, err))
	}
	discreet.reading(&r)
	r.Listed = slices.DeleteFunc(r.Listed, func(l article.Listed) bool { return l.Item != nil && l.Item.Blank() })
	d.Profile, d.Listed, d.Left, d.Read = &r.Profile, r.Listed, r.Left, true
	d.Checkpoint.Advice, d.Dates, d.Cut, d.Unread = r.Advice, r.Dates, r.Cut, r.Unread
	if r.Cut || len(r.Unread) > 0 { // ask for all of it the next time, and soon: what has no end is not fresh (RFC 9111, section 3.3)
		d.Checkpoint.ETag, d.Checkpoint.LastModified, d.Checkpoint.Body, d.Checkpoint.Fresh = "", "", 0, time.Time{}
	}
	return nil
}

// read reads the document at a desk of its own. Waiting for leave and for the
// desk is outside of its time.
func (p *Poller) read(ctx context.Context, watch *stopwatch, doc Document, seen Seen) (Reading, error) {
	watch.pause()
	known, err := seen.ask(ctx)
	if err == nil {
		err = take(ctx, p.desks)
	}
	watch.resume()
	if err != nil {
		return Reading{}, err
	}
	defer func() { <-p.desks }()
	return Read(ctx, doc, p.options, known)
}

// Seen gives leave to read a document and says which of its items, by their
// hashes, need no second look.
type Seen func(context.Context) (known func(article.Hash) bool, err error)

func (s Seen) ask(ctx context.Context) (func(article.Hash) bool, error) {
	if s == nil {
		return nil, nil
	}
	return s(ctx)
}

// reached is the checkpoint after a good poll.
func reached(cp article.Checkpoint, at time.Time, a answer) article.Checkpoint {
	cp.Polled = at
	cp.Failures, cp.Failing, cp.Error = 0, time.Time{}, ""
	cp.ETag, cp.LastModified, cp.Answered = a.etag, a.modified, a.answered
	cp.Fresh, cp.Hold, cp.Move, cp.Gone = a.fresh, article.Hold{}, a.move, false
	if !a.unchanged {
		cp.Body = a.document.hash()
	}
	return cp
}

// failed is the checkpoint after a poll that failed: what was known of the
// document stays. Where it was thought to be must show itself anew.
func failed(cp article.Checkpoint, at time.Time, f *Failure) article.Checkpoint {
	cp.Polled = at
	cp.Failures++
	if cp.Failing.IsZero() {
		cp.Failing = at
	}
	cp.Error = f.Error()
	cp.Move = article.Move{}
	return cp
}
