package fetch

import (
	"net/http"
	"time"

	"feedloom/article"
)

// Options are the bounds of polling. A zero field has the default that its
// comment names; sizes are in bytes.
type Options struct {
	PerHost     int           // polls at once of one host: 2
	Concurrency int           // polls at once: 16
	Timeout     time.Duration // of a whole poll, save its waiting for others: 20s
	MaxBody     int64         // of a document, after decompression and before: 10 MB
	MaxInFlight int64         // of all documents in memory together: 64 MB
	MaxHeader   int64         // of an answer's header: 1 MB
	MaxTitle    int64         // of a title; the rest is cut off: 2 KB
	MaxDepth    int           // of nested XML elements, before they count as unclosed: 256
	MaxItems    int           // of one document; the newest are taken: 5000
	// MaxRedirects is how many redirects are followed: 5; none where it is
	// negative, as 0 stands for the default.
	MaxRedirects int
	// UserAgent is what servers are told: Feedloom.
	UserAgent string
	// Holds are the statuses whose Retry-After is heeded, and which sources each
	// holds: the host's at 429, the source at 503.
	Holds map[int]Scope
	// AllowPrivate names the private addresses that may be polled, each as an
	// exact host:port, by the name in the URL or by the address it stands for.
	AllowPrivate []string
	// Tracking are the parameters that published links lose.
	Tracking article.Tracking
}

func (o Options) withDefaults() Options {
	orElse(&o.PerHost, 2)
	orElse(&o.Concurrency, 16)
	orElse(&o.Timeout, 20*time.Second)
	orElse(&o.MaxBody, 10e6)
	orElse(&o.MaxInFlight, 64e6)
	orElse(&o.MaxHeader, 1e6)
	orElse(&o.MaxTitle, 2000)
	orElse(&o.MaxDepth, 256)
	orElse(&o.MaxItems, 5000)
	orElse(&o.MaxRedirects, 5)
	orElse(&o.UserAgent, "Feedloom")
	if o.Holds == nil {
		o.Holds = map[int]Scope{http.StatusTooManyRequests: ScopeHost, http.StatusServiceUnavailable: ScopeSource}
	}
	return o
}

func orElse[T comparable](v *T, fallback T) {
	var zero T
	if *v == zero {
		*v = fallback
	}
}
