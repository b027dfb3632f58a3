package readback

import (
	"maps"
	"slices"
)

// Difference is how a feed differs from an earlier version of it.
type Difference struct {
	Added, Removed []Entry
	Changed        []Changed
	// Head are the names of what the feed says otherwise of itself.
	Head []string
}

// Changed is an entry that looks different: as it is now, its title before, and
// what of it differs.
type Changed struct {
	Entry
	Before string
	What   []string
}

// None reports whether nothing differs.
func (d Difference) None() bool {
	return len(d.Added)+len(d.Removed)+len(d.Changed)+len(d.Head) == 0
}

// Compare says how a feed differs from an old version. Entries are the same by
// their ids.
func Compare(old, now Feed) Difference {
	d := Difference{Head: differing(old.Head, now.Head)}
	if i := slices.Index(d.Head, words["description"]); i >= 0 {
		d.Head[i] = "description" // of an entry it is the summary
	}
	before := byID(old.Entries)
	for _, e := range now.Entries {
		was, there := before[e.ID]
		if !there {
			d.Added = append(d.Added, e)
		} else if what := differing(was.Parts, e.Parts); len(what) > 0 {
			d.Changed = append(d.Changed, Changed{e, was.Title, what})
		}
	}
	after := byID(now.Entries)
	for _, e := range old.Entries {
		if _, there := after[e.ID]; !there {
			d.Removed = append(d.Removed, e)
		}
	}
	if len(d.Added)+len(d.Removed)+len(d.Changed) > 0 {
		d.Head = slices.DeleteFunc(d.Head, follows)
	}
	return d
}

// follows reports whether a part of a feed's head is what its entries make it.
func follows(part string) bool {
	return slices.Contains([]string{"date", "updated", "language"}, part)
}

func byID(entries []Entry) map[string]Entry {
	all := make(map[string]Entry, len(entries))
	for _, e := range entries {
		if _, twice := all[e.ID]; !twice {
			all[e.ID] = e
		}
	}
	return all
}

// words are what people call the parts that have other names in the formats. What
// is not here is called as it is there.
var words = map[string]string{
	"content_html": "text", "content:encoded": "text", "content": "text", "description": "summary", "subtitle": "description",
	"tags": "categories", "category": "categories", "url": "link", "external_url": "link", "home_page_url": "link", "feed_url": "address", "guid": "id",
	"date_published": "date", "pubDate": "date", "published": "date", "date_modified": "updated", "atom:updated": "updated", "lastBuildDate": "updated",
	"attachments": "files", "enclosure": "files", "media:content": "image", "media:thumbnail": "thumbnail", "author": "authors", "dc:creator": "authors",
	"dc:rights": "rights", "dc:language": "language", "atom:link": "links",
}

// differing names the parts that are not the same in both, in order.
func differing(a, b Parts) []string {
	names := map[string]bool{}
	for _, parts := range []Parts{a, b} {
		for name := range parts {
			if a[name] == b[name] {
				continue
			}
			if word := words[name]; word != "" {
				name = word
			}
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}
