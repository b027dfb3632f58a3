package article

import (
	"slices"
	"time"
)

// Sighting is an item as one source gave it.
type Sighting struct {
	Source string    `json:"source"` // the source's id
	Seen   time.Time `json:"seen"`   // when it was first seen there
	// Owner says that the source speaks for the link's host (Owns).
	Owner bool `json:"owner,omitempty"`
	// Rule is the rule of identity that joined it to the article.
	Rule Rule `json:"rule,omitempty"`
	Item Item `json:"item"`
}

// Article is what is kept and published: one article, whoever named it.
type Article struct {
	// ID is short and counts up in the order of saving; 0 is none.
	ID  uint64 `json:"id"`
	Key Key    `json:"key"`
	// PublicID is the permanent id that readers know it by: an IRI.
	PublicID string `json:"public_id"`
	// Published is the key's date. It moves once at the most: to the date that
	// the owner of the link gives, where another source came first. Updated is
	// that of the last change that a reader sees.
	Published time.Time `json:"published"`
	Updated   time.Time `json:"updated"`
	FirstSeen time.Time `json:"first_seen"`
	// Arrival is when it joins its feeds: when it was first seen, save that a
	// source's first poll arrives at its articles' own dates.
	Arrival time.Time `json:"arrival"`
	// Backlog says why it is no news; empty where it is. Backlog takes the
	// places in a feed that no news has.
	Backlog Backlog `json:"backlog,omitempty"`
	// Sightings has one of each source; the primary one is the first.
	Sightings []Sighting `json:"sightings"`
	// Edits are what readers saw change, the oldest first.
	Edits []Edit `json:"edits,omitempty"`
	// Former are the names that it had and that its sources do not give it any
	// more, the oldest first.
	Former []Alias `json:"former,omitempty"`
}

// Primary is the sighting that title, text, date and link come from.
func (a *Article) Primary() *Sighting { return &a.Sightings[0] }

// By is the sighting of that source, nil where it has none.
func (a *Article) By(source string) *Sighting {
	for i := range a.Sightings {
		if a.Sightings[i].Source == source {
			return &a.Sightings[i]
		}
	}
	return nil
}

// Tags are the words of all sightings, each once, the primary's first. The
// names in an item's own paths are words of it, too.
func (a *Article) Tags() []Tag {
	var tags []Tag
	for i := range a.Sightings {
		for _, t := range a.Sightings[i].Item.words() {
			if !slices.ContainsFunc(tags, func(u Tag) bool { return u.Name() == t.Name() }) {
				tags = append(tags, t)
			}
		}
	}
	return tags
}

func (it *Item) words() []Tag {
	tags := slices.Clip(it.Tags)
	for _, c := range it.Paths {
		for _, name := range c {
			tags = append(tags, Tag{Term: name})
		}
	}
	return tags
}
