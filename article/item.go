package article

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"
)

// Item is an entry as the source sent it, cleaned: text is valid UTF-8, HTML
// is sanitised, addresses are absolute. A zero field was not sent.
type Item struct {
	// GUID is the source's own identifier, as sent: RSS guid, Atom id, JSON
	// Feed id, rdf:about.
	GUID string `json:"guid,omitempty"`
	// Permalink says that the source declared GUID to be the item's address
	// (RSS 2.0, guid isPermaLink).
	Permalink bool `json:"permalink,omitempty"`
	// Link is the source's own address of the article, tracking parameters
	// removed. SentLink is it with them, empty where it had none: what counts
	// as tracking may change.
	Link     string `json:"link,omitempty"`
	SentLink string `json:"sent_link,omitempty"`
	// Title is plain text, without markup.
	Title   string   `json:"title,omitempty"`
	Authors []Person `json:"authors,omitempty"`
	// Published and Updated are what the source said, in UTC; zero when it
	// said nothing that can be trusted.
	Published time.Time `json:"published,omitzero"`
	Updated   time.Time `json:"updated,omitzero"`
	// Summary and Content are sanitised HTML. Summary is empty where the
	// source sent only one text.
	Summary string `json:"summary,omitempty"`
	Content string `json:"content,omitempty"`
	Tags    []Tag  `json:"tags,omitempty"`
	// Paths are the item's own categories, where the source tells these from its
	// tags, as posts do. The empty path says that it has none.
	Paths []Category `json:"paths,omitempty"`
	// Image is the address of the head image, Thumbnail that of a small one.
	Image      string      `json:"image,omitempty"`
	Thumbnail  string      `json:"thumbnail,omitempty"`
	Enclosures []Enclosure `json:"enclosures,omitempty"`
	// Comments is the address of the page of comments.
	Comments string `json:"comments,omitempty"`
	// Language is a BCP 47 tag.
	Language string `json:"language,omitempty"`
	Rights   string `json:"rights,omitempty"`
}

// Person is an author.
type Person struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Tag is one of the item's own category words. Scheme is the vocabulary that
// Term is from (RFC 4287, section 4.2.2.2; RSS 2.0, category domain).
type Tag struct {
	Term   string `json:"term"`
	Scheme string `json:"scheme,omitempty"`
	Label  string `json:"label,omitempty"`
}

// Name is the word that people read: the label, else the term.
func (t Tag) Name() string {
	if t.Label != "" {
		return t.Label
	}
	return t.Term
}

// Enclosure is an attached file. Length is in bytes, 0 when unknown.
type Enclosure struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`
	Length int64  `json:"length,omitempty"`
}

// Date is the date that the source gave the item: published, else updated,
// else zero.
func (it *Item) Date() time.Time {
	if !it.Published.IsZero() {
		return it.Published
	}
	return it.Updated
}

// sentLink is the link as the source sent it.
func (it *Item) sentLink() string { return cmp.Or(it.SentLink, it.Link) }

// Address is the canonical URL that an item is known by: that of its link,
// else of a GUID that is its permalink, else of its first enclosure, else a
// urn made of the source and the item's text. It is never empty.
func (t Tracking) Address(it *Item, source string) string {
	switch {
	case it.Link != "":
		return t.Canonical(it.sentLink())
	case it.Permalink && it.GUID != "":
		return t.Canonical(it.GUID)
	case len(it.Enclosures) > 0 && it.Enclosures[0].URL != "":
		return t.Canonical(it.Enclosures[0].URL)
	}
	return "urn:feedloom:" + HashOf(source, it.Title, it.Summary, it.Content).String()
}

// HasText reports whether the item is more than a title.
func (it *Item) HasText() bool {
	return it.Summary != "" || it.Content != "" || len(it.Enclosures) > 0
}

// Hash is a short fingerprint: the first 64 bits of a SHA-256.
type Hash uint64

// HashOf hashes a list of strings; where one ends and the next begins counts.
func HashOf(parts ...string) Hash {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return Hash(binary.BigEndian.Uint64(h.Sum(nil)))
}

// String is the hash as 16 hex digits.
func (h Hash) String() string {
	return fmt.Sprintf("%016x", uint64(h))
}

// Blank reports whether there is nothing in the item that a reader could be shown.
func (it *Item) Blank() bool {
	return it.GUID == "" && it.Link == "" && it.Title == "" && it.Summary == "" && it.Content == "" && it.Image == "" && len(it.Enclosures) == 0
}
