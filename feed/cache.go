package feed

import (
	"container/list"
	"fmt"
	"maps"
	"slices"

	"feedloom/article"
)

// maxCache is how many bytes of rendered entries are kept: some hundreds of
// articles, so that one which many feeds hold is rendered once, and a feed that is
// published again renders what is new in it.
const maxCache = 16 << 20

// cache keeps the entries that were used last. It is for one goroutine.
type cache struct {
	// of says what all of it was made with: the plan's look, and what the sources
	// say of themselves.
	of      article.Hash
	entries map[uint64]*list.Element // by the article's short id
	recent  list.List                // of *cached, the last used in front
	bytes   int
}

type cached struct {
	print article.Hash
	*Rendered
}

// madeWith is a fingerprint of all that the bytes of an entry are made of, beside
// its article.
func madeWith(p *Plan, profiles map[string]article.Profile) article.Hash {
	parts := []string{p.Look()}
	for _, id := range slices.Sorted(maps.Keys(profiles)) {
		parts = append(parts, id, fmt.Sprintf("%q", profiles[id].Quoted()))
	}
	return article.HashOf(parts...)
}

// begin forgets what was made otherwise.
func (c *cache) begin(of article.Hash) {
	if c.entries == nil || c.of != of {
		*c = cache{of: of, entries: map[uint64]*list.Element{}}
	}
}

// get is the entry of the article of that print, nil where there is none.
func (c *cache) get(id uint64, print article.Hash) *Rendered {
	e := c.entries[id]
	if e == nil || e.Value.(*cached).print != print {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cached).Rendered
}

// put keeps an entry, and lets those go that were not used for longest.
func (c *cache) put(id uint64, print article.Hash, r *Rendered) {
	if e := c.entries[id]; e != nil {
		c.drop(e)
	}
	c.entries[id] = c.recent.PushFront(&cached{print, r})
	c.bytes += r.size()
	for c.bytes > maxCache {
		c.drop(c.recent.Back())
	}
}

func (c *cache) drop(e *list.Element) {
	r := c.recent.Remove(e).(*cached)
	delete(c.entries, r.number)
	c.bytes -= r.size()
}
