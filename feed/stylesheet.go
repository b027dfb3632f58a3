package feed

import (
	"bytes"
	_ "embed"
	"encoding/xml"
)

// stylesheetFile is what browsers are told to show RSS, Atom and OPML with, below
// the output folder.
const stylesheetFile = "assets/feed.css"

// ownStylesheet is that of a site that brings none. XSLT, which could do more, is
// leaving the browsers.
//
//go:embed feed.css
var ownStylesheet []byte

// stylesheet is what is published as stylesheetFile, empty for nothing.
func (p *Plan) stylesheet() []byte {
	if p.site.Stylesheet != nil {
		return p.site.Stylesheet
	}
	return ownStylesheet
}

// stylesheetURL is its address, empty where there is none, or nothing to show.
func (p *Plan) stylesheetURL() string {
	if _, ok := p.readable(); !ok || len(p.stylesheet()) == 0 {
		return ""
	}
	return p.base + stylesheetFile
}

// styled puts the address of a stylesheet at the beginning of an XML file
// (Associating Style Sheets with XML documents 1.0), as it stands on the page at
// from: so that it is found from a disk, too.
func styled(file []byte, from, stylesheet string) []byte {
	declaration := []byte(xml.Header[:len(xml.Header)-1])
	rest, ok := bytes.CutPrefix(file, declaration)
	if !ok || stylesheet == "" {
		return file
	}
	return bytes.Join([][]byte{declaration, []byte("\n<?xml-stylesheet type=\"text/css\" href=\""), escaped(relative(from, stylesheet)), []byte("\"?>\n"), rest}, nil)
}

func escaped(s string) []byte {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes all
	return b.Bytes()
}

// pageLink is for who looks at a feed in a browser: CSS alone makes nothing that
// can be clicked, and phones show a document in small print that does not know
// them. It has no text, so that a reader which shows what it does not know shows
// nothing; validators know it in a feed, and not in an item.
type pageLink struct {
	Space string       `xml:"xmlns,attr"`
	Meta  viewportMeta `xml:"meta"`
	Link  struct {
		Href string `xml:"href,attr"`
	} `xml:"a"`
}

type viewportMeta struct {
	Name    string `xml:"name,attr"`
	Content string `xml:"content,attr"`
}

// pageLink is nil for a feed that no stylesheet shows, or that has no page.
func (d *Document) pageLink() *pageLink {
	to := d.self("html")
	if d.Stylesheet == "" || to == "" {
		return nil
	}
	l := &pageLink{Space: "http://www.w3.org/1999/xhtml", Meta: viewportMeta{"viewport", "width=device-width, initial-scale=1"}}
	l.Link.Href = to
	return l
}
