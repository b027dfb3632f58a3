package fetch

import (
	"context"
	"errors"
	"time"

	"feedloom/article"
)

// bring asks where the feed is thought to be: where it has moved to, or, as
// long as that is not sure and now and then later, where config.yaml says.
func (p *Poller) bring(ctx context.Context, src article.Source, asked article.Checkpoint, share *share) (answer, error) {
	m := asked.Move
	if !goesDirect(m) {
		a, err := p.original(ctx, src, asked, share)
		if err == nil || !m.Sure() || ctx.Err() != nil {
			return a, err
		}
		// The old address was given up; the new one need not be.
	}
	a, err := p.elsewhere(ctx, src, m.To, atNew(src, m), asked, share)
	m.Polls++
	a.move = m
	return a, err
}

// elsewhere asks an address that config.yaml does not name; where says which, in
// lines about it. A page there is not followed, and its end is not that of the source.
func (p *Poller) elsewhere(ctx context.Context, src article.Source, to, where string, asked article.Checkpoint, share *share) (answer, error) {
	a, err := p.exchange(ctx, askedAt(src, to), asked, share)
	switch {
	case errors.Is(err, errGone):
		err = fail(KindStatus, nil, "%v", err)
	case err != nil && sameServer(src.URL, to):
		err = distrusted(a, err)
	case err == nil && a.page != nil:
		err = at(a.where, a.page.failure())
	}
	a.where = where + a.where
	return a, at(where, err)
}

// original asks the address of config.yaml, and where an HTML page is there,
// the feed that it names: once, since pages that name pages have no end.
func (p *Poller) original(ctx context.Context, src article.Source, asked article.Checkpoint, share *share) (answer, error) {
	first := asked
	if asked.Move.Page { // its validators are those of the feed, not of the page
		first.ETag, first.LastModified = "", ""
	}
	a, err := p.exchange(ctx, src, first, share)
	switch {
	case err != nil:
		return a, distrusted(a, err)
	case a.page == nil:
		a.move = confirmed(asked.Move, memorable(src, a.moved), false)
		return a, nil
	case a.page.feed == "":
		return a, at(a.where, a.page.failure())
	}
	return p.named(ctx, src, asked, a.page.feed, share)
}

// named asks for the feed that a page has named.
func (p *Poller) named(ctx context.Context, src article.Source, asked article.Checkpoint, to string, share *share) (answer, error) {
	if secretive(src) && !sameServer(src.URL, to) {
		return answer{}, fail(KindNotFeed, nil, "not a feed: an HTML page; the feed that it names is of another server, where this source's secrets do not go (write the feed's own address as its url in config.yaml)")
	}
	if to != asked.Move.To {
		asked.ETag, asked.LastModified = "", ""
	}
	a, err := p.elsewhere(ctx, src, to, throughPage(src, to), asked, share)
	if err != nil {
		return a, err
	}
	a.move = confirmed(asked.Move, memorable(src, to), true)
	return a, nil
}

// exchange asks an address, unless its host is held.
func (p *Poller) exchange(ctx context.Context, src article.Source, asked article.Checkpoint, share *share) (answer, error) {
	if hold := p.holds.on(serverOf(src.URL), time.Now()); !hold.Until.IsZero() {
		return answer{}, heldError{Hold: hold, others: true}
	}
	return kindOf(src.URL).bring(p, ctx, src, asked, share)
}
