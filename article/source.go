package article

import "time"

// Source is what is polled, as config.yaml names it.
type Source struct {
	// ID is stable: the id of config.yaml, else the canonical URL. Moving a
	// source that has an id orphans nothing.
	ID string
	// URL is an http(s) address, or the path of a feed file or a folder of posts. It may hold
	// secrets: Public and Label do not.
	URL string
	// Secret says that part of URL came from the environment, and Secrets are
	// the values that did.
	Secret  bool
	Secrets []string
	// Title is the config's; empty leaves it to what the source says of itself.
	Title string
	// Categories are the paths that its articles belong to.
	Categories []Category
	// Own says that each item's own tags are its path (`category: own`), or its
	// own paths where it has such. These are taken as well where the source has
	// no Categories.
	Own bool
	// Access is how its server is asked, where that differs from the others.
	Access Access
}

// Access is how one source's server is asked. The zero value asks like all
// others. It holds secrets, which no log, output or store may show.
type Access struct {
	// Headers are sent to the host of the source's URL and to no other.
	Headers []Header
	// Proxy is the address of an http, https or socks5 proxy; empty for none.
	Proxy string
	// Timeout is that of a whole poll; 0 leaves it to the poller.
	Timeout time.Duration
	// Insecure takes any TLS certificate.
	Insecure bool
}

// Header is a field of a request's header.
type Header struct {
	Name, Value string
	// Secret says that the value came from the environment, or that the name is
	// one of secrets.
	Secret bool
}

// Address is a fingerprint of what is asked, the headers included: what a
// checkpoint says of another one need not hold any more. The rest of Access is
// how it is asked, and changes no answer.
func (s Source) Address() Hash {
	parts := []string{s.URL}
	for _, h := range s.Access.Headers {
		parts = append(parts, h.Name, h.Value)
	}
	return HashOf(parts...)
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
	// Address is the Source.Address that the rest is about. Validators, Gone,
	// Hold and Move say nothing of another one. The URL itself may hold a secret.
	Address      Hash   `json:"address,omitempty"`
	ETag         string `json:"etag,omitempty"`          // RFC 9110, section 8.8.3
	LastModified string `json:"last_modified,omitempty"` // RFC 9110, section 8.8.2
	// Answered is of the address that gave these two, behind all redirects: they
	// say nothing of another one.
	Answered Hash `json:"answered,omitempty"`
	Body     Hash `json:"body,omitempty"` // of the decoded body
	// Polled is when it was last tried, whatever came of it but a Hold, and News
	// when that last brought an article or an edit.
	Polled time.Time `json:"polled,omitzero"`
	News   time.Time `json:"news,omitzero"`
	// Rhythm is that of the dates of the last document.
	Rhythm Rhythm `json:"rhythm,omitzero"`
	// Interval is what the polls before the last one have taught `schedule:
	// auto`, for a source whose dates tell no rhythm.
	Interval time.Duration `json:"interval,omitempty"`
	// Advice is that of the last document.
	Advice Advice `json:"advice,omitzero"`
	// Fresh is until when the last answer said that it would be (RFC 9111,
	// section 4.2).
	Fresh time.Time `json:"fresh,omitzero"`
	// Hold is the server's last wish to be left alone.
	Hold Hold `json:"hold,omitzero"`
	// Move is where the server, or an HTML page, says that the feed is.
	Move Move `json:"move,omitzero"`
	// Gone says that the server said so (410; RFC 9110, section 15.5.11): it is
	// not asked again until config.yaml gives it another Address.
	Gone bool `json:"gone,omitempty"`
	// Failures counts the failed polls since the last good one, Failing is
	// the first of them, and Error says what was wrong at the last.
	Failures int       `json:"failures,omitempty"`
	Failing  time.Time `json:"failing,omitzero"`
	Error    string    `json:"error,omitempty"`
}

// Rhythm is how often a source has published of late.
type Rhythm struct {
	// Gap is the typical time between two moments at which it published
	// something; 0 where its dates do not tell.
	Gap time.Duration `json:"gap,omitempty"`
	// Moments counts those of the last weeks that the document lists.
	Moments int `json:"moments,omitempty"`
	// Newest is the date of its newest item; zero where it has none.
	Newest time.Time `json:"newest,omitzero"`
}

// Of is the checkpoint as it is about the source: of another Address only what
// is known of the source's news stays.
func (c Checkpoint) Of(s Source) Checkpoint {
	address := s.Address()
	if c.Address == address {
		return c
	}
	return Checkpoint{Address: address, Polled: c.Polled, News: c.News, Rhythm: c.Rhythm, Interval: c.Interval}
}

// Advice is what a document says of how often its source may be asked.
type Advice struct {
	// Interval is the shortest that it asks for (ttl of RSS 2.0; updatePeriod
	// and updateFrequency of RSS 1.0's syndication module); 0 where it says nothing.
	Interval time.Duration `json:"interval,omitempty"`
	// SkipHours has a bit for each hour of the day, in UTC, and SkipDays one
	// for each time.Weekday, in which nothing new comes (RSS 2.0).
	SkipHours uint32 `json:"skip_hours,omitempty"`
	SkipDays  uint8  `json:"skip_days,omitempty"`
}

// Hold is a wish to be left alone until a time (Retry-After; RFC 9110, section
// 10.2.3).
type Hold struct {
	Until time.Time `json:"until,omitzero"`
	// Host is the host that said so, with its port unless that is the scheme's
	// own. Whom it holds, config.yaml says: the source alone where it is empty,
	// since a redirect may lead anywhere.
	Host string `json:"host,omitempty"`
	// Status is that of the answer which said so.
	Status int `json:"status,omitempty"`
	// Said is when the source was last told so, and Since when for the first
	// time since it was answered otherwise.
	Said  time.Time `json:"said,omitzero"`
	Since time.Time `json:"since,omitzero"`
}

// Row is how long the server has said so to the source, and nothing else.
func (h Hold) Row() time.Duration { return h.Said.Sub(h.Since) }

// Lasting reports whether that is longer than a server is busy: then something
// is wrong.
func (h Hold) Lasting() bool { return h.Row() > 24*time.Hour }

// MaxHold bounds a hold.
const MaxHold = 7 * 24 * time.Hour

// InForce reports whether the hold is not over. One that reaches further than
// MaxHold was set by another clock, and holds nothing.
func (h Hold) InForce(now time.Time) bool {
	left := h.Until.Sub(now)
	return left > 0 && left <= MaxHold
}

// Move is another address of a feed than the one that config.yaml names.
type Move struct {
	To string `json:"to,omitempty"`
	// Page says that an HTML page named it (rel=alternate); else it was a
	// permanent redirect (301 or 308).
	Page bool `json:"page,omitempty"`
	// Polls counts how often in a row the server has said so.
	Polls int `json:"polls,omitempty"`
}

// surePolls is how often in a row a redirect must have been permanent before it
// is taken at its word: many are a mistake of a day.
const surePolls = 3

// Sure reports whether the feed is asked for there: a page has named it, or
// permanent redirects have led there often enough.
func (m Move) Sure() bool { return m.To != "" && (m.Page || m.Polls >= surePolls) }

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
	// Dates are those of the items that have one, known ones too.
	Dates []time.Time
	// Left counts the items beyond the cap on items, which were not read.
	Left int
	// Cut says that the document ended within an item, which is left for the
	// next poll.
	Cut bool
	// Unread are the posts of a folder that could not be read, each with its name
	// and what is wrong. They cost none of the others.
	Unread []string
	// Held is the wish that the poll was answered with, or that kept it from
	// being made; zero where there was none. Such a poll has not failed.
	Held Hold
	// Checkpoint is what is known of the source after the poll.
	Checkpoint Checkpoint
}
