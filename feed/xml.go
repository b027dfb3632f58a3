package feed

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"feedloom/article"
)

// The name spaces of the elements that RSS and Atom borrow.
const (
	atomSpace  = "http://www.w3.org/2005/Atom"
	dcSpace    = "http://purl.org/dc/elements/1.1/"
	mediaSpace = "http://search.yahoo.com/mrss/"
)

// xmlText is the content of an element, escaped already.
type xmlText struct {
	Type string `xml:"type,attr,omitempty"` // of Atom: text where it is empty
	Body string `xml:",innerxml"`
}

// textOf writes plain text. The RSS Advisory Board's profile ("Character
// data") asks for these references in place of &lt; and &amp;, so that no
// reader takes the text for markup. Many do all the same where an end tag stands
// in it: there a space of no width keeps its tags from being any.
func textOf(s string) *xmlText {
	if s == "" {
		return nil
	}
	if strings.Contains(s, "</") {
		s = opening.ReplaceAllString(s, "<\u200b$1")
	}
	return &xmlText{Body: textEscapes.Replace(s)}
}

var (
	textEscapes = strings.NewReplacer("&", "&#x26;", "<", "&#x3C;", ">", "&#x3E;")
	// opening is what a tag, a comment or the like begins with (HTML, section
	// 13.2.5.6), and the sign after it.
	opening = regexp.MustCompile("<([A-Za-z/!?])")
)

// htmlOf writes HTML as character data, which people can read in the source.
func htmlOf(s string) *xmlText {
	if s == "" {
		return nil
	}
	return &xmlText{Body: "<![CDATA[" + strings.ReplaceAll(s, "]]>", "]]]]><![CDATA[>") + "]]>"}
}

// xmlLink is an Atom link (RFC 4287, section 4.2.7), in RSS as well: gorilla's
// cannot have a prefix.
type xmlLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Length string `xml:"length,attr,omitempty"`
	Title  string `xml:"title,attr,omitempty"`
	Href   string `xml:"href,attr"`
}

func linkTo(rel, mediaType, href string) xmlLink {
	return xmlLink{Rel: rel, Type: mediaType, Href: href}
}

// viaLinks credit the other sources (RFC 4287, section 4.2.7.2).
func viaLinks(it *Entry) []xmlLink {
	var links []xmlLink
	for _, c := range it.Via {
		l := linkTo("via", "", c.Page())
		l.Title = c.Title
		links = append(links, l)
	}
	return links
}

// mediaContent and mediaThumbnail are of Media RSS 1.5.1.
type mediaContent struct {
	URL    string `xml:"url,attr"`
	Medium string `xml:"medium,attr,omitempty"`
	Type   string `xml:"type,attr,omitempty"`
	Size   string `xml:"fileSize,attr,omitempty"`
}

type mediaThumbnail struct {
	URL string `xml:"url,attr"`
}

// pictures are the head image and the files besides.
func pictures(it *Entry, files []article.Enclosure) []mediaContent {
	var media []mediaContent
	if it.Image != "" {
		media = append(media, mediaContent{URL: it.Image, Medium: "image"})
	}
	for _, e := range files {
		if e.URL != it.Image {
			media = append(media, mediaContent{URL: e.URL, Type: e.Type, Size: size(e.Length)})
		}
	}
	return media
}

func thumbnail(it *Entry) *mediaThumbnail {
	if it.Thumbnail == "" {
		return nil
	}
	return &mediaThumbnail{URL: it.Thumbnail}
}

// size is a length in bytes, empty when it is not known.
func size(length int64) string {
	if length <= 0 {
		return ""
	}
	return strconv.FormatInt(length, 10)
}

// stamp is a date of RFC 3339, empty for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return article.Stamp(t)
}

// writeXML writes any value of gorilla/feeds, or that extends one of its own.
func writeXML(feed feeds.XmlFeed) ([]byte, error) {
	s, err := feeds.ToXML(feed)
	if err != nil {
		return nil, err
	}
	return []byte(s + "\n"), nil
}

// frameXML writes a feed without entries, and cuts it where they belong: before
// the end tags that it ends with.
func frameXML(d *Document, feed feeds.XmlFeed, end string) (head, tail []byte, err error) {
	b, err := writeXML(feed)
	if err != nil {
		return nil, nil, err
	}
	return cutFrame(styled(b, d.URL, d.Stylesheet), end)
}

func cutFrame(b []byte, end string) (head, tail []byte, err error) {
	head, ok := bytes.CutSuffix(b, []byte(end))
	if !ok {
		return nil, nil, fmt.Errorf("a feed without entries does not end with %q", end)
	}
	return head, []byte(end), nil
}
