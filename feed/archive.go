package feed

import (
	"strconv"
	"strings"

	"feedloom/article"
)

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

// page is the file of a page of an archive in the feed's folder: rss-1.xml.
func (f Format) page(number int) string {
	stem, extension, _ := strings.Cut(f.File, ".")
	return stem + "-" + strconv.Itoa(number) + "." + extension
}

// pageIn is the number of the page that a file of that name is, 0 for none.
func (f Format) pageIn(file string) int {
	stem, extension, _ := strings.Cut(f.File, ".")
	rest, ok := strings.CutPrefix(file, stem+"-")
	if !ok || !f.readable() {
		return 0
	}
	number, _ := strconv.Atoi(strings.TrimSuffix(rest, "."+extension))
	if number < 1 || f.page(number) != file {
		return 0
	}
	return number
}

// historySpace is that of the element which says that a document is a page of an
// archive (RFC 5005, section 4).
const historySpace = "http://purl.org/syndication/history/1.0"

// archived is that element and its name space, nothing for the feed itself.
func (d *Document) archived() (space string, element *struct{}) {
	if d.Page == 0 {
		return "", nil
	}
	return historySpace, &struct{}{}
}

// links lead from a document in that format to itself, to the feed, and to the pages
// next to it (RFC 5005, section 4.1).
func (d *Document) links(format, mediaType string) []xmlLink {
	var links []xmlLink
	add := func(rel string, page int) {
		if href := d.page(format, page); href != "" {
			links = append(links, linkTo(rel, mediaType, href))
		}
	}
	add("self", d.Page)
	if d.Page != 0 {
		add("current", 0)
	}
	if d.Older != 0 {
		add("prev-archive", d.Older)
	}
	if d.Newer != 0 {
		add("next-archive", d.Newer)
	}
	return links
}
