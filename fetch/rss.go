package fetch

import (
	"io"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed/rss"

	"feedloom/article"
)

// parseRSS reads RSS 0.9x, 1.0 and 2.0. Of an RSS 1.0 item gofeed does not give
// rdf:about: such an item has no GUID, and its link is what it is known by.
func parseRSS(r io.Reader) (parsed, error) {
	var parser rss.Parser
	f, err := parser.Parse(r)
	if err != nil {
		return parsed{}, malformed(err)
	}
	dc := f.Extensions["dc"]
	p := parsed{
		profile: article.Profile{
			Title:       first(f.Title, value(dc, "title")),
			Description: first(f.Description, value(f.Extensions["itunes"], "summary")),
			Language:    first(f.Language, value(dc, "language")),
			Rights:      first(f.Copyright, value(dc, "rights")),
			Image:       attr(f.Extensions["itunes"], "image", "href"),
		},
		site: rssSite(f),
		self: atomLink(f.Extensions, "self"),
	}
	if f.Image != nil && strings.TrimSpace(f.Image.URL) != "" {
		p.profile.Image = f.Image.URL
	}
	authors := people(append(values(dc, "creator"), value(f.Extensions["itunes"], "author"))...)
	for _, it := range f.Items {
		item := rssItem(it)
		if len(item.Authors) == 0 {
			item.Authors = authors
		}
		item.Language = first(item.Language, p.profile.Language)
		p.items = append(p.items, item)
	}
	return p, nil
}

func rssItem(it *rss.Item) raw {
	e := it.Extensions
	dc, terms, itunes := e["dc"], e["dcterms"], e["itunes"]
	r := raw{
		Link:      rssLink(it),
		Title:     first(it.Title, value(dc, "title"), value(itunes, "title")),
		Authors:   people(slices.Concat([]string{it.Author}, values(dc, "creator"), values(dc, "author"))...),
		Published: parsedDate(it.PubDateParsed, it.PubDate, value(dc, "date"), value(terms, "issued"), value(terms, "created"), value(e["atom"], "published")),
		Updated:   parseDate(value(e["atom"], "updated"), value(terms, "modified")),
		Tags:      rssTags(it),
		Comments:  it.Comments,
		Language:  value(dc, "language"),
		Rights:    first(value(dc, "rights"), value(terms, "rights")),
	}
	if it.GUID != nil && strings.TrimSpace(it.GUID.Value) != "" {
		r.GUID = strings.TrimSpace(it.GUID.Value)
		r.Permalink = !strings.EqualFold(strings.TrimSpace(it.GUID.IsPermalink), "false")
	}
	if len(r.Authors) == 0 {
		r.Authors = people(value(itunes, "author"))
	}
	r.Summary, r.Content = rssTexts(it)
	for _, enc := range it.Enclosures {
		r.Enclosures = append(r.Enclosures, article.Enclosure{URL: enc.URL, Type: enc.Type, Length: int64(number(enc.Length))})
	}
	r.withMedia(mediaOf(e), attr(itunes, "image", "href"))
	return r
}

// rssTexts are the summary and the content: a description alone is the content.
func rssTexts(it *rss.Item) (summary, content text) {
	content = text{Value: first(it.Content, it.Custom["encoded"])}
	summary = text{Value: it.Description}
	more := text{Value: value(it.Extensions["itunes"], "summary")}.orElse(text{Value: value(it.Extensions["dc"], "description")})
	summary = summary.orElse(more)
	if content.Value == "" {
		return text{}, summary
	}
	return summary, content
}

// rssLink is the article's own address where a service has put one of its own
// in its place.
func rssLink(it *rss.Item) string {
	links := append([]string{value(it.Extensions["feedburner"], "origLink")}, it.Links...)
	return first(append(links, atomLink(it.Extensions, "alternate"))...)
}

func rssSite(f *rss.Feed) string {
	return first(append(f.Links, atomLink(f.Extensions, "alternate"))...)
}

func rssTags(it *rss.Item) []article.Tag {
	var tags []article.Tag
	for _, c := range it.Categories {
		tags = append(tags, article.Tag{Term: c.Value, Scheme: c.Domain})
	}
	for _, s := range values(it.Extensions["dc"], "subject") {
		tags = append(tags, article.Tag{Term: s})
	}
	return tags
}
