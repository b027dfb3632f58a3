package fetch

import (
	"io"
	"slices"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"feedloom/article"
)

// parseRSS reads RSS 0.9x, 1.0, 1.1 and 2.0, and CDF, as package mend writes
// them: the names of elements are in lower case.
func parseRSS(r io.Reader) (parsed, error) {
	var parser rss.Parser
	f, err := parser.Parse(r)
	if err != nil {
		return parsed{}, malformed(err)
	}
	dc, itunes, loom := f.Extensions["dc"], f.Extensions["itunes"], f.Extensions["loom"]
	p := parsed{
		profile: article.Profile{
			Title:       first(f.Title, value(dc, "title")),
			Description: first(f.Description, value(dc, "description"), value(itunes, "summary"), value(itunes, "subtitle")),
			Language:    firstLanguage(f.Language, value(dc, "language"), value(loom, "lang")),
			Rights:      first(f.Copyright, value(dc, "rights")),
			Image:       first(attr(itunes, "image", "href"), value(itunes, "image")),
			Genre:       attr(itunes, "category", "text"),
			Owner:       owner(itunes),
		},
		advice: advice(f.TTL, f.SkipHours, f.SkipDays, f.Extensions),
		site:   rssSite(f),
		self:   atomLink(f.Extensions, "self"),
	}
	if f.Image != nil && strings.TrimSpace(f.Image.URL) != "" {
		p.profile.Image = f.Image.URL
	}
	authors := people(values(dc, "creator")...)
	authors = append(authors, atomAuthors(f.Extensions)...)
	if len(authors) == 0 {
		authors = people(value(itunes, "author"))
	}
	for _, it := range f.Items {
		item := rssItem(it)
		if len(item.Authors) == 0 {
			item.Authors = authors
		}
		item.Language = firstLanguage(item.Language, p.profile.Language)
		p.items = append(p.items, item)
	}
	return p, nil
}

func rssItem(it *rss.Item) raw {
	e := it.Extensions
	dc, itunes, loom := e["dc"], e["itunes"], e["loom"]
	r := raw{
		Link:     rssLink(it),
		Title:    first(it.Title, value(dc, "title"), value(itunes, "title"), value(e["atom"], "title"), value(e["media"], "title")),
		Authors:  people(slices.Concat([]string{it.Author}, values(dc, "creator"))...),
		Tags:     rssTags(it),
		Comments: it.Comments,
		Base:     first(value(loom, "textbase"), value(loom, "base")),
		Language: firstLanguage(value(dc, "language"), value(loom, "textlang"), value(loom, "lang")),
		Rights:   first(value(dc, "rights"), value(e["dcterms"], "rights")),
	}
	r.rssGUID(it)
	r.rssDates(it)
	for _, p := range atomAuthors(e) {
		r.Authors = addPerson(r.Authors, p)
	}
	if len(r.Authors) == 0 {
		r.Authors = people(first(value(itunes, "author"), credit(e["media"]), value(dc, "contributor")))
	}
	r.Summary, r.Content = rssTexts(it)
	for _, enc := range it.Enclosures {
		r.enclose(enc.URL, enc.Type, enc.Length)
	}
	for _, l := range e["atom"]["link"] {
		if l.Attrs["rel"] == "enclosure" {
			r.enclose(l.Attrs["href"], l.Attrs["type"], l.Attrs["length"])
		}
	}
	for _, enc := range e["enc"]["enclosure"] {
		r.enclose(enc.Attrs["url"], enc.Attrs["type"], enc.Attrs["length"])
	}
	r.withMedia(mediaOf(e), attr(itunes, "image", "href"), value(itunes, "image"), pictureOf(value(loom, "image")))
	r.withEpisode(e)
	r.Related = atomLink(e, "related")
	return r
}

// rssGUID reads the guid, or what RSS 1.0 has in its place (section 5.5).
func (r *raw) rssGUID(it *rss.Item) {
	r.GUID = first(value(it.Extensions["loom"], "about"), value(it.Extensions["loom"], "id"))
	r.Permalink = r.GUID != ""
	if it.GUID != nil && strings.TrimSpace(it.GUID.Value) != "" {
		r.GUID = strings.TrimSpace(it.GUID.Value)
		r.Permalink = !strings.EqualFold(strings.TrimSpace(it.GUID.IsPermalink), "false")
	}
}

func (r *raw) rssDates(it *rss.Item) {
	dc, terms, atom := it.Extensions["dc"], it.Extensions["dcterms"], it.Extensions["atom"]
	published := []string{it.PubDate, value(dc, "date"), value(terms, "issued"), value(terms, "created"), value(atom, "published")}
	updated := []string{value(atom, "updated"), value(terms, "modified"), value(dc, "date")}
	r.dates(published, updated)
}

// rssTexts are the summary and the content: a description is the content where
// there is no other.
func rssTexts(it *rss.Item) (summary, content text) {
	e := it.Extensions
	content = text{Value: first(it.Content, value(e["xhtml"], "body"), value(e["atom"], "content"))}
	summary = text{Value: first(it.Description, value(e["itunes"], "summary"), value(e["dc"], "description"))}
	short := text{Value: value(e["atom"], "summary")}
	if content.Value != "" {
		return short.orElse(summary), content
	}
	return short, summary.orElse(text{Value: value(e["itunes"], "subtitle")})
}

// rssLink is the article's own address where a service has put one of its own
// in its place.
func rssLink(it *rss.Item) string {
	links := append([]string{value(it.Extensions["feedburner"], "origlink")}, it.Links...)
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
	return append(tags, moreTags(it.Extensions)...)
}

// moreTags are those of the extensions: Dublin Core's subjects, the categories
// of Media RSS, and the lists of keywords of both worlds of podcasts.
func moreTags(e ext.Extensions) []article.Tag {
	var tags []article.Tag
	for _, s := range append(values(e["dc"], "subject"), values(e["itunes"], "category")...) {
		tags = append(tags, article.Tag{Term: s})
	}
	for _, c := range mediaElements(e["media"], "category") {
		tags = append(tags, article.Tag{Term: c.Value, Scheme: c.Attrs["scheme"], Label: c.Attrs["label"]})
	}
	for _, list := range append(values(e["itunes"], "keywords"), value(e["media"], "keywords")) {
		for _, word := range strings.SplitN(list, ",", maxList) {
			tags = append(tags, article.Tag{Term: word})
		}
	}
	return tags
}
