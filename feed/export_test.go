package feed

import "feedloom/article"

// OPML is the list of all feeds.
func (p *Plan) OPML(filled []article.Category) ([]byte, error) {
	return renderOPML(p, newTree(p, filled))
}

// Relative is a link from one page of the site to another.
func Relative(from, to string) string { return relative(from, to) }

// LookRevision is the revision of what feeds look like.
const LookRevision = lookRevision
