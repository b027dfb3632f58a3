package schedule

import (
	"time"

	"feedloom/article"
)

// Pace bounds an automatic pace. A bound of 0 has its default.
type Pace struct {
	Min, Max time.Duration
}

// The default bounds of an automatic pace.
const (
	MinPace = 15 * time.Minute
	MaxPace = 24 * time.Hour
)

func (p Pace) orDefault() Pace {
	if p.Min == 0 {
		p.Min = MinPace
	}
	if p.Max == 0 {
		p.Max = MaxPace
	}
	return p
}

func (p Pace) clamp(d time.Duration) time.Duration { return min(max(d, p.Min), p.Max) }

// What an automatic pace reckons with.
const (
	pollsPerGap   = 2
	pollsPerQuiet = 10
	startPace     = time.Hour
)

// pace is how long an automatic pace waits after a poll:
//
//	the longest of  gap / 2       the typical time between two of its moments
//	                silence / 10  the time since its newest item
//	                ttl, sy:*     what the source asks for
//	within the bounds of fetch.pace.
//
// Two polls in each gap let news wait for a quarter of it on average and for
// half of it at most; more polls gain less and less. A source that is silent
// for much longer than its gap sleeps, for the night, the holidays or for good,
// and a tenth of the silence is little beside what its readers have waited
// already. Caches reckon so too (RFC 9111, section 4.2.2). That makes a source
// that publishes in bursts asked often in a burst and seldom between two,
// without any knowledge of days and hours.
//
// A source that is silent, but not for good, may come back with more than its
// document has room for. While the silence is younger than the window, it counts
// for no more than the time in which half of the document was filled at the
// typical gap, so that nothing leaves the document unseen.
//
// Dates that tell no gap leave it to what the polls have taught.
func (s Schedule) pace(id string, cp article.Checkpoint) time.Duration {
	bounds := s.bounds.orDefault()
	gap, quiet := cp.Rhythm.Gap, silence(cp)/pollsPerQuiet
	if silence(cp) <= window {
		quiet = min(quiet, gap*time.Duration(cp.Rhythm.Moments)/2)
	}
	wait := max(gap/pollsPerGap, quiet)
	if gap == 0 {
		wait = s.taught(cp)
	}
	lowest := bounds.clamp(cp.Advice.Interval)
	wait = max(bounds.clamp(wait), lowest)
	if s.inRuns {
		return wait
	}
	return spread(id, wait, lowest, bounds.Max)
}

// silence is how old the newest item was at the last poll; 0 without a date.
func silence(cp article.Checkpoint) time.Duration {
	if cp.Rhythm.Newest.IsZero() {
		return 0
	}
	return cp.Polled.Sub(cp.Rhythm.Newest)
}

// spread moves a wait by up to a sixteenth, within its bounds, by the source's
// id: sources that were first polled together drift apart.
func spread(id string, wait, lowest, highest time.Duration) time.Duration {
	from := max(lowest, wait-wait/16)
	to := min(highest, from+from/8)
	return from + upTo(to-from, id)
}

// taught is the pace that polls teach: each that brings news halves it, each
// that brings none makes it half as long again, and a failure says nothing. That
// is at rest where three polls in eight bring news, which is not far from two
// polls a gap. It is 0 before the first good poll, and begins after it with what
// the silence suggests: dates that stand still, or are wrong, are a guess that
// the polls put right.
func (s Schedule) taught(cp article.Checkpoint) time.Duration {
	wait := cp.Interval
	switch {
	case cp.Polled.IsZero() || cp.Failures > 0:
		return wait
	case wait == 0:
		wait = max(startPace, silence(cp)/pollsPerQuiet)
	case cp.News.Equal(cp.Polled):
		wait /= 2
	default:
		wait += wait / 2
	}
	return s.bounds.orDefault().clamp(wait)
}

// Learn is the checkpoint of a delivery with what it teaches of the source's
// pace; before is the one that the source was polled with.
//
// Whether a poll brought news is known only when the store has looked at it: a
// source may send its old items in new words each time. Interval is therefore
// what the polls before this one have taught.
func (s Schedule) Learn(before article.Checkpoint, d article.Delivery) article.Checkpoint {
	cp := d.Checkpoint
	cp.Interval = 0
	if s.auto() {
		cp.Interval = s.taught(before)
	}
	if d.Read {
		cp.Rhythm = rhythm(d.Dates, d.At, s.bounds.orDefault().Min)
	}
	return cp
}
