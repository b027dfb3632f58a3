package fetch

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"feedloom/article"
)

// recheckEvery is after how many polls at the new address the old one is asked
// again, to see whether it still points there.
const recheckEvery = 20

// goesDirect reports whether a poll asks where the feed has moved to, and not
// where config.yaml says.
func goesDirect(m article.Move) bool { return m.Sure() && m.Polls%recheckEvery != 0 }

// firstAddress is the one that a poll asks first.
func firstAddress(src article.Source, m article.Move) string {
	if goesDirect(m) {
		return m.To
	}
	return src.URL
}

// confirmed is the move after a poll at the old address that was led to, or
// was not, where to is empty.
func confirmed(m article.Move, to string, page bool) article.Move {
	switch {
	case to == "":
		return article.Move{}
	case to != m.To || page != m.Page:
		return article.Move{To: to, Page: page, Polls: 1}
	}
	m.Polls++
	return m
}

// redirected goes through the redirects that led to an answer: how many there
// were, and whether all were permanent (301 and 308; RFC 9110, sections 15.4.2
// and 15.4.9), without giving up https or making up a user.
func redirected(res *http.Response) (hops int, permanent bool) {
	permanent = true
	for to := res.Request; to.Response != nil; to = to.Response.Request {
		hops++
		from := to.Response
		lasting := from.StatusCode == http.StatusMovedPermanently || from.StatusCode == http.StatusPermanentRedirect
		plain := from.Request.URL.Scheme == "https" && to.URL.Scheme != "https"
		permanent = permanent && lasting && !plain && !namesUser(from.Header.Get("Location"))
	}
	return hops, permanent
}

// firstAsked is the address that was asked before all redirects.
func firstAsked(res *http.Response) *url.URL {
	first := res.Request
	for first.Response != nil {
		first = first.Response.Request
	}
	return first.URL
}

// namesUser reports whether an address has a user in it: it is of one visit.
func namesUser(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.User != nil
}

// movedTo is where permanent redirects have led; empty where they have not.
func movedTo(res *http.Response) string {
	if hops, permanent := redirected(res); hops == 0 || !permanent {
		return ""
	}
	to := *res.Request.URL
	to.Fragment = ""
	return to.String()
}

// maxAddress bounds the addresses that are remembered, in bytes.
const maxAddress = 2000

// memorable is the address if it may be remembered for the source, else empty:
// what could hold a secret is neither stored nor told.
func memorable(src article.Source, to string) string {
	u, err := url.Parse(to)
	switch {
	case err != nil, secretive(src), to == src.URL, len(to) > maxAddress, u.User != nil:
		return ""
	case strings.HasPrefix(strings.ToLower(src.URL), "https:") && u.Scheme != "https":
		return ""
	case article.Source{URL: to}.Public() == "":
		return ""
	}
	return to
}

// secretive reports whether asking for the source takes a secret.
func secretive(src article.Source) bool {
	u, err := url.Parse(src.URL)
	return src.Secret || err != nil || u.User != nil || slices.ContainsFunc(src.Access.Headers, func(h article.Header) bool { return h.Secret })
}
