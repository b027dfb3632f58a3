package fetch

import (
	"iter"
	"net/http"
	"strings"
	"time"
)

// freshUntil is until when an answer says that it is fresh (RFC 9111, section
// 4.2), article.MaxHold ahead at the longest; zero where it does not say, or
// is stale already. What is meant for shared caches is not for us.
func freshUntil(h http.Header, now time.Time) time.Time {
	lifetime := lifetimeOf(h, now)
	if lifetime <= 0 { // what is subtracted from it might overflow
		return time.Time{}
	}
	if age, ok := deltaSeconds(strings.TrimSpace(h.Get("Age"))); ok {
		lifetime -= age
	}
	return ahead(now.Add(lifetime), now)
}

// lifetimeOf is the freshness lifetime of section 4.2.1. max-age comes before
// Expires; of several the shortest counts.
func lifetimeOf(h http.Header, now time.Time) time.Duration {
	lifetime, given := time.Duration(0), false
	for name, value := range directives(h.Values("Cache-Control")) {
		switch strings.ToLower(name) {
		case "no-store", "no-cache":
			if value == "" { // with one it is about fields (section 5.2.2.4)
				return 0
			}
		case "max-age":
			seconds, _ := deltaSeconds(value) // what is no number is stale
			if !given || seconds < lifetime {
				lifetime, given = seconds, true
			}
		}
	}
	if given {
		return lifetime
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return expires.Sub(now)
}

// directives goes through the directives of Cache-Control headers; a value may
// be quoted, and have commas then (RFC 9111, section 5.2).
func directives(values []string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		quoted := false
		for d := range strings.FieldsFuncSeq(strings.Join(values, ","), func(r rune) bool {
			quoted = quoted != (r == '"')
			return r == ',' && !quoted
		}) {
			name, value, _ := strings.Cut(d, "=")
			if !yield(strings.TrimSpace(name), strings.Trim(strings.TrimSpace(value), `"`)) {
				return
			}
		}
	}
}
