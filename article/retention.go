package article

import (
	"math"
	"time"
)

// Retention says which articles are kept. The zero value keeps all.
//
// An article is kept as long as one of its categories keeps it, or, where it
// has none, the whole store. Age counts from its arrival, which is its own
// date where it came with its source's first document or is backlog: a late
// find with an old date reaches its readers, as news does, before it goes.
type Retention struct {
	// MaxAge is for what no category says otherwise of; 0 is for ever.
	MaxAge time.Duration
	// MaxArticles is of the whole store, whatever the categories say; 0 is no
	// bound. Who arrived first goes first, backlog before all news.
	MaxArticles int
	// Categories are those that differ, each once.
	Categories []CategoryRetention
}

// CategoryRetention is what is kept of a category and of all below it.
type CategoryRetention struct {
	Path Category
	// MaxAge stands in place of those above it; 0 leaves it to them.
	MaxAge time.Duration
	// MaxArticles holds beside those above and below it; 0 is no bound.
	MaxArticles int
}

// Forever is the MaxAge of a category that keeps what others would not.
const Forever = time.Duration(math.MaxInt64)

// KeepsAll reports whether there is nothing that it does not keep.
func (r Retention) KeepsAll() bool {
	return r.MaxAge == 0 && r.MaxArticles == 0 && len(r.Categories) == 0
}

// Since is the first arrival that is kept in a category, by what the deepest
// path at or above it says of age; zero where that is for ever.
func (r Retention) Since(c Category, now time.Time) time.Time {
	age, depth := r.MaxAge, 0
	for _, k := range r.Categories {
		if k.MaxAge > 0 && len(k.Path) >= depth && c.Under(k.Path) {
			age, depth = k.MaxAge, len(k.Path)
		}
	}
	if age == 0 || age == Forever {
		return time.Time{}
	}
	return now.Add(-age)
}
