package feed

import (
	"feedloom/article"
)

// Node is a category in the tree of what is published.
type Node struct {
	Path     article.Category
	Label    string // its name, without the site's
	URL      string // of its page
	Children []Node
}

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

// below lists what lies under a path, that many levels deep.
func (t *tree) below(p *Plan, path article.Category, depth int) []Node {
	if depth == 0 {
		return nil
	}
	var nodes []Node
	for _, c := range t.children[path.ID()] {
		nodes = append(nodes, Node{Path: c, Label: p.label(c), URL: p.URL(c), Children: t.below(p, c, depth-1)})
	}
	return nodes
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
