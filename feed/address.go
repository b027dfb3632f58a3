package feed

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"feedloom/article"
)

// schemes are those that a reader may be sent to. What a reader would run or
// open on its own machine is not among them.
var schemes = []string{"http", "https", "ftp", "gemini", "gopher", "magnet"}

// address is the URI (article.URI) that leads where raw leads, empty when it is
// none of the schemes.
func address(raw string) string {
	s := article.URI(raw)
	scheme, rest, _ := strings.Cut(s, ":")
	if !slices.Contains(schemes, scheme) || scheme != "magnet" && !strings.HasPrefix(rest, "//") {
		return ""
	}
	return s
}

// webAddress is an address of http or https, or empty.
func webAddress(raw string) string {
	s := address(raw)
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

// absoluteIRI is what an id is made of: it is compared byte by byte, and in ASCII
// it can have no second form.
var absoluteIRI = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$`)

// iri is an id that was given once and for ever, or empty.
func iri(raw string) string {
	if absoluteIRI.MatchString(raw) {
		return raw
	}
	return ""
}

// permanentID is an identifier that Atom and its validators take for one, or
// empty.
func permanentID(raw string) string {
	if id := normalID(raw); article.PermanentID(id) {
		return id
	}
	return ""
}

// normalID is an identifier in the normal form of its address (RFC 3986,
// section 6.2), empty when it has no scheme. Only that form may be compared
// character by character, as Atom does.
func normalID(raw string) string {
	s := article.URI(raw)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return s
	}
	if port := u.Port(); port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
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
