package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"feedloom/article"
	"feedloom/internal/decode"
)

// Document is what a poll brought, decompressed: a body, or the posts of a
// folder.
type Document struct {
	Body  []byte
	Posts []Post
	// Base is the address that it came from in the end; empty for a file.
	Base string
	// Charset is what the Content-Type header says, empty if it says nothing.
	Charset string
}

// NewDocument is the document of an answer with that header, which came from
// that address in the end.
func NewDocument(body []byte, base string, h http.Header) Document {
	return Document{Body: body, Base: base, Charset: charsetOf(h)}
}

// Reading is what a document says.
type Reading struct {
	Profile article.Profile
	// Listed are its items in its order, blank ones too; those that known knows
	// have no Item.
	Listed []article.Listed
	// Sent has one for each of Listed: what the document itself has there. It
	// tells a date that could not be read from none; it is not to be kept.
	Sent []Sent `json:"-"`
	// Whole is the same of the document itself; it has no dates.
	Whole Sent `json:"-"`
	// Left counts the items beyond Options.MaxItems.
	Left int
	// Cut says that the document ended within an item, which is left out.
	Cut bool `json:",omitzero"`
	// Unread are as in article.Delivery.
	Unread []string `json:",omitempty"`
	// Advice and Dates are as in article.Delivery.
	Advice article.Advice `json:",omitzero"`
	Dates  []time.Time    `json:",omitempty"`
}

// Sent is what a document has as an item's title and dates, empty where it has
// none. An item may have a date that is no date: its Item has a zero one then.
type Sent struct {
	Title              string // HTML that is not clean
	HTML               bool   // the document says that the title is HTML, as Atom can
	Published, Updated string
}

// parsed is a document in one form, whatever its format: nothing is cleaned yet.
type parsed struct {
	profile    article.Profile
	advice     article.Advice
	html       bool // the document says that its title is HTML
	cut        bool // the document ended within an item, which is left out
	unread     []string
	site, self string // the addresses that it gives itself
	items      []raw
}

// Read reads a feed of any format. It never panics; its error is a *Failure, or ctx's.
// known may be nil: then every item is new.
func Read(ctx context.Context, doc Document, o Options, known func(article.Hash) bool) (r Reading, err error) {
	o = o.withDefaults()
	defer func() {
		if p := recover(); p != nil {
			r, err = Reading{}, fail(KindMalformed, fmt.Errorf("panic while reading: %v", p), "malformed: it can't be read")
		}
	}()
	p, err := doc.parse(ctx, bounds{o.MaxDepth, o.MaxItems})
	if err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return Reading{}, nameBinary(err, doc.Body)
	}
	f := finisher{base: firstBase(p.site, p.self, doc.Base), most: int(o.MaxTitle), tracking: o.Tracking}
	return f.reading(ctx, p, o.MaxItems, known)
}

// dates are those of the items that have one.
func (p parsed) dates() []time.Time {
	var all []time.Time
	for i := range p.items {
		if d := p.items[i].date(); !d.IsZero() {
			all = append(all, d)
		}
	}
	return all
}

func (d Document) parse(ctx context.Context, most bounds) (parsed, error) {
	if d.Posts != nil {
		return parsePosts(ctx, d.Posts)
	}
	text, _ := decode.UTF8(d.Body, d.Charset)
	return parse(ctx, text, firstBase(d.Base), most)
}

// hash is the fingerprint by which a document is known.
func (d Document) hash() article.Hash {
	if d.Posts == nil {
		return article.HashOf(string(d.Body))
	}
	var parts []string
	for _, post := range d.Posts {
		parts = append(parts, post.Name, string(post.Body))
	}
	return article.HashOf(parts...)
}

func parse(ctx context.Context, text []byte, base *url.URL, most bounds) (parsed, error) {
	f, err := detect(text)
	if err != nil {
		return parsed{}, err
	}
	mended, cut, err := f.mend(text, base, most)
	if err != nil {
		return parsed{}, err
	}
	p, err := f.parse(interruptible{ctx, bytes.NewReader(mended)})
	p.cut = cut
	return p, err
}

// interruptible ends with its context, of which the parsers know nothing.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}

// firstBase is the first of the addresses that relative ones can be resolved
// against, nil where there is none. The site comes before the feed's own
// address: feeds are served from elsewhere more often than they are written
// for elsewhere.
func firstBase(addresses ...string) *url.URL {
	for _, a := range addresses {
		if abs := absolute(nil, a); abs != "" {
			u, err := url.Parse(abs)
			if err == nil {
				return u
			}
		}
	}
	return nil
}
