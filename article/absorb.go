package article

import "time"

// Create makes the article of an item that is none of those known; arrival is
// when it joins its feeds. Its ids and its key are the store's to give.
func Create(in Incoming, s Sighting, arrival time.Time) *Article {
	a := &Article{
		Published: in.Date,
		Updated:   in.Date,
		FirstSeen: s.Seen,
		Arrival:   arrival,
		Sightings: []Sighting{s},
	}
	if u := s.Item.Updated; u.After(a.Updated) && !u.After(s.Seen) {
		a.Updated = u
	}
	return a
}

// Change says what a sighting did to an article.
type Change int

// The changes, from none to most.
const (
	Unchanged Change = iota
	Noted            // facts that nobody sees: a GUID, a date
	Retouched        // what is published differs, and nothing that a reader sees
	Retold           // another source than the primary one says it in other words
	Joined           // a further source is credited
	Edited           // a reader sees something else
)

// Absorb takes up what a source says of an article that is known already. An
// edit keeps the published date, and moves Updated where readers see a change.
// A source that owns the link's host becomes the primary one, and its date the
// article's: the caller stores the article under the key of its new date if
// Published has moved.
func (a *Article) Absorb(in Incoming, s Sighting) Change {
	if known := a.By(s.Source); known != nil {
		a.recordNames(&known.Item, in)
		return a.revise(known, s)
	}
	if a.Sightings[0].Owner || !s.Owner {
		a.Sightings = append(a.Sightings, s)
		return Joined
	}
	before := a.Sightings[0].Item
	parts := before.Unlike(&s.Item)
	a.Sightings = append([]Sighting{s}, a.Sightings...)
	if date := s.Item.Date(); !date.IsZero() && !date.After(s.Seen) {
		a.Published = date.UTC().Truncate(time.Second)
		if a.Updated.Before(a.Published) {
			a.Updated = a.Published
		}
	}
	if len(parts) > 0 {
		a.edit(&before, &s, parts)
		return Edited
	}
	return Joined
}

// revise replaces what a source said of the article before. Only the primary
// source's words are shown as the article's: those of another move no date,
// though what they add (a tag, a picture that the primary has not) is shown.
func (a *Article) revise(known *Sighting, s Sighting) Change {
	before := known.Item
	known.Item, known.Owner = s.Item, s.Owner
	if before.shows(&s.Item) {
		if before.namedAs(&s.Item) {
			return Unchanged
		}
		return Noted
	}
	parts := before.Unlike(&s.Item)
	switch {
	case len(parts) == 0:
		return Retouched
	case known != a.Primary():
		return Retold
	case a.shown(&s.Item):
		return Retouched
	}
	a.edit(&before, &s, parts)
	return Edited
}

func (a *Article) edit(before *Item, s *Sighting, parts []Part) {
	a.recordEdit(before, s, parts)
	a.touch(s)
}

// touch moves Updated to the date that the source gives the edit, else to when
// it was seen; never back.
func (a *Article) touch(s *Sighting) {
	when := s.Seen
	if u := s.Item.Updated; u.After(a.Updated) && !u.After(s.Seen) {
		when = u
	}
	if when = when.UTC().Truncate(time.Second); when.After(a.Updated) {
		a.Updated = when
	}
}
