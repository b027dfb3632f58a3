package fetch

import (
	"net/url"
	"strings"

	"feedloom/article"
)

// absolute is the http(s) address that ref means against base, which may be
// nil, as a URI (article.URI). It is "" where ref is none.
func absolute(base *url.URL, ref string) string {
	u := article.Reference(ref)
	if u == nil {
		return ""
	}
	switch {
	case u.IsAbs():
	case base != nil:
		u = base.ResolveReference(u)
	case u.Host != "": // //host/path
		u.Scheme = "https"
	}
	if s := article.URI(u.String()); isWeb(s) {
		return s
	}
	return ""
}

// isWeb tells an address from the path of a file.
func isWeb(source string) bool {
	scheme, _, found := strings.Cut(source, "://")
	return found && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}
