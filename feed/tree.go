package feed

import (
	"math"

	"feedloom/article"
)

// Node is a category in the tree of what is published.
type Node struct {
	Path     article.Category
	Label    string // its name, without the site's
	URL      string // of its page
	Children []Node
	More     int // children that are not listed
}

// reach is how much of the tree is listed: so many levels, so many children of the
// first, and so many of each below.
type reach struct{ levels, first, others int }

// What pages list: all below the whole site, else one level. Strangers' words may
// be categories and tags, and there is no end to them.
var (
	siteReach     = reach{math.MaxInt, 1000, 50}
	categoryReach = reach{1, 1000, 0}
	wholeReach    = reach{math.MaxInt, math.MaxInt, math.MaxInt}
)

// tree is all that is published: every path, and what lies below it.
type tree struct {
	paths    []article.Category
	children map[string][]article.Category // by the path's id
}

// newTree grows the tree of the paths that the config names and of those that
// hold articles.
func newTree(p *Plan, filled []article.Category) *tree {
	paths := p.Paths()
	for _, c := range filled {
		paths = append(paths, c.Prefixes()...)
	}
	t := &tree{paths: unique(paths), children: map[string][]article.Category{}}
	for _, c := range t.paths {
		if len(c) > 0 {
			above := c.Parent().ID()
			t.children[above] = append(t.children[above], c)
		}
	}
	return t
}

// below lists what lies under a path, as far as that reaches, and counts the
// children that it leaves out.
func (t *tree) below(p *Plan, path article.Category, far reach) (nodes []Node, more int) {
	if far.levels == 0 {
		return nil, 0
	}
	children := t.children[path.ID()]
	listed := children[:min(far.first, len(children))]
	for _, c := range listed {
		n := Node{Path: c, Label: p.label(c), URL: p.URL(c)}
		n.Children, n.More = t.below(p, c, reach{far.levels - 1, far.others, far.others})
		nodes = append(nodes, n)
	}
	return nodes, len(children) - len(listed)
}

// above lists the path's ancestors, the whole site first.
func (p *Plan) above(path article.Category) []Node {
	var nodes []Node
	for _, c := range path.Prefixes()[:len(path)] {
		nodes = append(nodes, Node{Path: c, Label: p.label(c), URL: p.URL(c)})
	}
	return nodes
}

// label is what a path is called where its site is known.
func (p *Plan) label(path article.Category) string {
	if o := p.overrides[path.ID()]; o != nil && o.Title != "" {
		return line(o.Title)
	}
	if len(path) > 0 {
		return line(path.Name())
	}
	if title := line(p.site.Title); title != "" {
		return title
	}
	if p.site.URL != nil {
		return p.site.URL.Host
	}
	return "Feedloom"
}

// title is what a feed is called in a reader's list, where feeds of many sites
// stand together: the name first, as long titles are cut, then the site.
func (p *Plan) title(path article.Category) string {
	if o := p.overrides[path.ID()]; len(path) == 0 || o != nil && o.Title != "" {
		return p.label(path)
	}
	return p.label(path) + " – " + p.label(article.Category{})
}

// description is the config's, else the path in words: RSS asks for one.
func (p *Plan) description(path article.Category) string {
	if o := p.overrides[path.ID()]; o != nil && o.Description != "" {
		return line(o.Description)
	}
	if len(path) > 0 {
		return p.label(article.Category{}) + ": " + line(path.String())
	}
	if d := line(p.site.Description); d != "" {
		return d
	}
	return p.label(path)
}
