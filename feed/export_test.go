package feed

import "feedloom/article"

// Document builds one feed, where these are the paths that hold articles.
func (p *Plan) Document(path article.Category, articles []*article.Article, profiles map[string]article.Profile, filled []article.Category) *Document {
	return p.document(path, articles, profiles, newTree(p, filled))
}

// OPML is the list of all feeds.
func (p *Plan) OPML(filled []article.Category) ([]byte, error) {
	return renderOPML(p, newTree(p, filled))
}

// Relative is a link from one page of the site to another.
func Relative(from, to string) string { return relative(from, to) }
