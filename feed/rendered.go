package feed

import (
	"fmt"
	"time"

	"feedloom/article"
)

// Rendered is an entry as each format of the plan writes it, with what a feed
// says of it outside of its entries.
type Rendered struct {
	ID                 string
	Published, Updated time.Time
	Language           string
	NoIndex            bool
	show               *show
	// number and date are the article's short id and date: its place in a feed.
	number    uint64
	date      time.Time
	fragments map[string][]byte // by the name of the format
	// faults say, by the name of the format, why there is no fragment of it.
	faults map[string]error
}

// LeftOut says that an article is not in a feed that it belongs to, since it could
// not be written as it must be. That is a fault of Feedloom's own: no article may
// be the cause of it.
type LeftOut struct {
	ID     uint64 // of the article, the short one
	Title  string
	Format string // as people call it
	Err    error
}

// Error names the article, and what to do about it.
func (l *LeftOut) Error() string {
	return fmt.Sprintf("article %d, %q, is left out as %s (a fault of Feedloom's, which it asks you to report; "+
		"\"feedloom forget %d\" takes the article out): %v", l.ID, l.Title, l.Format, l.ID, l.Err)
}

// Unwrap returns what was wrong.
func (l *LeftOut) Unwrap() error { return l.Err }

// render writes an article in every format of the plan, and judges what comes
// out. A format that it cannot be written in is among its faults: the others, and
// the feeds, do not wait for it.
func (p *Plan) render(a *article.Article, profiles map[string]article.Profile) *Rendered {
	it := p.Entry(a, profiles)
	r := &Rendered{ID: it.ID, Published: it.Published, Updated: it.Updated, Language: it.Language, NoIndex: it.NoIndex, show: it.show(),
		number: a.ID, date: a.Published, fragments: make(map[string][]byte, len(p.formats))}
	for _, f := range p.formats {
		b, err := f.entry(&it)
		if err == nil {
			err = f.lint(b)
		}
		if err != nil {
			r.fault(f, &LeftOut{a.ID, it.Label(), f.Title, err})
			continue
		}
		r.fragments[f.Name] = b
	}
	return r
}

func (r *Rendered) fault(f Format, err error) {
	if r.faults == nil {
		r.faults = map[string]error{}
	}
	r.faults[f.Name] = err
}

// size is how much memory it takes, in bytes, or somewhat less.
func (r *Rendered) size() int {
	n := len(r.ID) + len(r.Language)
	for _, b := range r.fragments {
		n += cap(b)
	}
	return n
}
