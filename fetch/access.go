package fetch

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"feedloom/article"
)

// guest is the http.RoundTripper of one poll, for all its requests. What the
// source's server alone may know is put into a request here, at the last
// moment, so that no redirect carries it on, and no page that names a feed.
type guest struct {
	ways   *ways
	access article.Access
	home   *url.URL // where the source is
	left   bool     // it has been sent elsewhere
	// asked has the validators, which are sent to the address that gave them and
	// to no other, whatever leads there; conditional says that the last request
	// had some.
	asked       article.Checkpoint
	conditional bool
}

// newGuest takes the user and password of the source's address into the header,
// where they are kept from others like the rest: a relative redirect would
// repeat them.
func newGuest(ws *ways, src article.Source, asked article.Checkpoint) *guest {
	home, err := url.Parse(src.URL)
	if err != nil { // then nothing is asked
		home = &url.URL{}
	}
	access := src.Access
	if user := home.User; user != nil {
		password, _ := user.Password()
		r := http.Request{Header: http.Header{}}
		r.SetBasicAuth(user.Username(), password)
		access.Headers = slices.Concat([]article.Header{{Name: "Authorization", Value: r.Header.Get("Authorization")}}, access.Headers)
	}
	return &guest{ways: ws, access: access, home: home, asked: asked}
}

// RoundTrip asks as the source's access says while the request is for its own
// origin, and as anybody would from the first request on that is not: whoever
// sends us back may have chosen what we ask there.
func (g *guest) RoundTrip(req *http.Request) (*http.Response, error) {
	g.left = g.left || !sameOrigin(g.home, req.URL)
	w := way{proxy: g.access.Proxy, insecure: g.access.Insecure && !g.left}
	req = req.Clone(req.Context())
	g.conditional = g.validate(req)
	if !g.left {
		for _, h := range g.access.Headers {
			req.Header.Set(h.Name, h.Value)
		}
	}
	t, err := g.ways.of(w)
	switch {
	case err != nil:
		return nil, err
	case t.Proxy == nil:
		return t.RoundTrip(req)
	}
	if err := g.ways.guard.checkNamed(req.URL); err != nil {
		return nil, err
	}
	at, err := t.Proxy(req)
	if err != nil {
		return nil, err
	}
	return visit(t, at, req)
}

// validate makes a request conditional (RFC 9110, section 13.1) if it is for
// the address that gave the validators.
func (g *guest) validate(req *http.Request) bool {
	etag, modified := g.asked.ETag, g.asked.LastModified
	if etag+modified == "" || g.asked.Answered != answeredBy(req.URL) {
		return false
	}
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	if modified != "" {
		req.Header.Set("If-Modified-Since", modified)
	}
	return true
}

// answeredBy is article.Checkpoint.Answered after an answer of that address.
func answeredBy(address *url.URL) article.Hash {
	u := *address
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return article.HashOf(u.String())
}

// atHome reports whether an address is of the source's own origin.
func (g *guest) atHome(address string) bool {
	u, err := url.Parse(address)
	return err == nil && sameOrigin(g.home, u)
}

// sameOrigin reports whether an address is of the origin of home (RFC 6454,
// section 4), or of the one that home would be by https.
func sameOrigin(home, other *url.URL) bool {
	from, to := portOf(home), portOf(other)
	upgraded := home.Scheme == "http" && from == "80" && other.Scheme == "https" && to == "443"
	return strings.EqualFold(home.Hostname(), other.Hostname()) && (home.Scheme == other.Scheme && from == to || upgraded)
}

func portOf(u *url.URL) string {
	return cmp.Or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme])
}
