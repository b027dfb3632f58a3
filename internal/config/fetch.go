package config

import "strings"

func (r *reader) readFetch(v value) {
	f := &r.config.Fetch
	given := v.mapping(
		key{"concurrency", integer(&f.Concurrency, "1", "1000")},
		key{"per_host", integer(&f.PerHost, "1", "100")},
		key{"timeout", duration(&f.Timeout, "1s", "1h")},
		key{"max_body", size(&f.MaxBody, "1KB", "1GB")},
		key{"max_in_flight", size(&f.MaxInFlight, "1KB", "64GB")},
		key{"max_header", size(&f.MaxHeader, "1KB", "64MB")},
		key{"max_title", size(&f.MaxTitle, "16B", "1MB")},
		key{"max_depth", integer(&f.MaxDepth, "8", "10000")},
		key{"max_items", integer(&f.MaxItems, "1", "100000")},
		key{"max_redirects", integer(&f.MaxRedirects, "0", "50")},
		key{"user_agent", line(&f.UserAgent)},
		key{"allow_private", r.readAllowPrivate},
		key{"proxy", proxy(&f.Proxy)},
	)
	if given != nil && f.MaxInFlight < f.MaxBody {
		v.fail("expected max_in_flight to be no less than max_body: a larger document would never be read")
	}
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
