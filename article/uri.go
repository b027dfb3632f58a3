package article

import (
	"encoding/hex"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// URI is the address that raw means, as an absolute URI of RFC 3986: in ASCII,
// what may not stand in it percent-encoded, scheme and host in lower case, a
// host of another script in punycode, and without user and password. It is
// empty where raw is none: relative, or without the host that its // announces.
// URI(URI(x)) is URI(x), and where it has a host both have one Canonical.
func URI(raw string) string {
	u := Reference(raw)
	if u == nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" && (u.Path != "" || u.RawQuery == "") {
		return ""
	}
	return u.String()
}

// Reference reads an address, absolute or relative, as browsers do: white space
// around it and line ends within do not count, and what may not stand in an
// address is data. Host and user are as URI has them. It is nil where raw is no
// address.
func Reference(raw string) *url.URL {
	raw = lineEnds.Replace(strings.TrimSpace(raw))
	start, end := authority(raw)
	host := raw[start:end]
	host = host[strings.LastIndexByte(host, '@')+1:]
	rest, fragment, found := strings.Cut(raw[end:], "#")
	if found { // in which another # is data
		fragment = "#" + strings.ReplaceAll(escape(fragment, ""), "#", "%23")
	}
	u, err := url.Parse(escape(raw[:start], "") + escape(host, "[]") + escape(rest, "") + fragment)
	if err != nil || raw == "" {
		return nil
	}
	if start == 0 {
		return u
	}
	name, port := asciiHost(u.Hostname()), u.Port()
	if name == "" {
		return nil
	}
	if u.Host = name; port != "" {
		u.Host += ":" + port
	}
	return u
}

// lineEnds are what the URL Standard removes before it reads (section 4.4).
var lineEnds = strings.NewReplacer("\t", "", "\r", "", "\n", "")

// authority is where the part lies that begins after // (RFC 3986, section
// 3.2); start is 0 where there is none.
func authority(s string) (start, end int) {
	if scheme, rest, ok := strings.Cut(s, ":"); ok && strings.HasPrefix(rest, "//") && !strings.ContainsAny(scheme, "/?#") {
		start = len(scheme) + len("://")
	} else if strings.HasPrefix(s, "//") {
		start = len("//")
	} else {
		return 0, 0
	}
	if i := strings.IndexAny(s[start:], "/?#"); i >= 0 {
		return start, start + i
	}
	return start, len(s)
}

// asciiHost is a host as it stands in a URI, or empty. A name in ASCII is left
// as it is, save for its case: not all that are in use are valid ones.
func asciiHost(host string) string {
	if strings.Contains(host, ":") {
		if a, err := netip.ParseAddr(host); err != nil || a.Zone() != "" {
			return ""
		}
		return "[" + strings.ToLower(host) + "]"
	}
	if strings.IndexFunc(host, func(r rune) bool { return r > 0x7f }) >= 0 {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return ""
		}
		host = ascii
	}
	if strings.ContainsAny(host, "%[]") || strings.Trim(host, ".") == "" {
		return ""
	}
	return strings.ToLower(host)
}

// escape percent-encodes what RFC 3986 does not let stand in a URI, a percent
// sign that begins no octet included. Brackets may stand in the host alone
// (section 3.2.2).
func escape(s, also string) string {
	const reserved = ":/?#@!$&'()*+,;="
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		_, isOctet := octet(s[i:])
		if unreserved(c) || isOctet || strings.IndexByte(reserved, c) >= 0 || strings.IndexByte(also, c) >= 0 {
			b.WriteByte(c)
		} else {
			writeOctet(&b, c)
		}
	}
	return b.String()
}

// oneWay writes every octet of an escaped text in one way: as itself where it
// is unreserved (RFC 3986, section 2.3), else in upper case.
func oneWay(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, ok := octet(s[i:])
		switch {
		case !ok:
			b.WriteByte(s[i])
			continue
		case unreserved(c):
			b.WriteByte(c)
		default:
			writeOctet(&b, c)
		}
		i += len("%XX") - 1
	}
	return b.String()
}

// unescaped is a text whose octets stand for themselves.
func unescaped(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, ok := octet(s[i:])
		if !ok {
			b.WriteByte(s[i])
			continue
		}
		b.WriteByte(c)
		i += len("%XX") - 1
	}
	return b.String()
}

// octet reads a percent-encoded octet (RFC 3986, section 2.1) off the beginning
// of s.
func octet(s string) (byte, bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	b, err := hex.DecodeString(s[1:3])
	if err != nil {
		return 0, false
	}
	return b[0], true
}

func writeOctet(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.Write([]byte{'%', digits[c>>4], digits[c&15]})
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}
