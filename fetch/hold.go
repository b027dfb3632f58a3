package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

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

// of is what is held when that host has answered: the host, its domain with a
// leading dot, or, for the source alone, nothing.
func (s Scope) of(host string) string {
	switch s {
	case ScopeHost:
		return host
	case ScopeDomain:
		return "." + registered(host)
	}
	return ""
}

// unsaid is the hold of a refusal that does not say how long. A source that is
// refused again and again waits for longer, as its schedule has it.
const unsaid = 15 * time.Minute

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

// heldError says that a wish was met in the course of a poll.
type heldError struct {
	article.Hold
	// others says that the wish is an earlier one, told to another source or at
	// another time, and led that a redirect led there.
	others, led bool
	by          string // the address that has said so; empty where it was not asked
}

func (e heldError) Error() string { return "held until " + e.Until.String() }

// holds are the hosts and domains that wish to be left alone: what servers have
// said, in the scopes that config.yaml gives it. It is safe for use by several
// goroutines at once.
type holds struct {
	scopes map[int]Scope // by the status of an answer
	mu     sync.Mutex
	by     map[string]article.Hold // Scope.of
}

// add takes up a hold of a host or a domain; that of a source alone, and one
// that is over, is of no interest.
func (h *holds) add(hold article.Hold, now time.Time) {
	of := h.scopes[hold.Status].of(hold.Host)
	if hold.Host == "" || of == "" || !hold.InForce(now) {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.by == nil {
		h.by = map[string]article.Hold{}
	}
	if known := h.by[of]; !known.InForce(now) || known.Until.Before(hold.Until) {
		h.by[of] = hold
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
	for _, key := range []string{host, ScopeDomain.of(host)} {
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
		if hold := h.on(serverOf(next.URL.String()), time.Now()); !hold.Until.IsZero() {
			return heldError{Hold: hold, others: true, led: true}
		}
		return check(next, before)
	}
}
