package feed

import "feedloom/article"

// Archive is how many articles a page of that feed's archive holds: as many as the
// feed itself shows, so that pages are full when they are closed. It is 0 where the
// feed has no archive.
func (p *Plan) Archive(path article.Category) int {
	archived := p.site.Archive
	if o := p.overrides[path.ID()]; o != nil && o.Archive != nil {
		archived = *o.Archive
	}
	if !archived {
		return 0
	}
	return p.Limit(path)
}
