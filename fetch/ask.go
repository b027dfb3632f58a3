package fetch

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"feedloom/article"
)

// errand is what one poll has for all its exchanges.
type errand struct {
	src   article.Source
	asked article.Checkpoint
	share *share
	guest *guest
}

// bring asks where the feed is thought to be: where it has moved to, or, as
// long as that is not sure and now and then later, where config.yaml says.
func (p *Poller) bring(ctx context.Context, e errand) (answer, error) {
	m := e.asked.Move
	if !goesDirect(m) {
		a, err := p.original(ctx, e)
		if err == nil || !m.Sure() || ctx.Err() != nil {
			return a, err
		}
		if held, ok := errors.AsType[heldError](err); ok && held.by == m.To {
			return a, err // the new one has answered already
		}
		// The old address was given up; the new one need not be.
	}
	a, err := p.elsewhere(ctx, e, m.To, atNew(e.src, m))
	m.Polls++
	a.move = m
	return a, err
}

// elsewhere asks an address that config.yaml does not name; where says which, in
// lines about it. A page there is not followed, and its end is not that of the source.
func (p *Poller) elsewhere(ctx context.Context, e errand, to, where string) (answer, error) {
	a, err := p.exchange(ctx, e, to)
	switch {
	case errors.Is(err, errGone):
		err = fail(KindStatus, nil, "%v", err)
	case err != nil && e.guest.atHome(to):
		err = distrusted(a, err)
	case err == nil && a.page != nil:
		err = at(a.where, a.page.failure())
	}
	a.where = where + a.where
	return a, at(where, err)
}

// original asks the address of config.yaml, and where an HTML page is there,
// the feed that it names: once, since pages that name pages have no end.
func (p *Poller) original(ctx context.Context, e errand) (answer, error) {
	a, err := p.exchange(ctx, e, e.src.URL)
	switch {
	case err != nil:
		return a, distrusted(a, err)
	case a.page == nil:
		a.move = confirmed(e.asked.Move, memorable(e.src, a.moved), false)
		return a, nil
	case a.page.feed == "":
		return a, at(a.where, a.page.failure())
	}
	return p.named(ctx, e, a.document.Base, a.page.feed)
}

// named asks for the feed that a page has named.
func (p *Poller) named(ctx context.Context, e errand, page, to string) (answer, error) {
	to, ok := asSafe(page, to)
	if !ok {
		return answer{}, fail(KindNotFeed, nil, "not a feed: an HTML page at https, which names a feed at plain http: %s (if that is right, write it as the url in config.yaml)", to)
	}
	if secretive(e.src) && !e.guest.atHome(to) {
		return answer{}, fail(KindNotFeed, nil, "not a feed: an HTML page; the feed that it names is of another server, where this source's secrets do not go (write the feed's own address as its url in config.yaml)")
	}
	a, err := p.elsewhere(ctx, e, to, throughPage(e.src, to))
	if err != nil {
		return a, err
	}
	a.move = confirmed(e.asked.Move, memorable(e.src, to), true)
	return a, nil
}

// asSafe is where an address leads that a page has named. What came by https
// leads to no plain http: to https at that host, or, ok being false, nowhere.
func asSafe(page, to string) (_ string, ok bool) {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "http" || !strings.HasPrefix(page, "https:") {
		return to, err == nil
	}
	if portOf(u) != "80" {
		return to, false
	}
	u.Scheme, u.Host = "https", strings.TrimSuffix(u.Host, ":80")
	return u.String(), true
}

// exchange asks an address, unless its host is held.
func (p *Poller) exchange(ctx context.Context, e errand, at string) (answer, error) {
	if hold := p.holds.on(serverOf(at), time.Now()); !hold.Until.IsZero() {
		return answer{}, heldError{Hold: hold, others: true}
	}
	return kindOf(at).bring(p, ctx, e, at)
}
