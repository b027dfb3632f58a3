package article

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Key is where an article is stored: its date as RFC 3339 in UTC, NUL, its
// canonical URL, and in the one case where two articles share both, NUL and a
// short hash. Keys in byte order are articles by date.
type Key string

// maxKeyURL is how much of a long URL stands in a key as it is, in bytes; the
// rest is hashed.
const maxKeyURL = 400

// NewKey makes the key of a date and a canonical URL. apart is empty, or what
// tells two articles of that date and URL from each other.
func NewKey(date time.Time, url, apart string) Key {
	key := Stamp(date) + "\x00" + keyURL(url)
	if apart != "" {
		key += "\x00" + HashOf(apart).String()
	}
	return Key(key)
}

// keyURL is a canonical URL as keys have it.
func keyURL(url string) string {
	if len(url) > maxKeyURL {
		url = strings.ToValidUTF8(url[:maxKeyURL], "") + "#" + HashOf(url).String()
	}
	return strings.ReplaceAll(url, "\x00", "%00")
}

// Stamp is a date as keys have it: RFC 3339, UTC, whole seconds. Years outside
// 0000 to 9999 (RFC 3339, section 1) are brought to the nearest end.
func Stamp(t time.Time) string {
	t = t.UTC()
	switch y := t.Year(); {
	case y < 0:
		t = time.Time{}
	case y > 9999:
		t = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	}
	return t.Format(time.RFC3339)
}

// publicIDs is the name space of the ids that are made here (RFC 9562,
// section 5.5).
var publicIDs = uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:feedloom:article"))

// URN is a permanent id made of the key, for an article whose source gave it
// none that is an IRI and unique.
func (k Key) URN() string {
	return "urn:uuid:" + uuid.NewSHA1(publicIDs, []byte(k)).String()
}

// Date is the part of the key that says when, as Stamp writes it.
func (k Key) Date() string {
	date, _, _ := strings.Cut(string(k), "\x00")
	return date
}

// At reports whether a key is of that canonical URL.
func (k Key) At(url string) bool {
	of, _ := k.Address()
	return of == keyURL(url)
}

// Address is the canonical URL of a key; whole is false where it was too long
// to stand in one.
func (k Key) Address() (url string, whole bool) {
	_, rest, _ := strings.Cut(string(k), "\x00")
	url, _, _ = strings.Cut(rest, "\x00")
	return url, len(url) <= maxKeyURL
}

// Within reports whether a key is of the date and address of another, whatever
// tells the two apart.
func (k Key) Within(other Key) bool {
	rest, ok := strings.CutPrefix(string(k), string(other))
	return ok && (rest == "" || rest[0] == 0)
}

// PermanentID reports whether a source's GUID can be the id of an article in
// what is published: an IRI (RFC 4287, section 4.2.6) that is absolute, has no
// user in it, and is in the form that comparing it byte by byte expects.
func PermanentID(guid string) bool {
	u, err := url.Parse(guid)
	if err != nil || len(guid) > maxPermanentID || strings.ContainsFunc(guid, notInIRI) {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return normalHost(u) && u.Path != "" && canonicalPath(u.EscapedPath()) == u.EscapedPath() &&
			strings.HasPrefix(guid, u.Scheme+"://") && oneWay(guid) == guid
	case "tag":
		return taggedBy.MatchString(guid) && oneWay(guid) == guid
	case "urn":
		return urnForm.MatchString(guid) && oneWay(guid) == guid
	}
	return false
}

// normalHost reports whether host and port of an address are in normal form
// (RFC 3986, section 6.2): lower case, no dot at the end, no port that is the
// scheme's own, and nobody's name before them.
func normalHost(u *url.URL) bool {
	port := u.Port()
	return u.Hostname() != "" && u.User == nil && u.Host == strings.ToLower(u.Host) &&
		!strings.HasSuffix(u.Hostname(), ".") && !strings.HasSuffix(u.Host, ":") &&
		!(u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443")
}

// maxPermanentID is the longest GUID, in bytes, that is republished as an id.
const maxPermanentID = 1000

var (
	// taggedBy is the form of RFC 4151, section 2.1.
	taggedBy = regexp.MustCompile(`^tag:([a-z0-9._-]+@)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*,\d{4}(-\d\d(-\d\d)?)?:[!-~]+$`)
	// urnForm is the form of RFC 2141, section 2, which every reader knows, with
	// uuids in lower case.
	urnForm = regexp.MustCompile(`^urn:(uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(isbn|issn|doi|oid|ietf):([A-Za-z0-9()+,.:=@;$_!*'-]|%[0-9A-F]{2})+)$`)
)

// notInIRI is what stands nowhere in an id. Brackets could, around an address of
// IPv6: nobody calls an article for ever by that.
func notInIRI(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune("<>\"{}|\\^`[]", r)
}
