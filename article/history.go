package article

import (
	"slices"
	"time"
)

// Edit is a change that readers saw.
type Edit struct {
	At     time.Time `json:"at"`     // when it was seen
	Source string    `json:"source"` // whose words changed
	Parts  []Part    `json:"parts"`  // what of it
	// Was and Is are the Item.Face of before and after.
	Was Hash `json:"was"`
	Is  Hash `json:"is"`
}

// Alias is a name that a source gave an article: a GUID, or the canonical URL.
type Alias struct {
	Source string `json:"source"`
	GUID   string `json:"guid,omitempty"`
	URL    string `json:"url,omitempty"`
}

// maxEdits and maxFormer bound what is remembered of an article that never
// rests: the newest of each.
const (
	maxEdits  = 30
	maxFormer = 20
)

func (a *Article) recordEdit(before *Item, s *Sighting, parts []Part) {
	a.Edits = append(a.Edits, Edit{At: s.Seen, Source: s.Source, Parts: parts, Was: before.Face(), Is: s.Item.Face()})
	a.Edits = a.Edits[max(0, len(a.Edits)-maxEdits):]
}

// shown reports whether readers have seen the item so before: of two servers
// that take turns, one may be behind.
func (a *Article) shown(it *Item) bool {
	if len(a.Edits) == 0 {
		return false
	}
	face := it.Face()
	return slices.ContainsFunc(a.Edits, func(e Edit) bool { return e.Was == face || e.Is == face })
}

// recordNames keeps the names of what the item's source said before, where it
// gives others now.
func (a *Article) recordNames(before *Item, in Incoming) {
	if before.GUID != "" && before.GUID != in.Item.GUID && !in.Churning {
		a.recordName(Alias{Source: in.Source, GUID: before.GUID})
	}
	if address := in.Tracking.Address(before, in.Source); address != in.Address {
		a.recordName(Alias{Source: in.Source, URL: address})
	}
}

func (a *Article) recordName(name Alias) {
	a.Former = slices.DeleteFunc(a.Former, func(n Alias) bool { return n == name })
	a.Former = append(a.Former, name)
	a.Former = a.Former[max(0, len(a.Former)-maxFormer):]
}
