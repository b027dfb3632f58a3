package feed

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// schemes are those that a reader may be sent to. What a reader would run or
// open on its own machine is not among them.
var schemes = []string{"http", "https", "ftp", "gemini", "gopher", "magnet"}

// address is a URI (RFC 3986) that leads where raw leads: what must not stand
// in one is percent-encoded, a name in another script is in punycode, and user
// and password are gone. It is empty when raw is no address of the schemes.
func address(raw string) string {
	s := escape(strings.TrimSpace(raw))
	u, err := url.Parse(s)
	if err != nil || !slices.Contains(schemes, u.Scheme) {
		return ""
	}
	if u.Scheme == "magnet" {
		return s
	}
	if u.Hostname() == "" {
		return ""
	}
	host, ok := asciiHost(u)
	if !ok {
		return ""
	}
	if u.User != nil || host != u.Host {
		u.User, u.Host = nil, host
		s = u.String()
	}
	return s
}

// webAddress is an address of http or https, or empty.
func webAddress(raw string) string {
	s := address(raw)
	if strings.HasPrefix(s, "http:") || strings.HasPrefix(s, "https:") {
		return s
	}
	return ""
}

// normalID is an identifier in the normal form of its address (RFC 3986,
// section 6.2), empty when it has no scheme. Only that form may be compared
// character by character, as Atom does.
func normalID(raw string) string {
	s := escape(strings.TrimSpace(raw))
	u, err := url.Parse(s)
	if err != nil || u.Scheme == "" || u.Opaque == "" && u.Host == "" {
		return ""
	}
	if u.Host == "" {
		return s
	}
	host, ok := asciiHost(u)
	if !ok {
		return ""
	}
	u.Host = strings.ToLower(host)
	u.User = nil
	if port := u.Port(); port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}

func asciiHost(u *url.URL) (string, bool) {
	name := u.Hostname()
	if isASCII(name) {
		return u.Host, true
	}
	ascii, err := idna.Lookup.ToASCII(name)
	if err != nil {
		return "", false
	}
	if port := u.Port(); port != "" {
		ascii += ":" + port
	}
	return ascii, true
}

// escape percent-encodes what RFC 3986 does not let stand in a URI, a percent
// sign that begins no octet included. Brackets may stand in the host alone
// (section 3.2.2).
func escape(s string) string {
	const marks = "-._~:/?#@!$&'()*+,;="
	const digits = "0123456789ABCDEF"
	hostEnd := hostEnd(s)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte(marks, c) >= 0,
			c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]),
			i < hostEnd && (c == '[' || c == ']'):
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}

// hostEnd is where the host of an address ends, 0 when it has none.
func hostEnd(s string) int {
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		return 0
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[i:]
		return len(s) - len(rest)
	}
	return len(s)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7e }) < 0
}

// mailbox is an address that every reader takes for one (RFC 5322, section
// 3.4.1, without quoted and obsolete forms).
var mailbox = regexp.MustCompile("^[A-Za-z0-9_+.'!#$%&*/=?^`{|}~-]+@([A-Za-z0-9-]+\\.)+[A-Za-z0-9][A-Za-z0-9-]*$")

// email is a mailbox, or empty.
func email(raw string) string {
	raw = strings.TrimPrefix(strings.TrimSpace(raw), "mailto:")
	if mailbox.MatchString(raw) {
		return raw
	}
	return ""
}
