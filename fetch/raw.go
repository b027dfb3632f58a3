package fetch

import (
	"encoding/json"
	"time"

	"feedloom/article"
)

// raw is an item as it came, whatever the format: strings are not cleaned,
// addresses not resolved. It holds what the finished item is made of and
// nothing that changes by itself, such as counts of comments and views. Fields
// that are not there leave no trace in the hash, so that a field more does not
// make every known item new.
type raw struct {
	GUID       string              `json:",omitempty"`
	Permalink  bool                `json:",omitempty"`
	Link       string              `json:",omitempty"`
	Title      string              `json:",omitempty"`
	Authors    []article.Person    `json:",omitempty"`
	Published  time.Time           `json:",omitzero"`
	Updated    time.Time           `json:",omitzero"`
	Summary    text                `json:",omitzero"`
	Content    text                `json:",omitzero"`
	Tags       []article.Tag       `json:",omitempty"`
	Paths      []article.Category  `json:",omitempty"`
	Images     []string            `json:",omitempty"` // for the head image, the best first
	Thumbnails []string            `json:",omitempty"` // the best first
	Enclosures []article.Enclosure `json:",omitempty"`
	Comments   string              `json:",omitempty"`
	Base       string              `json:",omitempty"` // what addresses in the content are relative to, where the source says so
	Language   string              `json:",omitempty"`
	Rights     string              `json:",omitempty"`

	// The dates as the document has them, and whether it calls the title HTML: no
	// part of what an item is known by.
	PublishedText string `json:"-"`
	UpdatedText   string `json:"-"`
	TitleIsHTML   bool   `json:"-"`
}

// hash is the fingerprint by which an item is known without being cleaned.
func (r *raw) hash() article.Hash {
	b, err := json.Marshal(r)
	if err != nil { // strings, numbers and years of four digits always marshal
		panic("fetch: " + err.Error())
	}
	return article.HashOf(string(b))
}

func (r *raw) date() time.Time {
	if !r.Published.IsZero() {
		return r.Published
	}
	return r.Updated
}

// enclose adds what is heard, seen or loaded beside the item.
func (r *raw) enclose(address, mediaType, length string) {
	r.Enclosures = append(r.Enclosures, article.Enclosure{URL: address, Type: mediaType, Length: int64(number(length))})
}

// dates reads the first date of each list that is one.
func (r *raw) dates(published, updated []string) {
	r.Published, r.PublishedText = parseDate(published...), first(published...)
	r.Updated, r.UpdatedText = parseDate(updated...), first(updated...)
}

// sent is what the document itself has in the item's place.
func (r *raw) sent() Sent {
	return Sent{Title: r.Title, HTML: r.TitleIsHTML, Published: r.PublishedText, Updated: r.UpdatedText}
}
