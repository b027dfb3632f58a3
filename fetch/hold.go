package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/publicsuffix"

	"feedloom/article"
)

// Scope is which sources are held when a server wishes to be left alone.
type Scope string

// The scopes.
const (
	ScopeSource Scope = "source" // the one that was asked for
	ScopeHost   Scope = "host"   // all of the host that answered
	ScopeDomain Scope = "domain" // all of its registered domain
)

// host is the Hold.Host of an answer of that host.
func (s Scope) host(host string) string {
	switch s {
	case ScopeHost:
		return host
	case ScopeDomain:
		return "." + registered(host)
	}
	return ""
}

// registered is the domain that somebody has registered, of which the host is
// a part; the host itself where there is none, as for an IP address.
func registered(host string) string {
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// The wait after a refusal that does not say how long: it doubles from one to
// the next.
const (
	firstUnsaid = 15 * time.Minute
	maxUnsaid   = 24 * time.Hour
)

// retryAfter is until when a server wishes to be left alone: after a number of
// seconds, or until a date (RFC 9110, section 10.2.3), article.MaxHold at the
// longest. It is zero where the value says neither, or nothing that lies ahead.
func retryAfter(value string, now time.Time) time.Time {
	value = strings.TrimSpace(value)
	if wait, ok := deltaSeconds(value); ok {
		return ahead(now.Add(wait), now)
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return time.Time{}
	}
	return ahead(at.UTC(), now)
}

// ahead is a time that lies ahead, at most article.MaxHold; else zero.
func ahead(at, now time.Time) time.Time {
	if !at.After(now) {
		return time.Time{}
	}
	if far := now.Add(article.MaxHold); at.After(far) {
		return far
	}
	return at
}

// maxDelta is what a larger number of seconds counts as (RFC 9111, section 1.2.2).
const maxDelta = 1 << 31

// deltaSeconds reads a number of seconds. A fraction of one is left off.
func deltaSeconds(s string) (time.Duration, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if whole == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(whole, 10, 64)
	if err != nil { // more than fits
		n = maxDelta
	}
	return time.Duration(min(n, maxDelta)) * time.Second, true
}

// unsaid is until when a source is held that was refused without a word of how
// long. Until it answers again, each time is twice the last.
func unsaid(last article.Checkpoint, now time.Time) time.Time {
	wait := firstUnsaid
	if !last.Hold.Until.IsZero() {
		wait = max(wait, 2*last.Hold.Until.Sub(last.Polled))
	}
	return now.Add(min(wait, maxUnsaid))
}

// heldError says that the wish was met in the course of a poll.
type heldError struct{ article.Hold }

func (e heldError) Error() string { return "held until " + e.Until.String() }

// holds are the hosts and domains that wish to be left alone. The zero value
// has none. It is safe for use by several goroutines at once.
type holds struct {
	mu sync.Mutex
	by map[string]article.Hold // Hold.Host
}

// add takes up a hold of a host or a domain; any other, and one that is over,
// is of no interest.
func (h *holds) add(hold article.Hold, now time.Time) {
	if hold.Host == "" || !hold.InForce(now) {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.by == nil {
		h.by = map[string]article.Hold{}
	}
	if known := h.by[hold.Host]; !known.InForce(now) || known.Until.Before(hold.Until) {
		h.by[hold.Host] = hold
	}
}

// on is the hold in force on a host, or on its domain; zero for none.
func (h *holds) on(host string, now time.Time) article.Hold {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.by) == 0 || host == "" {
		return article.Hold{}
	}
	var longest article.Hold
	for _, key := range []string{host, ScopeDomain.host(host)} {
		hold := h.by[key]
		if !hold.InForce(now) {
			delete(h.by, key)
		} else if hold.Until.After(longest.Until) {
			longest = hold
		}
	}
	return longest
}

// minding is check, for http.Client, which follows no redirect to a host that
// is held.
func (h *holds) minding(check func(*http.Request, []*http.Request) error) func(*http.Request, []*http.Request) error {
	return func(next *http.Request, before []*http.Request) error {
		if hold := h.on(hostOf(next.URL.String()), time.Now()); !hold.Until.IsZero() {
			return heldError{hold}
		}
		return check(next, before)
	}
}
