package feed

import (
	"fmt"
	"slices"

	"feedloom/article"
)

// Standing is a feed that an article belongs to by its categories and tags.
type Standing struct {
	Path article.Category
	// From is the category that the feed merges; empty where the path is the
	// article's own, or lies above one.
	From article.Category
	// Out is which of the feed's own conditions keeps the article out, include or
	// exclude; empty where it is in.
	Out string
}

// Standings lists the feeds that the article belongs to, each once, in order. It
// is nil where the article is not published.
func (p *Plan) Standings(a *article.Article) []Standing {
	made, ok := p.ruling(a)
	if !ok {
		return nil
	}
	all := p.belongs(slices.Concat(made.Categories, p.tagFeeds(made.Tags)))
	for i := range all {
		all[i].Out = p.outside(all[i].Path, a, made)
	}
	return all
}

// belongs lists the feeds of an article of these categories, before the feeds'
// own conditions.
func (p *Plan) belongs(own []article.Category) []Standing {
	paths := []article.Category{{}}
	for _, c := range own {
		paths = append(paths, c.Prefixes()...)
	}
	var all []Standing
	for _, c := range unique(paths) {
		all = append(all, Standing{Path: c})
	}
	n := len(all)
	for _, m := range p.merges {
		from, ok := m.first(own)
		if ok && !slices.ContainsFunc(all[:n], func(s Standing) bool { return s.Path.Equal(m.path) }) {
			all = append(all, Standing{Path: m.path, From: from})
		}
	}
	slices.SortFunc(all, func(a, b Standing) int { return a.Path.Compare(b.Path) })
	return all
}

// outside is the condition of a path's feed that keeps the article out.
func (p *Plan) outside(path article.Category, a *article.Article, made article.Ruling) string {
	o := p.overrides[path.ID()]
	switch {
	case o == nil:
	case o.Include != nil && !o.Include.Holds(a, made):
		return "include"
	case o.Exclude != nil && o.Exclude.Holds(a, made):
		return "exclude"
	}
	return ""
}

// merge is a feed that holds the articles of other categories too.
type merge struct {
	path article.Category
	from []article.Category
}

// first is the first of the merged categories that one of these is in.
func (m merge) first(own []article.Category) (from article.Category, ok bool) {
	for _, from := range m.from {
		if slices.ContainsFunc(own, func(c article.Category) bool { return c.Under(from) }) {
			return from, true
		}
	}
	return nil, false
}

// allMerges are those of the config, in order, each with what the feeds merge
// that it merges. One that comes back to itself ends there.
func (p *Plan) allMerges() []merge {
	var all []merge
	for _, o := range p.overrides {
		if len(o.Merge) > 0 {
			all = append(all, merge{o.Path, unique(p.mergedBy(o))})
		}
	}
	slices.SortFunc(all, func(a, b merge) int { return a.path.Compare(b.path) })
	return all
}

func (p *Plan) mergedBy(o *Override) (from []article.Category) {
	from = slices.Clone(o.Merge)
	for i := 0; i < len(from); i++ {
		further := p.overrides[from[i].ID()]
		if further == nil {
			continue
		}
		for _, c := range further.Merge {
			if !slices.ContainsFunc(from, c.Equal) {
				from = append(from, c)
			}
		}
	}
	return from
}

// conditions fingerprint what feeds merge, include and exclude, in their order.
func (p *Plan) conditions() []string {
	var parts []string
	for _, m := range p.merges {
		parts = append(parts, fmt.Sprintf("%q", append([]article.Category{m.path}, m.from...)))
	}
	for _, o := range p.choosy() {
		parts = append(parts, fmt.Sprintf("%q", []string{o.Path.ID(), written(o.Include), written(o.Exclude)}))
	}
	return parts
}

// asked lists what the conditions of feeds ask for, and what tags that have feeds
// come from.
func (p *Plan) asked() (names []string) {
	if len(p.site.Tags.Path) > 0 {
		names = append(names, "tags")
	}
	for _, o := range p.choosy() {
		for _, c := range []Condition{o.Include, o.Exclude} {
			if c != nil {
				names = append(names, c.Asks()...)
			}
		}
	}
	return names
}

// choosy are the feeds that have conditions, in order.
func (p *Plan) choosy() (feeds []*Override) {
	for _, o := range p.overrides {
		if o.Include != nil || o.Exclude != nil {
			feeds = append(feeds, o)
		}
	}
	slices.SortFunc(feeds, func(a, b *Override) int { return a.Path.Compare(b.Path) })
	return feeds
}

func written(c Condition) string {
	if c == nil {
		return ""
	}
	return c.String()
}
