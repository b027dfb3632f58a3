package feed

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"feedloom/article"
)

// Stock is what exporting needs of a store.
type Stock interface {
	// Each visits all articles that are kept, in the order of short ids.
	Each(ctx context.Context, from uint64, visit func(*article.Article) error) error
	// Get is the article of a short id, nil where it is not kept.
	Get(id uint64) (*article.Article, error)
	Paths(least func(article.Category) int) ([]article.Category, error)
	Profiles() (map[string]article.Profile, error)
}

// Selection says which articles are exported: those of a category, published
// since then; the newest Limit of them, all where it is 0.
type Selection struct {
	Path  article.Category
	Since time.Time
	Limit int
	// Stored takes those in that are in no feed, where Path is that of the whole
	// site.
	Stored bool
}

// has reports whether an article is selected, the limit aside.
func (p *Plan) has(sel Selection, a *article.Article) bool {
	if a.Published.Before(sel.Since) {
		return false
	}
	return sel.Stored && len(sel.Path) == 0 || slices.ContainsFunc(p.Feeds(a), sel.Path.Equal)
}

// Select visits the articles of a selection in the order of short ids. Memory
// holds a few of them; with a limit, some bytes of each.
func (p *Plan) Select(ctx context.Context, from Stock, sel Selection, visit func(*article.Article) error) error {
	if sel.Limit == 0 {
		return from.Each(ctx, 0, func(a *article.Article) error {
			if !p.has(sel, a) {
				return nil
			}
			return visit(a)
		})
	}
	picked, err := p.pick(ctx, from, sel, nil)
	if err != nil {
		return err
	}
	slices.SortFunc(picked, func(a, b pick) int { return cmp.Compare(a.id, b.id) })
	return visitPicked(ctx, from, picked, visit)
}

// pick is an article of a selection: what orders it, and what its feed says outside
// of its entries, without their fragments.
type pick struct {
	id    uint64
	date  int64 // in seconds
	entry *Rendered
}

// pick lists a selection, the newest first. profiles may be nil where nobody asks
// for entries.
func (p *Plan) pick(ctx context.Context, from Stock, sel Selection, profiles map[string]article.Profile) ([]pick, error) {
	var picked []pick
	languages := map[string]string{} // each once in memory
	err := from.Each(ctx, 0, func(a *article.Article) error {
		if !p.has(sel, a) {
			return nil
		}
		one := pick{id: a.ID, date: a.Published.Unix()}
		if profiles != nil {
			it := p.Entry(a, profiles)
			if _, known := languages[it.Language]; !known {
				languages[it.Language] = strings.Clone(it.Language)
			}
			one.entry = &Rendered{Updated: it.Updated, Language: languages[it.Language], NoIndex: it.NoIndex, show: it.show()}
		}
		picked = append(picked, one)
		return nil
	})
	slices.SortFunc(picked, func(a, b pick) int { return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(b.id, a.id)) })
	if sel.Limit > 0 {
		picked = picked[:min(sel.Limit, len(picked))]
	}
	return picked, err
}

func visitPicked(ctx context.Context, from Stock, picked []pick, visit func(*article.Article) error) error {
	for _, one := range picked {
		if err := ctx.Err(); err != nil {
			return err
		}
		a, err := from.Get(one.id)
		if err != nil {
			return err
		}
		if a == nil {
			continue // it went meanwhile
		}
		if err := visit(a); err != nil {
			return err
		}
	}
	return nil
}
