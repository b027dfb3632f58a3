package article

import (
	"slices"
	"time"
)

// Backlog says why an article is no news, though it is new to us.
type Backlog string

// The kinds of backlog.
const (
	// Undated: it has no date that counts (none, or one in the future), and its
	// source was read for the first time.
	Undated Backlog = "undated"
	// Flood: it came in a burst far above its source's rhythm.
	Flood Backlog = "flood"
	// Unearthed: it is older than what its source listed before, and so are
	// many that came with it.
	Unearthed Backlog = "unearthed"
)

// Habit is what a store has learnt of a source by reading its documents.
type Habit struct {
	Reads int `json:"reads,omitempty"` // documents
	Dates int `json:"dates,omitempty"` // and items with a date in the first of them
	// Hour and Day are the most new articles of one hour and of one day, Today
	// those of the day of the newest one.
	Hour  int `json:"hour,omitempty"`
	Day   int `json:"day,omitempty"`
	Today int `json:"today,omitempty"`
	// Newest is the newest date of an article.
	Newest time.Time `json:"newest,omitzero"`
	// Churn counts up with each document whose items have new GUIDs at old
	// addresses, and down with each whose items keep theirs.
	Churn int `json:"churn,omitempty"`
}

// The bounds of judging a burst.
const (
	minFlood    = 8 // fewer articles are no flood: they push nothing out
	floodFactor = 3 // so many times what was usual is far above it
	// minReads and minDates are what a habit must be made of before it is one.
	minReads = 5
	minDates = 5
	maxChurn = 3
)

// Churning reports whether the source's GUIDs name nothing: they were new in
// more than one document while addresses and texts stayed. Once is a move.
func (h Habit) Churning() bool { return h.Churn >= 2 }

// Judge says for each of the articles that a document has brought whether it is
// backlog, by its date (for one without, as Spread has it). A burst in one day
// that is far above what the source ever did is a flood, and so is one in an hour
// that is more than it did in a day: GUIDs that all changed, a move that redates
// everything. Many articles that are older than what the source had before are
// unearthed.
func (h Habit) Judge(dates []time.Time) []Backlog {
	judged := make([]Backlog, len(dates))
	if h.Reads < minReads && h.Dates < minDates {
		return judged
	}
	old := h.Newest.Add(-24 * time.Hour)
	late := 0
	var recent []time.Time
	for _, d := range dates {
		if d.Before(old) {
			late++
		} else {
			recent = append(recent, d)
		}
	}
	unearthed := h.isFlood(late, h.Day)
	hour, day := most(recent, time.Hour), most(recent, 24*time.Hour)
	flood := h.isFlood(hour, h.Hour) && hour > h.Day || h.isFlood(day, h.Day)
	for i, d := range dates {
		switch {
		case d.Before(old) && unearthed:
			judged[i] = Unearthed
		case !d.Before(old) && flood:
			judged[i] = Flood
		}
	}
	return judged
}

// Spread are the dates by which to judge n articles that have none and were seen
// now: any since the newest one. The store may have been away for long.
func (h Habit) Spread(n int, now time.Time) []time.Time {
	dates := make([]time.Time, n)
	for i := range dates {
		dates[i] = now.Add(-max(0, now.Sub(h.Newest)) * time.Duration(i) / time.Duration(n))
	}
	return dates
}

func (h Habit) isFlood(n, usual int) bool { return n >= minFlood && n > floodFactor*max(usual, 1) }

// Learn is the habit after a document. news are the dates of the articles that
// it brought, all those of all its items, backlog whether some of them are.
func (h Habit) Learn(news, all []time.Time, backlog bool) Habit {
	if h.Reads == 0 {
		news, h.Dates = all, len(all)
	}
	h.Reads++
	before := h.Newest
	for _, d := range news {
		if d.After(h.Newest) {
			h.Newest = d
		}
	}
	if backlog { // a source that has really become busier is believed in the end
		h.Hour, h.Day, h.Today = 2*max(h.Hour, 1), 2*max(h.Day, 1), 0
		return h
	}
	if !sameDay(before, h.Newest) {
		h.Today = 0
	}
	for _, d := range news {
		if sameDay(d, h.Newest) {
			h.Today++
		}
	}
	h.Hour, h.Day = max(h.Hour, most(news, time.Hour)), max(h.Day, most(news, 24*time.Hour), h.Today)
	return h
}

func sameDay(a, b time.Time) bool {
	return a.Truncate(24 * time.Hour).Equal(b.Truncate(24 * time.Hour))
}

// LearnGUIDs is the habit after a document in which so many items that were
// known had another GUID than before, and so many the same.
func (h Habit) LearnGUIDs(changed, kept int) Habit {
	switch {
	case changed > kept:
		h.Churn = min(h.Churn+1, maxChurn)
	case kept > 0:
		h.Churn = max(h.Churn-1, 0)
	}
	return h
}

// most is how many of the dates lie within one span, at most.
func most(dates []time.Time, span time.Duration) int {
	sorted := slices.SortedFunc(slices.Values(dates), time.Time.Compare)
	best, first := 0, 0
	for i, d := range sorted {
		for d.Sub(sorted[first]) >= span {
			first++
		}
		best = max(best, i-first+1)
	}
	return best
}
