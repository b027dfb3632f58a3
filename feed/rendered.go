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
	// number and date are the article's short id and date: its place in a feed.
	number    uint64
	date      time.Time
	fragments map[string][]byte // by the name of the format
}

// render writes an article in every format of the plan.
func (p *Plan) render(a *article.Article, profiles map[string]article.Profile) (*Rendered, error) {
	it := p.Entry(a, profiles)
	r := &Rendered{ID: it.ID, Published: it.Published, Updated: it.Updated, Language: it.Language,
		number: a.ID, date: a.Published, fragments: make(map[string][]byte, len(p.formats))}
	for _, f := range p.formats {
		b, err := f.entry(&it)
		if err != nil {
			return nil, fmt.Errorf("write %s as %s: %w", it.Label(), f.Title, err)
		}
		r.fragments[f.Name] = b
	}
	return r, nil
}

// size is how much memory it takes, in bytes, or somewhat less.
func (r *Rendered) size() int {
	n := len(r.ID) + len(r.Language)
	for _, b := range r.fragments {
		n += cap(b)
	}
	return n
}
