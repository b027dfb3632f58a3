package feed

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"feedloom/article"
)

// titleLength is how much of its text stands in for the title that an entry
// does not have, in characters.
const titleLength = 80

// Entry is an article as a feed shows it.
type Entry struct {
	ID                 string
	Title              string // empty where the source gave none
	Link               string
	Published, Updated time.Time // in UTC, whole seconds
	// Day is Published as people of the site read it.
	Day     string
	Authors []article.Person
	// Categories are the article's paths in our own taxonomy, whose name is
	// Scheme; Tags are the other words that its sources gave it.
	Categories       []article.Category
	Scheme           string
	Tags             []article.Tag
	Summary, Content string // HTML
	Image, Thumbnail string
	Enclosures       []article.Enclosure
	Comments         string
	Language         string
	Rights           string
	// Source is whose words these are, Via who else named the article.
	Source Credit
	Via    []Credit
}

// Credit names a source.
type Credit struct {
	ID    string // of its feed, an IRI
	Title string
	URL   string // of its feed; empty for a file on this machine
	Home  string // of its site; may be empty where URL is not
}

// Page is where a person is sent to see the source, Address where a program
// is.
func (c Credit) Page() string    { return cmp.Or(c.Home, c.URL) }
func (c Credit) Address() string { return cmp.Or(c.URL, c.Home) }

// Label is what an entry is called where it must be called something: its
// title, else the beginning of its text, else its address.
func (it *Entry) Label() string {
	return cmp.Or(it.Title, excerpt(it.Summary, titleLength), excerpt(it.Content, titleLength), it.Link, it.ID)
}

// Entry shows an article: its primary sighting, with what that lacks and
// another one has. profiles is what the sources say of themselves, by their ids.
func (p *Plan) Entry(a *article.Article, profiles map[string]article.Profile) Entry {
	primary := a.Primary()
	profile := profiles[primary.Source]
	from := merged(a)
	it := Entry{
		ID:         cmp.Or(line(a.PublicID), a.Key.URN()),
		Title:      line(from.Title),
		Link:       cmp.Or(address(from.Link), permalink(&from)),
		Published:  second(a.Published),
		Updated:    second(a.Updated),
		Authors:    authors(from.Authors),
		Categories: p.shownCategories(a),
		Scheme:     p.base,
		Summary:    strings.TrimSpace(clean(from.Summary)),
		Content:    strings.TrimSpace(clean(from.Content)),
		Image:      webAddress(from.Image),
		Thumbnail:  webAddress(from.Thumbnail),
		Enclosures: enclosures(from.Enclosures),
		Comments:   webAddress(from.Comments),
		Language:   cmp.Or(languageTag(from.Language), languageTag(profile.Language)),
		Rights:     cmp.Or(line(from.Rights), line(profile.Rights)),
	}
	if it.Updated.Before(it.Published) {
		it.Updated = it.Published
	}
	if !it.Published.IsZero() {
		it.Day = it.Published.In(p.location()).Format("2006-01-02 15:04")
	}
	it.Tags = tags(a.Tags(), it.Categories)
	it.Source, it.Via = p.credits(a, profiles)
	return it
}

// merged is the primary item with its gaps filled. Texts are taken together
// from one sighting, or not at all: a summary by one is no summary of the
// other's words. Authors and rights are nobody else's to give.
func merged(a *article.Article) article.Item {
	it := a.Primary().Item
	for i := range a.Sightings[1:] {
		other := &a.Sightings[1+i].Item
		if it.Summary == "" && it.Content == "" {
			it.Summary, it.Content = other.Summary, other.Content
		}
		it.Title = cmp.Or(it.Title, other.Title)
		it.Link = cmp.Or(it.Link, other.Link)
		it.Image = cmp.Or(it.Image, other.Image)
		it.Thumbnail = cmp.Or(it.Thumbnail, other.Thumbnail)
		it.Comments = cmp.Or(it.Comments, other.Comments)
		it.Language = cmp.Or(it.Language, other.Language)
		if len(it.Enclosures) == 0 {
			it.Enclosures = other.Enclosures
		}
	}
	return it
}

func permalink(it *article.Item) string {
	if it.Permalink {
		return webAddress(it.GUID)
	}
	return ""
}

// second is a date as formats write it: UTC, whole seconds, and a year of four
// digits (RFC 3339, section 1). Older readers know no fractions.
func second(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	t, _ = time.Parse(time.RFC3339, article.Stamp(t)) // Stamp writes what Parse reads
	return t
}

func authors(given []article.Person) []article.Person {
	var people []article.Person
	for _, g := range given {
		person := article.Person{Name: line(g.Name), Email: email(g.Email), URL: webAddress(g.URL)}
		person.Name = cmp.Or(person.Name, person.Email, person.URL)
		if person.Name != "" && !slices.Contains(people, person) {
			people = append(people, person)
		}
	}
	return people
}

func enclosures(given []article.Enclosure) []article.Enclosure {
	var files []article.Enclosure
	for _, g := range given {
		e := article.Enclosure{URL: address(g.URL), Length: max(0, g.Length)}
		e.Type = mediaType(g.Type, e.URL)
		if e.URL != "" && !slices.ContainsFunc(files, func(f article.Enclosure) bool { return f.URL == e.URL }) {
			files = append(files, e)
		}
	}
	return files
}

// shownCategories are the article's paths with clean names.
func (p *Plan) shownCategories(a *article.Article) []article.Category {
	var shown []article.Category
	for _, c := range p.Categories(a) {
		names := make(article.Category, len(c))
		for i, name := range c {
			names[i] = cmp.Or(line(name), "_")
		}
		shown = append(shown, names)
	}
	return shown
}

// tags are the words that say something beside the categories.
func tags(given []article.Tag, categories []article.Category) []article.Tag {
	var known []string
	for _, c := range categories {
		known = append(append(known, c...), c.String())
	}
	var kept []article.Tag
	for _, g := range given {
		t := article.Tag{Term: line(g.Term), Scheme: normalID(g.Scheme), Label: line(g.Label)}
		t.Term = cmp.Or(t.Term, t.Label)
		same := func(word string) bool { return strings.EqualFold(word, t.Name()) }
		if t.Term != "" && !slices.ContainsFunc(known, same) {
			known, kept = append(known, t.Name()), append(kept, t)
		}
	}
	return kept
}

// credits names the primary source, and the others that named the article and
// are known still.
func (p *Plan) credits(a *article.Article, profiles map[string]article.Profile) (source Credit, via []Credit) {
	for i := range a.Sightings {
		id := a.Sightings[i].Source
		profile, hasProfile := profiles[id]
		if i == 0 {
			source = p.credit(id, profile)
			continue
		}
		if p.sources[id] == nil && !hasProfile {
			continue
		}
		if c := p.credit(id, profile); c != source && !slices.Contains(via, c) {
			via = append(via, c)
		}
	}
	return source, via
}

// credit describes a source: as the config does, else as it does itself. The
// path of a file on this machine is nobody's business; it is of this site.
func (p *Plan) credit(id string, profile article.Profile) Credit {
	c := Credit{Title: line(profile.Title), Home: webAddress(profile.Link)}
	if src := p.sources[id]; src != nil {
		c.Title = cmp.Or(line(src.Title), c.Title)
		c.URL = webAddress(src.Public())
	}
	if c.Address() == "" {
		c.Home = p.base
	}
	c.ID = cmp.Or(permanentID(profile.FeedID), permanentID(c.URL), p.urn("source", id))
	if u, err := url.Parse(c.Page()); err == nil {
		c.Title = cmp.Or(c.Title, u.Host)
	}
	return c
}
