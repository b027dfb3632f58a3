package article

import (
	"net/netip"
	"net/url"
	"strings"
)

// Canonical is Tracking.Canonical by the built-in list alone.
func Canonical(raw string) string { return Tracking{}.Canonical(raw) }

// SourceID is the id of a source that is given none: the canonical form of its
// address, with all parameters. No list that grows may make another source of
// it.
func SourceID(address string) string { return NewTracking(nil, []string{"*"}).Canonical(address) }

// Canonical is the form of an address that identity is judged by: no scheme
// and no leading www. (for http and https), lower-case host in punycode, no
// default port, no user, no fragment (save #! and #/), dot segments resolved
// (RFC 3986, section 6.2), each octet written in one way, no empty query,
// tracking parameters removed, the other parameters in their order. What is no
// address with a host is returned as it is, without the white space around it.
// Canonical(Canonical(x)) is Canonical(x), and so is Canonical(Strip(x)).
func (t Tracking) Canonical(raw string) string {
	raw = strings.TrimSpace(raw)
	u := Reference(raw)
	if u == nil || u.Host == "" {
		return raw
	}
	web := u.Scheme == "http" || u.Scheme == "https" || u.Scheme == ""
	host := canonicalHost(u, web)
	if host == "" {
		return raw
	}
	var b strings.Builder
	if !web {
		b.WriteString(u.Scheme + "://")
	}
	b.WriteString(host)
	b.WriteString(canonicalPath(u.EscapedPath()))
	tracks := t.on(u.Hostname())
	if q := strings.Trim(keptPairs(u.RawQuery, tracks), "&"); q != "" {
		b.WriteString("?" + oneWay(q))
	}
	if f := u.EscapedFragment(); leadsOn(f) {
		b.WriteString("#" + oneWay(withoutPairsIn(f, tracks)))
	}
	return b.String()
}

func canonicalHost(u *url.URL, web bool) string {
	host := strings.TrimRight(u.Hostname(), ".")
	if rest, ok := strings.CutPrefix(host, "www."); web && ok && strings.Contains(rest, ".") {
		host = rest
	}
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() { // in one form (RFC 5952)
		host = "[" + a.String() + "]"
	}
	port := u.Port()
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host
	}
	return host + ":" + port
}

// canonicalPath resolves dot segments (RFC 3986, section 5.2.4) in a path whose
// octets are each written in one way.
func canonicalPath(escaped string) string {
	p := strings.TrimPrefix(oneWay(escaped), "/")
	if !strings.Contains("/"+p, "/.") {
		return "/" + p
	}
	segments := strings.Split(p, "/")
	var kept []string
	for i, s := range segments {
		last := i == len(segments)-1
		switch {
		case s == "." && !last:
		case s == "." && last:
			kept = append(kept, "")
		case s == "..":
			kept = kept[:max(0, len(kept)-1)]
			if last {
				kept = append(kept, "")
			}
		default:
			kept = append(kept, s)
		}
	}
	return "/" + strings.Join(kept, "/")
}
