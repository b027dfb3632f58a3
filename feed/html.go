package feed

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"time"
)

// teaserLength is how much of an article's text a page shows, in characters.
const teaserLength = 200

//go:embed page.html
var pageSource string

// page is the template of index.html.
var page = template.Must(template.New("page").Parse(pageSource))

// pageView is what the template asks of a document.
type pageView struct {
	*Document
	Feeds []File // the formats that can be subscribed to
}

// Root reports whether this is the page of the whole site.
func (v pageView) Root() bool { return len(v.Path) == 0 }

// Href is an address of the site as this page links to it, Page that of a
// category: by the name of its file, so that it leads there from a disk, too.
func (v pageView) Href(to string) string { return relative(v.URL, to) }
func (v pageView) Page(of string) string { return relative(v.URL, of+index) }

// link is a category as the page shows it, with those below it.
type link struct {
	Label, Href string
	Children    []link
}

// Tree is categories with what lies below them.
func (v pageView) Tree(nodes []Node) []link {
	var links []link
	for _, n := range nodes {
		links = append(links, link{n.Label, v.Page(n.URL), v.Tree(n.Children)})
	}
	return links
}

// Teaser is the beginning of an entry's text, unless that stands in for its
// title and is all of it.
func (v pageView) Teaser(it Entry) string {
	text := excerpt(cmp.Or(it.Summary, it.Content), teaserLength)
	if text == it.Label() {
		return ""
	}
	return text
}

// Picture is the small image of an entry, or its head image.
func (v pageView) Picture(it Entry) string { return cmp.Or(it.Thumbnail, it.Image) }

// Day is a date as people of the site read it, Stamp as programs do.
func (v pageView) Day(t time.Time) string   { return t.In(v.Location).Format("2006-01-02 15:04") }
func (v pageView) Stamp(t time.Time) string { return stamp(t) }

func renderHTML(d *Document) ([]byte, error) {
	v := pageView{Document: d}
	for _, f := range d.Files {
		if f.Format.readable() {
			v.Feeds = append(v.Feeds, f)
		}
	}
	var b bytes.Buffer
	if err := page.Execute(&b, v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
