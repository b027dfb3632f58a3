package feed

import (
	"encoding/xml"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"feedloom/article"
)

// rssXML is gorilla's RSS 2.0 with the words that it lacks. A field here hides
// theirs of the same name; their order is that of the file.
type rssXML struct {
	feeds.RssFeedXml
	AtomSpace  string     `xml:"xmlns:atom,attr"`
	DCSpace    string     `xml:"xmlns:dc,attr"`
	MediaSpace string     `xml:"xmlns:media,attr"`
	Channel    rssChannel `xml:"channel"`
}

// FeedXml is what feeds.ToXML writes.
func (x *rssXML) FeedXml() any { return x }

type rssChannel struct {
	Title       *xmlText `xml:"title"`
	Description *xmlText `xml:"description"`
	feeds.RssFeed
	Page *pageLink  `xml:"div"`
	Self *xmlLink   `xml:"atom:link"`
	Item []struct{} `xml:"item"` // none: each is rendered by itself
}

type rssItem struct {
	Title       *xmlText `xml:"title"`
	Link        string   `xml:"link,omitempty"`
	Description xmlText  `xml:"description"`
	feeds.RssItem
	Content    *xmlText        `xml:"content:encoded"`
	Updated    string          `xml:"atom:updated,omitempty"`
	Author     *xmlText        `xml:"author"`
	Creator    *xmlText        `xml:"dc:creator"`
	Category   []rssCategory   `xml:"category"`
	Media      []mediaContent  `xml:"media:content"`
	Thumbnail  *mediaThumbnail `xml:"media:thumbnail"`
	Language   string          `xml:"dc:language,omitempty"`
	Rights     *xmlText        `xml:"dc:rights"`
	Source     *rssSource      `xml:"source"`
	OtherLinks []xmlLink       `xml:"atom:link"`
}

type rssCategory struct {
	Domain string `xml:"domain,attr,omitempty"`
	*xmlText
}

type rssSource struct {
	URL string `xml:"url,attr"`
	*xmlText
}

func frameRSS(d *Document) (head, tail []byte, err error) {
	x := &rssXML{AtomSpace: atomSpace, DCSpace: dcSpace, MediaSpace: mediaSpace}
	x.Version, x.ContentNamespace = "2.0", "http://purl.org/rss/1.0/modules/content/"
	c := &x.Channel
	c.Title, c.Description = textOf(d.Title), textOf(d.Description)
	c.Link, c.Language = d.URL, d.Language
	c.LastBuildDate = rssDate(d.Updated)
	c.Generator = generator
	c.Page = d.pageLink()
	if self := d.self("rss"); self != "" {
		link := linkTo("self", "application/rss+xml", self)
		c.Self = &link
	}
	return frameXML(d, x, "\n  </channel>\n</rss>\n")
}

func renderRSSItem(it *Entry) ([]byte, error) {
	return xml.MarshalIndent(newRSSItem(it), "    ", "  ")
}

func newRSSItem(it *Entry) rssItem {
	x := rssItem{
		Title:      textOf(it.Title),
		Link:       it.Link,
		Updated:    stamp(it.Updated),
		Thumbnail:  thumbnail(it),
		Language:   it.Language,
		Rights:     textOf(it.Rights),
		Source:     &rssSource{it.Source.Address(), textOf(it.Source.Title)},
		OtherLinks: viaLinks(it),
	}
	x.Comments = it.Comments
	x.PubDate = rssDate(it.Published)
	// Readers must not follow an id, even if it looks like an address: the link
	// may have moved since.
	x.Guid = &feeds.RssGuid{Id: it.ID, IsPermaLink: "false"}
	x.texts(it)
	x.authors(it.Authors)
	x.categories(it)
	x.files(it)
	return x
}

// texts puts the one text that there is into the description, for readers that
// know no other element; only a second one needs it.
func (x *rssItem) texts(it *Entry) {
	first := it.Summary
	if first == "" {
		first = it.Content
	} else {
		x.Content = htmlOf(it.Content)
	}
	if first != "" {
		x.Description = *htmlOf(first)
	}
}

// authors names them all in dc:creator. The author element is for one mail
// address (RSS 2.0), and must not stand beside dc:creator.
func (x *rssItem) authors(people []article.Person) {
	if len(people) == 1 && people[0].Email != "" && people[0].Name != people[0].Email && !strings.ContainsAny(people[0].Name, "()\\") {
		x.Author = textOf(people[0].Email + " (" + people[0].Name + ")")
		return
	}
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Name
	}
	x.Creator = textOf(strings.Join(names, ", "))
}

// categories are paths, slash by slash (RSS 2.0, category). They go without the
// domain that would name the site as their taxonomy: some readers give people
// an object for a category that has one.
func (x *rssItem) categories(it *Entry) {
	for _, c := range it.Categories {
		x.Category = append(x.Category, rssCategory{"", textOf(c.String())})
	}
	for _, t := range it.Tags {
		if t.Scheme != "" {
			x.Category = append(x.Category, rssCategory{t.Scheme, textOf(t.Term)})
		} else {
			x.Category = append(x.Category, rssCategory{"", textOf(t.Name())})
		}
	}
}

// onWeb is an address whose host is one that validators take for one.
var onWeb = regexp.MustCompile(`^https?://([A-Za-z0-9-]+\.)+[A-Za-z0-9][A-Za-z0-9-]*(:[0-9]+)?(/|$)`)

// files makes the first file that can be the enclosure, since readers take one,
// and gives the others as media.
func (x *rssItem) files(it *Entry) {
	var others []article.Enclosure
	for _, e := range it.Enclosures {
		if x.Enclosure != nil || !onWeb.MatchString(e.URL) {
			others = append(others, e)
			continue
		}
		length := size(e.Length)
		if length == "" {
			length = "0" // RSS Advisory Board, profile: when it is not known
		}
		x.Enclosure = &feeds.RssEnclosure{Url: e.URL, Type: e.Type, Length: length}
	}
	x.Media = pictures(it, others)
}

// rssDate is a date of RFC 822 with a year of four digits, in GMT.
func rssDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(http.TimeFormat)
}
