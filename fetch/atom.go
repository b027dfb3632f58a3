package fetch

import (
	"io"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed/atom"

	"feedloom/article"
)

// parseAtom reads Atom 1.0 (RFC 4287) and 0.3. An id is as gofeed gives it:
// percent-encoded where it is an address with other characters than ASCII.
func parseAtom(r io.Reader) (parsed, error) {
	var parser atom.Parser
	f, err := parser.Parse(r)
	if err != nil {
		return parsed{}, malformed(err)
	}
	p := parsed{
		profile: article.Profile{
			FeedID:      f.ID,
			Title:       f.Title,
			Description: f.Subtitle,
			Language:    f.Language,
			Rights:      f.Rights,
			Icon:        f.Icon,
			Image:       f.Logo,
		},
		site: alternate(f.Links),
		self: linkOf(f.Links, "self"),
	}
	for _, e := range f.Entries {
		item := atomItem(e)
		if len(item.Authors) == 0 {
			item.Authors = atomPeople(f.Authors)
		}
		item.Language = f.Language
		p.items = append(p.items, item)
	}
	return p, nil
}

func atomItem(e *atom.Entry) raw {
	r := raw{
		GUID:      strings.TrimSpace(e.ID),
		Link:      alternate(e.Links),
		Title:     e.Title,
		Authors:   atomPeople(e.Authors),
		Published: parsedDate(e.PublishedParsed, e.Published),
		Updated:   parsedDate(e.UpdatedParsed, e.Updated),
		Comments:  replies(e.Links),
		Rights:    e.Rights,
	}
	if len(r.Authors) == 0 && e.Source != nil {
		r.Authors = atomPeople(e.Source.Authors)
	}
	for _, c := range e.Categories {
		r.Tags = append(r.Tags, article.Tag{Term: c.Term, Scheme: c.Scheme, Label: c.Label})
	}
	for _, s := range values(e.Extensions["dc"], "subject") {
		r.Tags = append(r.Tags, article.Tag{Term: s})
	}
	for _, l := range e.Links {
		if relation(l) == "enclosure" {
			r.Enclosures = append(r.Enclosures, article.Enclosure{URL: l.Href, Type: l.Type, Length: int64(number(l.Length))})
		}
	}
	r.atomTexts(e)
	r.withMedia(mediaOf(e.Extensions))
	return r
}

// atomTexts reads summary and content. Content that lies elsewhere (RFC 4287,
// section 4.1.3.2) is the link of an item without one, or an enclosure.
func (r *raw) atomTexts(e *atom.Entry) {
	r.Summary = text{Value: e.Summary}
	if isXHTML(e.Summary) {
		r.Summary.Value = fromXHTML(e.Summary)
	}
	if c := e.Content; c != nil {
		kind, base := neutralType(c.Type)
		r.Base = base
		switch {
		case c.Src != "" && (kind == "" || strings.Contains(kind, "html")):
			r.Link = first(r.Link, c.Src)
		case c.Src != "":
			r.Enclosures = append(r.Enclosures, article.Enclosure{URL: c.Src, Type: c.Type})
		case kind == "xhtml":
			r.Content = text{Value: fromXHTML(c.Value)}
		case readable(kind):
			r.Content = text{Value: c.Value, Plain: isPlain(kind, c.Value)}
		}
	}
	if strings.TrimSpace(r.Content.Value) == "" || r.Summary.Value == r.Content.Value {
		r.Content, r.Summary = r.Content.orElse(r.Summary), text{}
	}
}

// readable reports whether content of that type is for people.
func readable(kind string) bool {
	switch kind {
	case "", "text", "html":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}

// isPlain tells text from HTML. Without a type it is text (RFC 4287, section
// 3.1.1), but many send HTML so.
func isPlain(kind, value string) bool {
	switch kind {
	case "text", "text/plain":
		return true
	case "":
		return !strings.Contains(value, "</") && !strings.Contains(value, "/>") && !strings.Contains(strings.ToLower(value), "<br>")
	}
	return false
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
