package fetch

import "net/http"

// redirects is for http.Client: at most that many, to http and https only, and
// never from https back to http. Who is asked next is not told who sent us.
func redirects(most int) func(*http.Request, []*http.Request) error {
	return func(next *http.Request, before []*http.Request) error {
		next.Header.Del("Referer") // the source's address may hold a secret
		next.URL.User = nil        // a server that has made one up need not be told
		from, to := before[len(before)-1].URL, next.URL
		switch {
		case len(before) > most:
			return fail(KindRedirect, nil, "more than %d redirects (fetch.max_redirects), the last to %s", max(0, most), to)
		case to.Scheme != "http" && to.Scheme != "https":
			return fail(KindRedirect, nil, "redirected to a %s: address (expected http or https)", to.Scheme)
		case from.Scheme == "https" && to.Scheme == "http":
			return fail(KindRedirect, nil, "redirected from https to plain http: %s (if that is right, name this address as the source)", to)
		}
		return nil
	}
}
