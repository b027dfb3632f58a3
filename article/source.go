package article

import "time"

// Source is what is polled, as config.yaml names it.
type Source struct {
	// ID is stable: the id of config.yaml, else the canonical URL. Moving a
	// source that has an id orphans nothing.
	ID string
	// URL is an http(s) address, or the path of a feed file. It may hold
	// secrets: Public and Label do not.
	URL string
	// Secret says that part of URL came from the environment.
	Secret bool
	// Title is the config's; empty leaves it to what the source says of itself.
	Title string
	// Categories are the paths that its articles belong to.
	Categories []Category
	// Own says that each item's own tags are its path (`category: own`).
	Own bool
}

// Profile is what a source says of itself. It holds no dates: many sources
// send the present moment, which would change every feed that quotes them.
type Profile struct {
	// FeedID is the Atom id of the source's own feed.
	FeedID      string `json:"feed_id,omitempty"`
	Title       string `json:"title,omitempty"`
	Link        string `json:"link,omitempty"` // the site that the feed is of
	Description string `json:"description,omitempty"`
	Language    string `json:"language,omitempty"`
	Rights      string `json:"rights,omitempty"`
	Icon        string `json:"icon,omitempty"`
	Image       string `json:"image,omitempty"`
}

// Quoted is the part of a profile that published feeds quote.
func (p Profile) Quoted() Profile {
	return Profile{FeedID: p.FeedID, Title: p.Title, Link: p.Link, Language: p.Language, Rights: p.Rights}
}

// Checkpoint is what is known of a source between two polls.
type Checkpoint struct {
	// Address is a hash of the URL that the validators below are about: they
	// say nothing of another one. The URL itself may hold a secret.
	Address      Hash   `json:"address,omitempty"`
	ETag         string `json:"etag,omitempty"`          // RFC 9110, section 8.8.3
	LastModified string `json:"last_modified,omitempty"` // RFC 9110, section 8.8.2
	Body         Hash   `json:"body,omitempty"`          // of the decoded body
	// Polled is when it was last tried, News when that last brought an article
	// or an edit.
	Polled time.Time `json:"polled,omitzero"`
	News   time.Time `json:"news,omitzero"`
	// Interval is the pace that `schedule: auto` has found.
	Interval time.Duration `json:"interval,omitempty"`
	// Failures counts the failed polls since the last good one, Failing is
	// the first of them, and Error says what was wrong at the last.
	Failures int       `json:"failures,omitempty"`
	Failing  time.Time `json:"failing,omitzero"`
	Error    string    `json:"error,omitempty"`
}

// Listed is one item of a document, in the document's order.
type Listed struct {
	// Hash is of the item as it came, before it was cleaned.
	Hash Hash
	// GUID is the source's identifier, as sent.
	GUID string
	// Item is nil where the store knows Hash already: nothing of the item
	// changed since the source's last document.
	Item *Item
}

// Delivery is what one poll of a source brought.
type Delivery struct {
	Source string // its id
	URL    string // where it was polled
	At     time.Time
	// Profile is nil where no document was read (not modified, or failed).
	Profile *Profile
	// Listed are the items of the document, newest first as it has them.
	// Read tells an empty document from none.
	Listed []Listed
	Read   bool
	// Left counts the items beyond the cap on items, which were not read.
	Left       int
	Checkpoint Checkpoint
}
