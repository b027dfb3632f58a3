package feed

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
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

// Empty reports whether there is nothing to show.
func (v pageView) Empty() bool { return len(v.Entries) == 0 }

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

// framePage writes the page without its articles, and cuts it where they belong.
func framePage(d *Document) (head, tail []byte, err error) {
	v := pageView{Document: d}
	for _, f := range d.Files {
		if f.Format.readable() {
			v.Feeds = append(v.Feeds, f)
		}
	}
	b, err := execute("page", v)
	if err != nil {
		return nil, nil, err
	}
	return cutFrame(b, "\n</main>\n</body>\n</html>\n")
}

func renderPageEntry(it *Entry) ([]byte, error) { return execute("article", entryView{it}) }

func execute(name string, view any) ([]byte, error) {
	var b bytes.Buffer
	err := page.ExecuteTemplate(&b, name, view)
	return b.Bytes(), err
}

// entryView is what the template asks of an entry.
type entryView struct{ *Entry }

// Teaser is the beginning of an entry's text, unless that stands in for its
// title and is all of it.
func (v entryView) Teaser() string {
	text := excerpt(cmp.Or(v.Summary, v.Content), teaserLength)
	if text == v.Label() {
		return ""
	}
	return text
}

// Picture is the small image of an entry, or its head image.
func (v entryView) Picture() string { return cmp.Or(v.Thumbnail, v.Image) }

// Stamp is the date as programs read it.
func (v entryView) Stamp() string { return stamp(v.Published) }
