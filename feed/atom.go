package feed

import (
	"cmp"
	"encoding/xml"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"feedloom/article"
)

// generator is what wrote the feeds.
const generator = "Feedloom"

// noNews is the date of change of an Atom feed that holds nothing yet: the
// element must be there (RFC 4287, section 4.1.1), and now is no answer.
var noNews = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// atomXML is gorilla's Atom with the words that it lacks, and with elements
// where it has plain text. A field here hides theirs of the same name.
type atomXML struct {
	MediaSpace string   `xml:"xmlns:media,attr"`
	Lang       string   `xml:"xml:lang,attr,omitempty"`
	Title      *xmlText `xml:"title"`
	Subtitle   *xmlText `xml:"subtitle"`
	feeds.AtomFeed
	Links     []xmlLink   `xml:"link"`
	Author    *atomPerson `xml:"author"`
	Generator string      `xml:"generator"`
	Page      *pageLink   `xml:"div"`
	Entries   []struct{}  `xml:"entry"` // none: each is rendered by itself
}

// FeedXml is what feeds.ToXML writes.
func (x *atomXML) FeedXml() any { return x }

type atomEntry struct {
	Lang  string   `xml:"xml:lang,attr,omitempty"`
	Title *xmlText `xml:"title"`
	feeds.AtomEntry
	Links      []xmlLink       `xml:"link"`
	Authors    []*atomPerson   `xml:"author"`
	Categories []atomCategory  `xml:"category"`
	Summary    *xmlText        `xml:"summary"`
	Content    *xmlText        `xml:"content"`
	Rights     *xmlText        `xml:"rights"`
	Source     *atomSource     `xml:"source"`
	Media      []mediaContent  `xml:"media:content"`
	Thumbnail  *mediaThumbnail `xml:"media:thumbnail"`
}

type atomPerson struct {
	Name *xmlText `xml:"name"`
	feeds.AtomPerson
}

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr,omitempty"`
	Label  string `xml:"label,attr,omitempty"`
}

// atomSource is where an entry comes from (RFC 4287, section 4.2.11).
type atomSource struct {
	ID      string      `xml:"id"`
	Title   *xmlText    `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []xmlLink   `xml:"link"`
	Author  *atomPerson `xml:"author"`
}

func frameAtom(d *Document) (head, tail []byte, err error) {
	x := &atomXML{
		MediaSpace: mediaSpace,
		Lang:       d.Language,
		Title:      atomText(d.Title),
		Subtitle:   atomText(d.Description),
		Author:     newAtomPerson(article.Person{Name: d.Site.Label, URL: d.Site.URL}),
		Generator:  generator,
		Page:       d.pageLink(),
		Links:      []xmlLink{linkTo("alternate", "text/html", d.URL)},
	}
	x.Xmlns, x.Id, x.Updated = atomSpace, d.ID, stamp(d.Updated)
	if x.Updated == "" {
		x.Updated = stamp(noNews)
	}
	if self := d.self("atom"); self != "" {
		x.Links = append(x.Links, linkTo("self", "application/atom+xml", self))
	}
	return frameXML(d, x, "\n</feed>\n")
}

func renderAtomEntry(it *Entry) ([]byte, error) {
	return xml.MarshalIndent(newAtomEntry(it), "  ", "  ")
}

func newAtomEntry(it *Entry) *atomEntry {
	x := &atomEntry{
		Lang:       it.Language,
		Title:      atomText(it.Label()),
		Links:      atomLinks(it),
		Categories: atomCategories(it),
		Rights:     atomText(it.Rights),
		Source:     newAtomSource(it),
		Media:      pictures(it, nil),
		Thumbnail:  thumbnail(it),
	}
	x.Id, x.Published = it.ID, stamp(it.Published)
	x.Updated = cmp.Or(stamp(it.Updated), stamp(noNews))
	for _, p := range it.Authors {
		x.Authors = append(x.Authors, newAtomPerson(p))
	}
	x.texts(it)
	return x
}

// texts fills summary and content. An entry without a link must have content,
// and one without content should have a summary (RFC 4287, section 4.1.2):
// where the source sent no text its title has to do.
func (x *atomEntry) texts(it *Entry) {
	x.Summary, x.Content = atomHTML(it.Summary), atomHTML(it.Content)
	if x.Content != nil {
		return
	}
	if x.Summary == nil {
		x.Summary = atomText(it.Label())
	}
	if it.Link == "" {
		x.Summary, x.Content = nil, x.Summary
	}
}

func atomLinks(it *Entry) []xmlLink {
	var links []xmlLink
	if it.Link != "" {
		links = append(links, linkTo("alternate", "", it.Link))
	}
	for _, e := range it.Enclosures {
		l := linkTo("enclosure", e.Type, e.URL)
		l.Length = size(e.Length)
		links = append(links, l)
	}
	if it.Comments != "" {
		links = append(links, linkTo("replies", "text/html", it.Comments)) // RFC 4685, section 4
	}
	return append(links, viaLinks(it)...)
}

func atomCategories(it *Entry) []atomCategory {
	var cs []atomCategory
	for _, c := range it.Categories {
		cs = append(cs, atomCategory{Term: c.String(), Scheme: it.Scheme, Label: c.Name()})
	}
	for _, t := range it.Tags {
		cs = append(cs, atomCategory{Term: t.Term, Scheme: t.Scheme, Label: t.Label})
	}
	return cs
}

// newAtomSource names whom the entry quotes, and as its author where the entry
// has none (RFC 4287, section 4.2.1): it is not this site's. The date is the
// entry's own, as that of the whole source would change with every poll.
func newAtomSource(it *Entry) *atomSource {
	c := it.Source
	x := &atomSource{
		ID:      c.ID,
		Title:   atomText(c.Title),
		Updated: cmp.Or(stamp(it.Updated), stamp(noNews)),
	}
	if c.URL != "" {
		x.Links = append(x.Links, linkTo("self", "", c.URL))
	}
	if c.Home != "" {
		x.Links = append(x.Links, linkTo("alternate", "text/html", c.Home))
	}
	if len(it.Authors) == 0 {
		x.Author = newAtomPerson(article.Person{Name: c.Title, URL: c.Home})
	}
	return x
}

func newAtomPerson(p article.Person) *atomPerson {
	return &atomPerson{Name: textOf(p.Name), AtomPerson: feeds.AtomPerson{Uri: p.URL, Email: p.Email}}
}

// atomText is plain text. Where an end tag stands in it, it is written as HTML
// that shows the tag: too many readers would take the tag for one.
func atomText(s string) *xmlText {
	if !strings.Contains(s, "</") {
		return textOf(s)
	}
	x := textOf(markupEscapes.Replace(s))
	x.Type = "html"
	return x
}

var markupEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func atomHTML(s string) *xmlText {
	x := htmlOf(s)
	if x != nil {
		x.Type = "html"
	}
	return x
}
