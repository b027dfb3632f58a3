package fetch

import (
	"context"
	"io"
	"mime"
	"net/http"
	"time"

	"feedloom/article"
)

const accept = "application/atom+xml, application/rss+xml, application/feed+json, " +
	"application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"

// request asks an address.
func (p *Poller) request(ctx context.Context, e errand, at string) (answer, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return answer{}, fail(KindAddress, err, "not an address that can be asked (check the url of this source)")
	}
	req.Header.Set("User-Agent", p.options.UserAgent)
	req.Header.Set("Accept", accept)
	req.Header.Set("Accept-Encoding", acceptEncoding)
	trail := trail{src: e.src}
	client := http.Client{Transport: e.guest, CheckRedirect: trail.following(p.holds.minding(redirects(p.options.MaxRedirects)))}
	req.URL.User = nil // the guest has that of the source
	res, err := client.Do(req)
	if err != nil {
		return answer{left: e.guest.left}, trail.failed(err)
	}
	defer leaveOpen(res, cancel)
	if !bringsDocument(res.StatusCode) {
		defer time.AfterFunc(glance, cancel).Stop()
	}
	a, err := p.answer(ctx, e, at, res)
	a.where = trail.where()
	return a, trail.failed(err)
}

// glance is how long a body may take that is no document: its answer means
// what it means without it.
const glance = time.Second

func bringsDocument(status int) bool {
	return status == http.StatusOK || status == http.StatusNonAuthoritativeInfo
}

// leaveOpen ends an answer. The rest of a short one is read, so that the
// connection can be used again: a source that fails costs its host no more
// handshakes than a good one.
func leaveOpen(res *http.Response, cancel func()) {
	defer time.AfterFunc(glance, cancel).Stop()
	if 0 < res.ContentLength && res.ContentLength <= 1<<14 {
		io.CopyN(io.Discard, res.Body, res.ContentLength) // if it breaks, so does the connection, and no more
	}
	res.Body.Close()
}

func (p *Poller) answer(ctx context.Context, e errand, at string, res *http.Response) (answer, error) {
	switch {
	case res.StatusCode == http.StatusNotModified && e.guest.conditional:
		a := unchanged(e.asked, res.Header)
		a.hear(res)
		return a, nil
	case res.StatusCode == http.StatusNoContent:
		return answer{}, fail(KindEmpty, nil, "empty answer (HTTP 204)")
	case !bringsDocument(res.StatusCode):
		return answer{}, p.refused(res, e, at)
	case res.ContentLength > p.options.MaxBody:
		return answer{}, tooLarge(p.options.MaxBody)
	}
	body, whole, err := p.body(ctx, res, e.share)
	if err != nil {
		return answer{}, err
	}
	a := answer{document: NewDocument(body, res.Request.URL.String(), res.Header)}
	if whole { // else they would keep the rest from being asked for
		a.etag, a.modified = validator(res.Header, "ETag"), validator(res.Header, "Last-Modified")
	}
	a.hear(res)
	a.page = pageOf(res, a.document)
	return a, nil
}

// hear takes up what an answer says of itself.
func (a *answer) hear(res *http.Response) {
	a.fresh = freshUntil(res.Header, time.Now().UTC().Round(0))
	a.moved = movedTo(res)
	a.answered = answeredBy(res.Request.URL)
}

// body reads the document's bytes, at most MaxBody of them on the wire and at
// most as many decompressed. It is not whole where the compression ends too early.
func (p *Poller) body(ctx context.Context, res *http.Response, share *share) (body []byte, whole bool, err error) {
	wire := &capped{r: res.Body, left: p.options.MaxBody, most: p.options.MaxBody}
	plain, err := decompress(wire, res.Header.Values("Content-Encoding"))
	if err != nil {
		return nil, false, err
	}
	defer plain.Close()
	size := int64(-1)
	if len(res.Header.Values("Content-Encoding")) == 0 {
		size = res.ContentLength
	}
	text := &lenient{r: plain}
	body, err = share.readAll(ctx, text, size)
	if err == nil && len(body) == 0 {
		err = fail(KindEmpty, nil, "empty answer (HTTP %d)", res.StatusCode)
	}
	return body, !text.cut, err
}

// unchanged keeps the validators that a 304 does not send anew (RFC 9110,
// section 15.4.5).
func unchanged(asked article.Checkpoint, h http.Header) answer {
	a := answer{unchanged: true, etag: asked.ETag, modified: asked.LastModified}
	if etag := validator(h, "ETag"); etag != "" {
		a.etag = etag
	}
	if modified := validator(h, "Last-Modified"); modified != "" {
		a.modified = modified
	}
	return a
}

// maxValidator bounds what is kept of an answer and sent with every request, in
// bytes: servers refuse headers that are much longer.
const maxValidator = 4 << 10

// validator is a field of the header that is one; none where it is too long.
func validator(h http.Header, name string) string {
	if v := h.Get(name); len(v) <= maxValidator {
		return v
	}
	return ""
}

func charsetOf(h http.Header) string {
	_, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return params["charset"]
}
