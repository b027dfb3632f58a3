package fetch

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// absolute is the http(s) address that ref means against base, which may be
// nil, as a valid URI (RFC 3986): percent-encoded, the host in punycode. It is
// "" where ref is none.
func absolute(base *url.URL, ref string) string {
	u := parseRef(ref)
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
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return canonicalForm(u)
}

// canonicalForm is the address in ASCII, or "" if it can't be one.
func canonicalForm(u *url.URL) string {
	host, err := asciiHost(u.Hostname())
	if err != nil || host == "" {
		return ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host = host
	u.RawQuery = escapeOdd(u.RawQuery)
	s := u.String()
	if again, err := url.Parse(s); err != nil || again.Host == "" {
		return ""
	}
	return s
}

// asciiHost leaves hosts that are ASCII as they are, save for their case: not
// all that are in use are valid names.
func asciiHost(host string) (string, error) {
	for i := 0; i < len(host); i++ {
		if host[i] >= 0x80 {
			return idna.Lookup.ToASCII(host)
		}
		if strings.IndexByte(" \"<>\\^`{|}%", host[i]) >= 0 {
			return "", nil
		}
	}
	return strings.ToLower(host), nil
}

// parseRef reads an address as browsers do: white space around it and line
// ends within do not count, spaces and stray percent signs are data.
func parseRef(ref string) *url.URL {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return nil
	}
	ref = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, ref)
	u, err := url.Parse(ref)
	if err != nil {
		u, err = url.Parse(escapePercent(ref))
	}
	if err != nil {
		return nil
	}
	return u
}

// escapePercent escapes the percent signs that begin no escape.
func escapePercent(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		b.WriteByte(s[i])
		if s[i] == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// escapeOdd escapes what a query may not hold (RFC 3986, section 3.4) and
// leaves the rest as it is.
func escapeOdd(query string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(query); i++ {
		c := query[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}#[]", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return escapePercent(b.String())
}
