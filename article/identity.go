package article

import "time"

// Rule names the rule of identity that decided.
type Rule string

// The rules, in the order in which they are asked.
const (
	ByGUID Rule = "guid" // the source gave this GUID before
	ByKey  Rule = "key"  // an article of this URL and date is there
	ByURL  Rule = "url"  // an article of this URL with another date, or without
	New    Rule = "new"  // none of these
)

// Arrived is an item on its way into the store, with what its document and
// its source say about it.
type Arrived struct {
	Source string
	// GUID is the item's, empty where several items of the document share it.
	GUID string
	Item *Item
	// Address is the item's canonical URL.
	Address string
	// Date is the date that its key will have, and Dated whether the source
	// gave it.
	Date  time.Time
	Dated bool
	// Listed reports whether another item of the same document is this
	// article. Nobody lists one article twice.
	Listed func(*Article) bool
}

// Identify says which article the item is: by the GUID (what this source gave
// this GUID before, or nil), or among the articles at its canonical URL; nil
// and New when it is none of them. window is how far the dates of two sources
// that name one URL may lie apart.
func Identify(in Arrived, byGUID *Article, atURL []*Article, window time.Duration) (*Article, Rule) {
	if byGUID != nil && !in.reuses(byGUID) {
		return byGUID, ByGUID
	}
	for _, a := range atURL {
		if Stamp(a.Published) == Stamp(in.Date) && in.sameByKey(a) {
			return a, ByKey
		}
	}
	for _, a := range atURL {
		if Stamp(a.Published) != Stamp(in.Date) && in.sameByURL(a, window) {
			return a, ByURL
		}
	}
	return nil, New
}

// reuses reports whether a GUID came back on something else altogether: URL,
// title and date have all changed. Where the source gave no date then or gives
// none now, the date says nothing.
func (in Arrived) reuses(a *Article) bool {
	s := a.By(in.Source)
	if s == nil {
		return false
	}
	dateMoved := in.Dated && !s.Item.Date().IsZero() && !s.Item.Date().Equal(in.Item.Date())
	return dateMoved && s.Item.Address(in.Source) != in.Address && !s.Item.SameTitle(in.Item)
}

// sameByKey judges an article of the same URL and date.
func (in Arrived) sameByKey(a *Article) bool {
	s := a.By(in.Source)
	switch {
	case s == nil:
		return true
	case s.Item.SameText(in.Item):
		return !in.Listed(a) || in.GUID == "" || s.Item.GUID == in.GUID
	case in.Listed(a):
		return false
	}
	return in.GUID == "" || s.Item.GUID == "" || s.Item.GUID == in.GUID
}

// sameByURL judges an article of the same URL and another date, or where one
// of the two has none.
func (in Arrived) sameByURL(a *Article, window time.Duration) bool {
	s := a.By(in.Source)
	if s == nil {
		p := a.Primary()
		return apart(a.Published, in.Date) <= window || p.Item.SameTitle(in.Item) || p.Item.SameText(in.Item)
	}
	if in.Listed(a) {
		return false
	}
	noGUIDs := in.GUID == "" && s.Item.GUID == ""
	undated := !in.Dated || s.Item.Date().IsZero()
	return s.Item.SameText(in.Item) || undated || noGUIDs && s.Item.SameTitle(in.Item)
}

func apart(a, b time.Time) time.Duration {
	return a.Sub(b).Abs()
}
