package article

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// Canonical is the form of an address that identity is judged by: no scheme
// and no leading www. (for http and https), lower-case host in punycode, no
// default port, no user, no fragment (save #! and #/), dot segments resolved
// (RFC 3986, section 6.2), tracking parameters removed, the other parameters
// in their order. What is no address with a host is returned as it is, without
// the white space around it. Canonical(Canonical(x)) is Canonical(x).
func Canonical(raw string) string {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	scheme := strings.ToLower(u.Scheme)
	web := scheme == "http" || scheme == "https" || scheme == ""
	host := canonicalHost(u, scheme, web)
	if host == "" {
		return raw
	}
	var b strings.Builder
	if !web {
		b.WriteString(scheme + "://")
	}
	b.WriteString(host)
	b.WriteString(canonicalPath(u.EscapedPath()))
	if q := withoutTracking(u.RawQuery); q != "" {
		b.WriteString("?" + escapeCase(q))
	}
	if f := u.EscapedFragment(); strings.HasPrefix(f, "!") || strings.HasPrefix(f, "/") {
		b.WriteString("#" + escapeCase(f))
	}
	return b.String()
}

func canonicalHost(u *url.URL, scheme string, web bool) string {
	host := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if rest, ok := strings.CutPrefix(host, "www."); web && ok && strings.Contains(rest, ".") {
		host = rest
	}
	if strings.Contains(host, ":") { // an IPv6 address
		host = "[" + host + "]"
	}
	port := u.Port()
	if port == "" || scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		return host
	}
	return host + ":" + port
}

// canonicalPath resolves dot segments (RFC 3986, section 5.2.4) in a path whose
// octets are each written in one way.
func canonicalPath(escaped string) string {
	p := strings.TrimPrefix(escapeCase(escaped), "/")
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

// escapeCase writes every octet in one way: as itself where it is unreserved
// (RFC 3986, section 2.3) or was not escaped, else escaped in upper case.
func escapeCase(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
			if !unreserved(c) {
				writeEscaped(&b, c)
				continue
			}
		}
		if c <= ' ' || c >= 0x7f {
			writeEscaped(&b, c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func writeEscaped(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(digits[c>>4])
	b.WriteByte(digits[c&15])
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
