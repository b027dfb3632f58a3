package article

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Rule names the rule of identity that decided.
type Rule string

// The rules, in the order in which they are asked.
const (
	ByGUID Rule = "guid" // the source gave this GUID before
	ByKey  Rule = "key"  // an article of this URL and date is there
	ByURL  Rule = "url"  // an article of this URL with another date, or without
	ByID   Rule = "id"   // an article of another source with this GUID
	ByText Rule = "text" // an article of this source, date and text that has moved
	New    Rule = "new"  // none of these
)

// Incoming is an item on its way into a store, with what its document and
// its source say about it.
type Incoming struct {
	Source string
	// GUID is the item's, empty where several items of the document share it.
	GUID string
	Item *Item
	// Address is the item's canonical URL, as Tracking has it.
	Address  string
	Tracking Tracking
	// Date is the date that its key will have, and Dated whether the source
	// gave it.
	Date  time.Time
	Dated bool
	// Print is NewPrint's, for a store to find articles by.
	Print Hash
	// Churning says that the source's GUIDs name nothing; GUID is empty then.
	Churning bool
	// Listed reports whether another item of the same document is this
	// article. Nobody lists one article twice.
	Listed func(*Article) bool
	// Shown spares the items of a document that share it work; it may be nil.
	Shown Shown

	crowd crowd // at the item's address
}

// Candidates are the articles that an item may be, each list by what led there.
type Candidates struct {
	GUID *Article   // what this source gave this GUID before, or nil
	URL  []*Article // at the item's canonical URL
	ID   []*Article // with the item's GUID as permanent id
	Text []*Article // of this source, with the item's Print
}

// Identify says which of the candidates the item is; nil and New when it is
// none of them. window is how far the dates of two sources that name one URL
// may lie apart.
func Identify(in Incoming, c Candidates, window time.Duration) (*Article, Rule) {
	if c.GUID != nil && in.Claims(c.GUID) {
		return c.GUID, ByGUID
	}
	in.crowd = crowdOf(in.Source, c.URL)
	atURL := in.likeliestFirst(c.URL)
	for _, a := range atURL {
		if in.sameDate(a) && in.sameByKey(a) {
			return a, ByKey
		}
	}
	for _, a := range atURL {
		if !in.sameDate(a) && in.sameByURL(a, window) {
			return a, ByURL
		}
	}
	for _, a := range c.ID {
		if a.By(in.Source) == nil && !in.Listed(a) && (a.Primary().Item.SameTitle(in.Item) || in.SameText(&a.Primary().Item)) {
			return a, ByID
		}
	}
	for _, a := range c.Text {
		if !in.Listed(a) {
			return a, ByText
		}
	}
	return nil, New
}

// crowd counts the articles at one address: all, and those that the source
// named. What many share says little.
type crowd struct{ all, own int }

func crowdOf(source string, as []*Article) crowd {
	c := crowd{all: len(as)}
	for _, a := range as {
		if a.By(source) != nil {
			c.own++
		}
	}
	return c
}

// Claims reports whether the item is the article that its GUID led to: unless
// the GUID came back on something else, or the article goes by another one by
// now, which the document lists too.
func (in Incoming) Claims(a *Article) bool {
	if s := a.By(in.Source); s != nil && s.Item.GUID != in.GUID && in.Listed(a) {
		return false
	}
	return !in.reuses(a)
}

// reuses reports whether a GUID came back on something else altogether: URL,
// title and date have all changed. Where the source gave no date then or gives
// none now, the text stands in for it; and where all is called the same, what
// has nothing to do with it is another title.
func (in Incoming) reuses(a *Article) bool {
	s := a.By(in.Source)
	if s == nil || in.Tracking.Address(&s.Item, in.Source) == in.Address ||
		s.Item.SameTitle(in.Item) && !unrelated(&s.Item, in.Item) {
		return false
	}
	if in.Dated && !s.Item.Date().IsZero() {
		return !s.Item.Date().Equal(in.Item.Date())
	}
	return !in.sameBody(&s.Item)
}

// sameDate reports whether the article has the item's date: as the same source
// gave it, where it did, since that of the article may be another's.
func (in Incoming) sameDate(a *Article) bool {
	if s := a.By(in.Source); s != nil && in.Dated && !s.Item.Date().IsZero() {
		return Stamp(s.Item.Date()) == Stamp(in.Date)
	}
	return Stamp(a.Published) == Stamp(in.Date)
}

// likeliestFirst puts the articles whose text is the item's first, and then
// those whose date is nearest.
func (in Incoming) likeliestFirst(as []*Article) []*Article {
	if len(as) < 2 {
		return as
	}
	same := make(map[*Article]int, len(as))
	for _, a := range as {
		if !a.says(in) {
			same[a] = 1
		}
	}
	as = slices.Clone(as)
	slices.SortStableFunc(as, func(a, b *Article) int {
		return cmp.Or(cmp.Compare(same[a], same[b]), cmp.Compare(apart(a.Published, in.Date), apart(b.Published, in.Date)))
	})
	return as
}

// says reports whether the article has the item's text: as the same source gave
// it, else as the primary one did.
func (a *Article) says(in Incoming) bool {
	s := a.By(in.Source)
	if s == nil {
		s = a.Primary()
	}
	return in.SameText(&s.Item)
}

// Twin reports whether an article that another source named is the item word
// by word.
func (in Incoming) Twin(a *Article) bool {
	return a.By(in.Source) == nil && in.SameText(&a.Primary().Item)
}

// Fits reports whether an article that another source named has the item's date
// and title.
func (in Incoming) Fits(a *Article) bool {
	return a.By(in.Source) == nil && Stamp(a.Published) == Stamp(in.Date) && a.Primary().Item.SameTitle(in.Item)
}

// sameByKey judges an article of the same URL and date.
func (in Incoming) sameByKey(a *Article) bool {
	s := a.By(in.Source)
	switch {
	case s == nil:
		return !in.Listed(a)
	case in.GUID == "" || s.Item.GUID == in.GUID:
		return !in.Listed(a) || in.SameText(&s.Item)
	case in.Listed(a):
		return in.Item.HasText() && in.SameText(&s.Item)
	}
	return in.guidOf(s) == "" || in.SameText(&s.Item) || s.Item.SameTitle(in.Item)
}

// guidOf is what the source called the article, empty where its GUIDs name
// nothing.
func (in Incoming) guidOf(s *Sighting) string {
	if in.Churning {
		return ""
	}
	return s.Item.GUID
}

// sameByURL judges an article of the same URL and another date, or where one
// of the two has none.
func (in Incoming) sameByURL(a *Article, window time.Duration) bool {
	s := a.By(in.Source)
	if s == nil {
		p := &a.Primary().Item
		undated := !in.Dated || p.Date().IsZero()
		near := undated || apart(a.Published, in.Date) <= window
		return !in.Listed(a) && (near && in.crowd.all == 1 || p.SameTitle(in.Item) || in.SameText(p))
	}
	if in.Listed(a) {
		return in.repeats(&s.Item)
	}
	noGUIDs := in.GUID == "" && in.guidOf(s) == ""
	oneGUID := in.GUID == "" || in.guidOf(s) == "" || in.GUID == s.Item.GUID
	switch undated := !in.Dated || s.Item.Date().IsZero(); {
	case in.SameText(&s.Item):
		// A title alone, under another GUID and date, is the next of a series.
		return oneGUID || undated || in.Item.HasText()
	case undated:
		return oneGUID && in.crowd.own == 1 || s.Item.SameTitle(in.Item)
	}
	return noGUIDs && s.Item.SameTitle(in.Item) && !unrelated(&s.Item, in.Item)
}

// NewPrint is a fingerprint of what an item keeps when its site moves and gives
// it another address and another GUID: its source, its date to the second, its
// title, and its text without markup, with the names of the pictures in it. It
// is 0 for an item that lacks one of these, or of which others may have them
// all: a few words, dated by the day.
func (in Incoming) NewPrint() Hash {
	it := in.Item
	markup := cmp.Or(it.Content, it.Summary)
	if !in.Dated || it.Title == "" || markup == "" {
		return 0
	}
	text := Text(markup, 0)
	shown := append(embedded(markup, baseName), text)
	if len(shown) == 1 && text == "" || roundDate(in.Date) && len(wordsIn(text)) < minPrinted {
		return 0
	}
	return HashOf(append(shown, in.Source, Stamp(in.Date), strings.Join(strings.Fields(it.Title), " "))...)
}

// roundDate reports whether a date may be that of a day, in any time zone.
func roundDate(date time.Time) bool { return date.Truncate(time.Hour / 2).Equal(date) }

// repeats reports whether an item without a date that counts is the same in
// everything as what its source said: its document has it twice.
func (in Incoming) repeats(it *Item) bool {
	return !in.Dated && in.Item.Date().Equal(it.Date()) && (in.GUID == "" || in.GUID == it.GUID) && in.SameText(it)
}

func apart(a, b time.Time) time.Duration {
	return a.Sub(b).Abs()
}
