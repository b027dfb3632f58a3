package fetch

import (
	"io"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed/atom"

	"feedloom/article"
)

// parseAtom reads Atom 1.0 (RFC 4287) and 0.3, as package mend writes them: all
// texts are HTML, save content of the type text.
func parseAtom(r io.Reader) (parsed, error) {
	var parser atom.Parser
	f, err := parser.Parse(r)
	if err != nil {
		return parsed{}, malformed(err)
	}
	loom := f.Extensions["loom"]
	p := parsed{
		profile: article.Profile{
			FeedID:      value(loom, "id"),
			Title:       f.Title,
			Description: f.Subtitle,
			Language:    firstLanguage(value(loom, "lang"), value(f.Extensions["dc"], "language")),
			Rights:      f.Rights,
			Icon:        f.Icon,
			Image:       f.Logo,
		},
		advice: advice("", nil, nil, f.Extensions),
		html:   value(loom, "markup") == "title",
		site:   alternate(f.Links),
		self:   linkOf(f.Links, "self"),
	}
	authors := atomPeople(f.Authors)
	if len(authors) == 0 {
		authors = people(first(value(f.Extensions["dc"], "creator"), value(f.Extensions["itunes"], "author")))
	}
	for _, e := range f.Entries {
		item := atomItem(e)
		if len(item.Authors) == 0 {
			item.Authors = authors
		}
		item.Language = firstLanguage(item.Language, p.profile.Language)
		p.items = append(p.items, item)
	}
	return p, nil
}

func atomItem(e *atom.Entry) raw {
	loom, dc := e.Extensions["loom"], e.Extensions["dc"]
	r := raw{
		GUID:     value(loom, "id"),
		Link:     alternate(e.Links),
		Title:    first(e.Title, value(e.Extensions["media"], "title")),
		Authors:  atomPeople(e.Authors),
		Comments: replies(e.Links),
		Base:     first(value(loom, "textbase"), value(loom, "base")),
		Language: firstLanguage(value(loom, "textlang"), value(loom, "lang"), value(dc, "language")),
		Rights:   first(e.Rights, value(dc, "rights")),
	}
	r.TitleIsHTML = value(loom, "markup") == "title"
	r.atomDates(e)
	r.atomAuthors(e)
	for _, c := range e.Categories {
		r.Tags = append(r.Tags, article.Tag{Term: c.Term, Scheme: c.Scheme, Label: c.Label})
	}
	r.Tags = append(r.Tags, moreTags(e.Extensions)...)
	for _, l := range e.Links {
		if relation(l) == "enclosure" {
			r.enclose(l.Href, l.Type, l.Length)
		}
	}
	r.atomTexts(e)
	r.withMedia(mediaOf(e.Extensions))
	r.withEpisode(e.Extensions)
	r.Related = linkOf(e.Links, "related")
	// An id is no link; but one that is an address is the only way to an entry that
	// has none.
	r.Permalink = r.Link == "" && len(r.Enclosures) == 0
	return r
}

func (r *raw) atomDates(e *atom.Entry) {
	dc, terms := e.Extensions["dc"], e.Extensions["dcterms"]
	published := []string{e.Published, value(terms, "issued"), value(terms, "created"), value(dc, "date")}
	updated := []string{e.Updated, value(terms, "modified")}
	r.dates(published, updated)
}

// atomAuthors are the entry's own, else those of the feed that it was taken from
// (RFC 4287, section 4.2.1), else those that extensions name.
func (r *raw) atomAuthors(e *atom.Entry) {
	if len(r.Authors) == 0 && e.Source != nil {
		r.Authors = atomPeople(e.Source.Authors)
	}
	if len(r.Authors) == 0 {
		r.Authors = people(values(e.Extensions["dc"], "creator")...)
	}
	if len(r.Authors) == 0 {
		r.Authors = people(first(value(e.Extensions["itunes"], "author"), credit(e.Extensions["media"])))
	}
}

// atomTexts reads summary and content. Content that lies elsewhere (RFC 4287,
// section 4.1.3.2) is the link of an item without one, or an enclosure.
func (r *raw) atomTexts(e *atom.Entry) {
	r.Summary = text{Value: e.Summary}
	if c := e.Content; c != nil {
		switch {
		case c.Src != "" && (c.Type == "" || isHTML(c.Type)):
			r.Link = first(r.Link, c.Src)
		case c.Src != "":
			r.enclose(c.Src, c.Type, "")
		default:
			r.Content = text{Value: c.Value, Plain: c.Type == "text"}
		}
	}
	r.Content = r.Content.orElse(text{Value: value(e.Extensions["content"], "encoded")})
	if strings.TrimSpace(r.Content.Value) == "" || r.Summary.Value == r.Content.Value {
		r.Content, r.Summary = r.Content.orElse(r.Summary), text{}
	}
}

func atomPeople(persons []*atom.Person) []article.Person {
	var all []article.Person
	for _, a := range persons {
		p := person(a.Name)
		p.Email, p.URL = first(a.Email, p.Email), strings.TrimSpace(a.URI)
		all = addPerson(all, p)
	}
	return all
}

// relation is a link's, without the registry's name before it (RFC 4287,
// section 4.2.7.2).
func relation(l *atom.Link) string {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(l.Rel)), "http://www.iana.org/assignments/relation/")
}

// alternate is the address of the page that the feed or entry is of: the
// alternate link that is HTML, else any, else another link that leads to
// something to read.
func alternate(links []*atom.Link) string {
	for _, fits := range []func(*atom.Link) bool{
		func(l *atom.Link) bool { return relation(l) == "alternate" && (l.Type == "" || isHTML(l.Type)) },
		func(l *atom.Link) bool { return relation(l) == "alternate" },
		func(l *atom.Link) bool { return relation(l) == "related" || relation(l) == "via" },
	} {
		if i := slices.IndexFunc(links, func(l *atom.Link) bool { return l.Href != "" && fits(l) }); i >= 0 {
			return links[i].Href
		}
	}
	return ""
}

// replies is the page of comments; a feed of comments is none (RFC 4685,
// section 4).
func replies(links []*atom.Link) string {
	for _, l := range links {
		if relation(l) == "replies" && (l.Type == "" || isHTML(l.Type)) {
			return l.Href
		}
	}
	return ""
}

func isHTML(kind string) bool { return strings.Contains(strings.ToLower(kind), "html") }

func linkOf(links []*atom.Link, rel string) string {
	for _, l := range links {
		if relation(l) == rel {
			return l.Href
		}
	}
	return ""
}
