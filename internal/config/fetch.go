package config

import (
	"strconv"
	"strings"
	"time"
)

func (r *reader) readFetch(v value) {
	f := &r.config.Fetch
	var wrong bool
	given := v.mapping(
		key{"concurrency", integer(&f.Concurrency, "1", "1000")},
		key{"per_host", integer(&f.PerHost, "1", "100")},
		key{"timeout", duration(&f.Timeout, "1s", "1h")},
		key{"max_body", noting(&wrong, size(&f.MaxBody, "1KB", "1GB"))},
		key{"max_in_flight", noting(&wrong, size(&f.MaxInFlight, "1KB", "64GB"))},
		key{"max_header", size(&f.MaxHeader, "1KB", "64MB")},
		key{"max_title", size(&f.MaxTitle, "16B", "1MB")},
		key{"max_depth", integer(&f.MaxDepth, "8", "10000")},
		key{"max_items", integer(&f.MaxItems, "1", "100000")},
		key{"max_redirects", integer(&f.MaxRedirects, "0", "50")},
		key{"hold", r.readHold},
		key{"user_agent", line(&f.UserAgent)},
		key{"allow_private", r.readAllowPrivate},
		key{"proxy", proxy(&f.Proxy)},
		key{"pace", r.readPace},
	)
	if given != nil && !wrong && f.MaxInFlight < f.MaxBody {
		v.fail("expected max_in_flight to be no less than max_body: a larger document would never be read")
	}
}

// readPace reads the bounds of `schedule: auto`. A minute is the unit of ttl,
// and nobody who follows a source's own pace can want less.
func (r *reader) readPace(v value) {
	p := &r.config.Fetch.Pace
	var wrong bool
	given := v.mapping(
		key{"min", noting(&wrong, duration(&p.Min, "1m", "30d"))},
		key{"max", noting(&wrong, duration(&p.Max, "1m", "365d"))},
	)
	if given != nil && !wrong && p.Min > p.Max {
		v.fail("expected min to be no longer than max, found %s and %s", spell(p.Min), spell(p.Max))
	}
}

// spell is a duration as a person writes it: 24h for 24h0m0s.
func spell(d time.Duration) string {
	s := strings.TrimSuffix(d.String(), "m0s")
	if s != d.String() {
		s += "m"
	}
	if h, whole := strings.CutSuffix(s, "h0m"); whole {
		s = h + "h"
	}
	return s
}

// noting sets wrong where a value is: it is not to be held against another.
func noting(wrong *bool, read func(value)) func(value) {
	return func(v value) {
		before := len(v.errs)
		read(v)
		*wrong = *wrong || len(v.errs) > before
	}
}

// readHold reads whom a server's Retry-After holds, by the status of its answer.
func (r *reader) readHold(v value) {
	v.pairs("a mapping with 429 or 503", func(v value, name string) {
		status, _ := strconv.Atoi(name)
		if status != 429 && status != 503 {
			v.fail("expected the status 429 or 503")
			return
		}
		scalar(new(string), "source, host or domain", func(s string) (string, bool) {
			known := s == "source" || s == "host" || s == "domain"
			if known {
				r.config.Fetch.Holds[status] = s
			}
			return s, known
		})(v)
	})
}

// readAllowPrivate wants exact pairs: a pattern would open more than is meant.
func (r *reader) readAllowPrivate(v value) {
	const want = "an exact host and port such as 127.0.0.1:8080"
	v.list("a list of hosts and ports", func(v value) {
		address := ""
		scalar(&address, want, func(s string) (string, bool) {
			pair, ok := hostPort(s)
			return pair, ok && !strings.HasPrefix(pair, ":") && !strings.HasSuffix(pair, ":0")
		})(v)
		if address != "" {
			r.config.Fetch.AllowPrivate = append(r.config.Fetch.AllowPrivate, address)
		}
	})
}
