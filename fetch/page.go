package fetch

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"feedloom/internal/decode"
	"feedloom/internal/mend"
)

// maxPage is how much of an HTML page is looked at, in bytes.
const maxPage = 512 << 10

// page is what an HTML page says that came in place of a feed.
type page struct {
	title    string
	feed     string // the address of the feed that it names; empty for none
	password bool   // it asks for one
	wall     *Failure
}

// failure is why the page is no feed, and not followed to one.
func (p *page) failure() *Failure {
	if p.wall != nil {
		return p.wall
	}
	title := p.titled()
	if title == "" {
		title = " without a title"
	}
	names := "names no feed"
	if p.feed != "" {
		names = "names another address"
	}
	return fail(KindNotFeed, nil, "not a feed: an HTML page%s, which %s (expected RSS, Atom or JSON Feed)", title, names)
}

func (p *page) titled() string {
	if p.title == "" {
		return ""
	}
	return " titled " + strconv.Quote(p.title)
}

// pageOf reads the answer's document as a page, nil where it is none.
func pageOf(res *http.Response, doc Document) *page {
	if !isPage(doc.Body) {
		return nil
	}
	doc.Body = doc.Body[:min(len(doc.Body), maxPage)]
	text, _ := decode.UTF8(doc.Body, doc.Charset)
	p := readPage(text, doc.Base)
	p.wall = wallOf(res, p, text)
	return p
}

// isPage tells an HTML page from what may be a feed.
func isPage(doc []byte) bool {
	if _, err := detect(doc); err == nil || binary(doc) != "" {
		return false
	}
	_, first, page := mend.Root(doc[:min(len(doc), maxPage)])
	return page || isHTMLName(first)
}

// readPage looks through a page in UTF-8 whose address is base.
func readPage(text []byte, base string) *page {
	var p page
	var links []feedLink
	relativeTo := base
	z := html.NewTokenizer(bytes.NewReader(text))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		switch t := z.Token(); t.DataAtom {
		case atom.Title:
			if p.title == "" && z.Next() == html.TextToken {
				p.title = cut(oneLine(string(z.Text())), 100)
			}
		case atom.Base:
			if href := attributeOf(t, "href"); href != "" && relativeTo == base {
				relativeTo = absolute(firstBase(base), href)
			}
		case atom.Link:
			if l, ok := feedLinkOf(t); ok {
				links = append(links, l)
			}
		case atom.Input:
			p.password = p.password || strings.EqualFold(attributeOf(t, "type"), "password")
		}
	}
	p.feed = bestLink(links, relativeTo, base)
	return &p
}

func attributeOf(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// feedLink is a link of a page to a feed; of several the lower rank is
// followed, and of equals the first.
type feedLink struct {
	href string
	rank int
}

// The ranks are bits: a feed of comments is worse than one in JSON, which is
// often the page's own data.
const (
	rankJSON     = 1
	rankComments = 2
)

// feedTypes are the media types of feeds, with their ranks.
var feedTypes = map[string]int{
	"application/atom+xml":  0,
	"application/rss+xml":   0,
	"application/rdf+xml":   0,
	"application/feed+json": rankJSON,
	"application/json":      rankJSON,
}

// feedLinkOf is the link element if it names a feed: rel=alternate with the
// type of one (HTML, section 4.6.7.1).
func feedLinkOf(t html.Token) (feedLink, bool) {
	mediaType, _, _ := strings.Cut(strings.ToLower(attributeOf(t, "type")), ";")
	rank, known := feedTypes[strings.TrimSpace(mediaType)]
	href := attributeOf(t, "href")
	if !known || href == "" || !isAlternate(attributeOf(t, "rel")) || strings.Contains(href, "/wp-json/") {
		return feedLink{}, false
	}
	if aboutComments(attributeOf(t, "title")) || aboutComments(href) {
		rank |= rankComments
	}
	return feedLink{href, rank}, true
}

func isAlternate(rel string) bool {
	alternate := false
	for token := range strings.FieldsSeq(strings.ToLower(rel)) {
		if token == "stylesheet" {
			return false
		}
		alternate = alternate || token == "alternate"
	}
	return alternate
}

// commentWords are how feeds of comments are called, in their titles and
// addresses.
var commentWords = []string{"comment", "kommentar", "coment", "commenti", "reacties", "коммент", "评论", "評論", "コメント", "댓글"}

func aboutComments(s string) bool {
	s = strings.ToLower(s)
	for _, word := range commentWords {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// bestLink is the address of the best link that leads away from the page.
func bestLink(links []feedLink, relativeTo, page string) string {
	best, found := 0, ""
	for _, l := range links {
		to, _, _ := strings.Cut(absolute(firstBase(relativeTo, page), l.href), "#")
		if to != "" && to != page && (found == "" || l.rank < best) {
			best, found = l.rank, to
		}
	}
	return found
}
