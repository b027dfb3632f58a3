package schedule

import (
	"slices"
	"time"

	"feedloom/article"
)

// window is how far back a rhythm looks: whole weeks, so that each day of the
// week counts alike. What was before says little of how a source works now.
const window = 4 * 7 * 24 * time.Hour

// minGaps is how many gaps make a rhythm. Two items that happen to lie close
// together are none.
const minGaps = 3

// rhythm is what the dates of a source's items tell at a time. Dates that lie
// nearer to each other than near are one moment: no poll could tell them apart.
// Dates in the future do not count.
//
// Gap is the median of the gaps between the moments of the window: one long
// holiday, or one item with a date that is wrong by days, does not move it.
func rhythm(dates []time.Time, now time.Time, near time.Duration) article.Rhythm {
	past := slices.DeleteFunc(slices.Clone(dates), func(d time.Time) bool { return d.IsZero() || d.After(now) })
	if len(past) == 0 {
		return article.Rhythm{}
	}
	slices.SortFunc(past, time.Time.Compare)
	var gaps []time.Duration
	var moment time.Time
	for _, d := range past {
		switch gap := d.Sub(moment); {
		case now.Sub(d) > window || gap < near:
			continue
		case !moment.IsZero():
			gaps = append(gaps, gap)
		}
		moment = d
	}
	r := article.Rhythm{Gap: median(gaps), Newest: past[len(past)-1].UTC()}
	if !moment.IsZero() {
		r.Moments = len(gaps) + 1
	}
	return r
}

// median is the middle one, the shorter of two; 0 if they are too few.
func median(gaps []time.Duration) time.Duration {
	if len(gaps) < minGaps {
		return 0
	}
	slices.Sort(gaps)
	return gaps[(len(gaps)-1)/2]
}
