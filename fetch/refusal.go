package fetch

import (
	"errors"
	"io"
	"net/http"
	"time"

	"feedloom/article"
)

// errGone says that the server has said so (410; RFC 9110, section 15.5.11).
var errGone = errors.New("gone for good (HTTP 410)")

// refused judges an answer that is no document and no "not modified": a wish
// to be left alone, the end of the feed, a wall, or a plain failure.
func (p *Poller) refused(res *http.Response, e errand, at string) error {
	now, status := time.Now().UTC().Round(0), res.StatusCode
	_, holds := p.options.Holds[status]
	until := retryAfter(res.Header.Get("Retry-After"), now)
	if holds && !until.IsZero() {
		return p.held(res, e, at, until)
	}
	if _, permanent := redirected(res); status == http.StatusGone && permanent {
		return errGone
	}
	if wall := wallBehind(res); wall != nil {
		return wall
	}
	if holds && status == http.StatusTooManyRequests {
		return p.held(res, e, at, now.Add(unsaid))
	}
	f := fail(KindStatus, nil, "HTTP %d %s", status, http.StatusText(status))
	f.Status = status
	return f
}

// held takes up the wish of the host that has answered. Where that is one to
// which the source has no business to lead, it holds the source alone: else any
// source could have any host left alone.
func (p *Poller) held(res *http.Response, e errand, at string, until time.Time) error {
	hold := article.Hold{Until: until, Status: res.StatusCode}
	if from := res.Request.URL.String(); serverOf(from) == serverOf(at) && e.trusts(at) || e.trusts(from) {
		hold.Host = serverOf(from)
	}
	p.holds.add(hold, time.Now())
	return heldError{Hold: hold, by: res.Request.URL.String()}
}

// trusts reports whether an address is the source's own: that of config.yaml, or
// where the feed has surely moved to.
func (e errand) trusts(address string) bool {
	return address == e.src.URL || e.asked.Move.Sure() && address == e.asked.Move.To
}

// mayBeWall are the statuses with which walls answer.
var mayBeWall = map[int]bool{
	http.StatusAccepted: true, http.StatusUnauthorized: true, http.StatusForbidden: true, http.StatusMethodNotAllowed: true,
	http.StatusNotAcceptable: true, http.StatusPreconditionFailed: true, http.StatusTooManyRequests: true, http.StatusServiceUnavailable: true,
	512: true, 521: true, // not registered; of Knownsec
}

// maxGlimpse is how much is read of the page of a refusal, in bytes.
const maxGlimpse = 64 << 10

// wallBehind names the wall of a refusal, nil for none.
func wallBehind(res *http.Response) *Failure {
	if !mayBeWall[res.StatusCode] {
		return nil
	}
	doc := Document{Body: glimpse(res), Base: res.Request.URL.String(), Charset: charsetOf(res.Header)}
	if p := pageOf(res, doc); p != nil {
		return p.wall
	}
	return wallOf(res, nil, nil) // by its header, or by its status
}

// glimpse is the beginning of a refusal's body, as far as it can be read.
func glimpse(res *http.Response) []byte {
	plain, err := decompress(io.LimitReader(res.Body, maxGlimpse), res.Header.Values("Content-Encoding"))
	if err != nil {
		return nil
	}
	defer plain.Close()
	body, _ := io.ReadAll(io.LimitReader(plain, maxGlimpse))
	return body
}
