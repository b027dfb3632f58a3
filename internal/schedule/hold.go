package schedule

import (
	"strconv"
	"time"

	"feedloom/article"
)

// stagger is within what time all that were held together come back.
const stagger = time.Minute

// AfterHold is when a source may be asked again that was held until then: up to
// a minute later, so that the sources of a host do not all come back together.
// How much later is another share for each source and each hold: none is always
// the last, when a host answers only the first few.
func AfterHold(id string, until time.Time) time.Time {
	return until.Add(upTo(stagger, id, strconv.FormatInt(until.Unix(), 10)))
}

// ownHold is when a source is due that was asked and told to wait. That takes no
// turn: it is due as soon as the hold is over.
//
// If it is told so again and again, it waits for as long as that has lasted
// already, up to a day, which doubles each wait: a server that refuses for good
// is in the end not asked more often than one that fails. The others of its host
// wait for no longer than the server says.
func ownHold(id string, h article.Hold, now time.Time) time.Time {
	var end time.Time
	if h.InForce(now) || !h.Until.After(now) { // else it is of another clock
		end = h.Until
	}
	if !h.Said.After(now) {
		end = later(end, h.Said.Add(min(max(h.Row(), stagger), maxRetry)))
	}
	return AfterHold(id, end)
}
