package feed

import (
	"encoding/xml"

	"feedloom/article"
)

// opmlFile lists all feeds, at the top of the output.
const opmlFile = "opml.xml"

type opmlXML struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Body    []outline `xml:"body>outline"`
}

// FeedXml is what feeds.ToXML writes.
func (x *opmlXML) FeedXml() any { return x }

// outline is a feed, or a folder of outlines.
type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string    `xml:"htmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// readable is the format that other programs are pointed to: the first of the
// table that can be subscribed to.
func (p *Plan) readable() (Format, bool) {
	for _, f := range p.formats {
		if f.readable() {
			return f, true
		}
	}
	return Format{}, false
}

// opmlURL is the address of the list, empty where there is nothing to list.
func (p *Plan) opmlURL() string {
	if _, ok := p.readable(); !ok {
		return ""
	}
	return p.base + opmlFile
}

// renderOPML lists every feed of the tree once (OPML 2.0, subscription lists).
// A category with others below it is a folder that begins with its own feed:
// readers that import a list take an outline for a feed or for a folder, never
// for both.
func renderOPML(p *Plan, t *tree) ([]byte, error) {
	root := article.Category{}
	x := &opmlXML{Version: "2.0", Title: p.label(root)}
	x.Body = append([]outline{p.outline(root)}, p.outlines(t.below(p, root, -1))...)
	b, err := writeXML(x)
	return styled(b, p.base, p.stylesheetURL()), err
}

func (p *Plan) outlines(nodes []Node) []outline {
	var list []outline
	for _, n := range nodes {
		o := p.outline(n.Path)
		if len(n.Children) > 0 {
			o = outline{Text: n.Label, Outlines: append([]outline{o}, p.outlines(n.Children)...)}
		}
		list = append(list, o)
	}
	return list
}

func (p *Plan) outline(path article.Category) outline {
	f, _ := p.readable()
	page := p.URL(path)
	return outline{Text: p.label(path), Title: p.title(path), Type: "rss", XMLURL: page + f.File, HTMLURL: page}
}
