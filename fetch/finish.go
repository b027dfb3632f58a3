package fetch

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"feedloom/article"
)

// finisher makes items of what came: addresses absolute, text plain or clean.
type finisher struct {
	base     *url.URL // of the document; nil where there is none
	most     int      // of a title, in bytes
	tracking article.Tracking
}

// reading finishes the items that are not known, of the newest most.
func (f finisher) reading(ctx context.Context, p parsed, most int, known func(article.Hash) bool) (Reading, error) {
	items := newest(p.items, most)
	r := Reading{
		Profile: f.profile(p),
		Listed:  make([]article.Listed, 0, len(items)),
		Sent:    make([]Sent, 0, len(items)),
		Whole:   Sent{Title: p.profile.Title, HTML: p.html},
		Left:    len(p.items) - len(items),
		Cut:     p.cut,
		Unread:  p.unread,
		Advice:  p.advice,
		Dates:   p.dates(),
	}
	for i := range items {
		if err := ctx.Err(); err != nil {
			return Reading{}, err
		}
		l := article.Listed{Hash: items[i].hash(), GUID: article.Legal(items[i].GUID)}
		if known == nil || !known(l.Hash) {
			l.Item = f.item(&items[i])
		}
		r.Listed = append(r.Listed, l)
		r.Sent = append(r.Sent, items[i].sent())
	}
	return r, nil
}

// newest are the newest items in the document's order; the first ones where an
// item has no date.
func newest(items []raw, most int) []raw {
	if len(items) <= most {
		return items
	}
	if slices.ContainsFunc(items, func(r raw) bool { return r.date().IsZero() }) {
		return items[:most]
	}
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return items[b].date().Compare(items[a].date()) })
	order = order[:most]
	slices.Sort(order)
	kept := make([]raw, 0, most)
	for _, i := range order {
		kept = append(kept, items[i])
	}
	return kept
}

func (f finisher) profile(p parsed) article.Profile {
	return article.Profile{
		FeedID:      article.Legal(strings.TrimSpace(p.profile.FeedID)),
		Title:       plain(p.profile.Title, f.most),
		Link:        absolute(f.base, p.site),
		Description: plain(p.profile.Description, f.most),
		Language:    language(p.profile.Language),
		Rights:      plain(p.profile.Rights, f.most),
		Icon:        absolute(f.base, p.profile.Icon),
		Image:       absolute(f.base, p.profile.Image),
	}
}

func (f finisher) item(r *raw) *article.Item {
	it := &article.Item{
		GUID:      article.Legal(r.GUID),
		Permalink: r.Permalink && isWeb(r.GUID),
		Link:      absolute(f.base, r.Link),
		Title:     plain(r.Title, f.most),
		Authors:   f.people(r.Authors),
		Published: r.Published,
		Updated:   r.Updated,
		Tags:      f.tags(r.Tags),
		Paths:     f.paths(r.Paths),
		Comments:  absolute(f.base, r.Comments),
		Language:  language(r.Language),
		Rights:    plain(r.Rights, f.most),
	}
	f.tracking.Relink(it)
	for _, e := range r.Enclosures[:min(len(r.Enclosures), maxList)] {
		if e.URL = absolute(f.base, e.URL); e.URL != "" && !slices.ContainsFunc(it.Enclosures, func(o article.Enclosure) bool { return o.URL == e.URL }) {
			e.Type = plain(e.Type, f.most)
			it.Enclosures = append(it.Enclosures, e)
		}
	}
	f.texts(it, r)
	return it
}

// texts cleans summary and content, and finds the images in them.
func (f finisher) texts(it *article.Item, r *raw) {
	base := firstBase(r.Base)
	if base == nil {
		base = f.textBase(it.Link)
	}
	var inText, inSummary string
	it.Content, inText = clean(r.Content.markup(), base)
	it.Summary, inSummary = clean(r.Summary.markup(), base)
	if it.Summary == it.Content {
		it.Summary = ""
	}
	thumbnail := f.firstAddress(r.Thumbnails)
	it.Image = first(f.firstAddress(r.Images), inText, inSummary, thumbnail)
	it.Thumbnail = first(thumbnail, it.Image)
}

// textBase is what addresses in an item's text are relative to: the item's
// page, unless that is another site's, as in a list of links.
func (f finisher) textBase(link string) *url.URL {
	page, err := url.Parse(link)
	if err != nil || link == "" || f.base != nil && page.Host != f.base.Host {
		return f.base
	}
	return page
}

func (f finisher) firstAddress(refs []string) string {
	for _, ref := range refs {
		if a := absolute(f.base, ref); a != "" {
			return a
		}
	}
	return ""
}

func (f finisher) people(raw []article.Person) []article.Person {
	var all []article.Person
	for _, p := range raw {
		all = addPerson(all, article.Person{
			Name: plain(p.Name, f.most), Email: plain(p.Email, f.most), URL: absolute(f.base, p.URL),
		})
	}
	return all
}

func (f finisher) tags(raw []article.Tag) []article.Tag {
	var all []article.Tag
	for _, t := range raw[:min(len(raw), maxList)] {
		t = article.Tag{Term: plain(t.Term, f.most), Scheme: article.Legal(strings.TrimSpace(t.Scheme)), Label: plain(t.Label, f.most)}
		if t.Label == t.Term {
			t.Label = ""
		}
		if t.Name() != "" && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

func (f finisher) paths(raw []article.Category) []article.Category {
	var all []article.Category
	for _, c := range raw[:min(len(raw), maxList)] {
		names := article.Category{}
		for _, name := range c[:min(len(c), maxList)] {
			if name = plain(escaped(name), f.most); name != "" {
				names = append(names, name)
			}
		}
		all = append(all, names)
	}
	return all
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

// language is a tag of the form of BCP 47 (RFC 5646, section 2.1), or none.
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if !languageTag.MatchString(s) || len(s) > 35 {
		return ""
	}
	return s
}

// firstLanguage is the first of the texts that is the tag of one.
func firstLanguage(texts ...string) string {
	for _, s := range texts {
		if language(s) != "" {
			return strings.TrimSpace(s)
		}
	}
	return ""
}
