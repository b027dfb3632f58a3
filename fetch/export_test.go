package fetch

import (
	"bytes"
	"context"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"feedloom/article"
)

// Trust makes a Poller accept the certificate of a test server.
func Trust(p *Poller, c *x509.Certificate) {
	pool := x509.NewCertPool()
	pool.AddCert(c)
	p.ways.roots = pool
}

func NotPublic(a netip.Addr) string { return notPublic(a) }

func Redact(s string) string { return redact(s) }

func Hide(src article.Source, line string) string { return secretsOf(src).hide(line) }

func Explain(err error) *Failure { return explain(err) }

func Absolute(base, ref string) string { return absolute(firstBase(base), ref) }

// Enter takes a place of a host.
func Enter(ctx context.Context, p *Poller, host string) (leave func(), err error) {
	return p.places.enter(ctx, host)
}

// Watch starts a watch.
func Watch(ctx context.Context, limit time.Duration) (_ context.Context, pause, resume func()) {
	ctx, w := startWatch(ctx, limit, "fetch.timeout")
	return ctx, w.pause, w.resume
}

// Dial makes a Poller reach every host and proxy through a test's own connection.
func Dial(p *Poller, dial func() net.Conn) {
	p.ways.dial = func(context.Context, string, string) (net.Conn, error) { return dial(), nil }
	p.ways.bare = p.ways.dial
}

// TakeDesks takes all places to read at.
func TakeDesks(p *Poller) (leave func()) {
	for range cap(p.desks) {
		p.desks <- struct{}{}
	}
	return func() {
		for range cap(p.desks) {
			<-p.desks
		}
	}
}

// Hosts counts the hosts that are remembered.
func Hosts(p *Poller) int { return len(p.places.hosts) }

// Reach takes a share of the bytes in flight, as a body does that grows to n.
func Reach(ctx context.Context, p *Poller, sizes ...int64) (release func(), err error) {
	_, watch := startWatch(ctx, time.Hour, "")
	s := p.budget.share(watch)
	for _, n := range sizes {
		if err := s.reach(ctx, n); err != nil {
			s.release()
			return nil, err
		}
	}
	return func() { s.waiting.stop(); s.release() }, nil
}

func MendJSON(doc []byte) ([]byte, error) {
	mended, _, err := mendJSON(doc)
	return mended, err
}

// CountJSON counts the items of a document of JSON.
func CountJSON(doc []byte) int { return countJSON(doc, len(doc)) }

// Ways counts the transports.
func Ways(p *Poller) int { return len(p.ways.open) }

func RetryAfter(value string, now time.Time) time.Time { return retryAfter(value, now) }

func FreshUntil(h http.Header, now time.Time) time.Time { return freshUntil(h, now) }

func Memorable(src article.Source, to string) string { return memorable(src, to) }

func MovedTo(res *http.Response) string { return movedTo(res) }

// Wall is a row of the table of walls.
type Wall struct {
	What, Header, Title, Body string
	Refused                   bool
}

func Walls() (rows []Wall) {
	for _, w := range walls {
		rows = append(rows, Wall{w.what, w.header, w.title, w.body, w.refused})
	}
	return rows
}

// ReadPage is the title of a page, the feed that it names, and whether it is a page.
func ReadPage(text, base string) (title, feed string, page bool) {
	p := readPage([]byte(text), base)
	return p.title, p.feed, isPage([]byte(text))
}

// Answered is what a poll makes of an answer from base: a feed, the address of
// the one that a page names, or a failure.
func Answered(ctx context.Context, status int, h http.Header, base string, body []byte) (r Reading, feed string, err error) {
	u, err := url.Parse(base)
	if err != nil {
		return r, "", err
	}
	res := &http.Response{StatusCode: status, Header: h, Request: &http.Request{URL: u}, Body: io.NopCloser(bytes.NewReader(body))}
	if status != http.StatusOK {
		return r, "", new(Poller).refused(res, errand{}, base)
	}
	doc := NewDocument(body, base, h)
	switch p := pageOf(res, doc); {
	case p == nil:
		r, err = Read(ctx, doc, Options{}, nil)
		return r, "", err
	case p.feed == "":
		return r, "", p.failure()
	default:
		return r, p.feed, nil
	}
}

// Discreet is the item without the secrets of the source.
func Discreet(src article.Source, it article.Item) article.Item {
	discreetAbout(src).item(&it)
	return it
}

// ServerOf is the host of an address, and its registered domain.
func ServerOf(address string) (host, domain string) {
	host = serverOf(address)
	return host, registered(host)
}

// Ending is what a poll comes to that ended with that error.
func Ending(d article.Delivery, src article.Source, err error) (article.Delivery, error) {
	return ending(d, src, d.Checkpoint, err)
}
