package schedule

import (
	"time"

	"feedloom/article"
)

// State is whether a source may be polled, and when it is due. It is made for a
// moment and says nothing of later ones.
type State struct {
	// Due is when it is to be polled next; zero if it is Gone. A Due that has
	// passed is overdue by that much.
	Due time.Time
	// Held says that its server has asked to be left alone, until Due at the
	// latest: it may not be polled now, whoever asks.
	Held bool
	// Gone says that it is never polled again, as config.yaml has it now.
	Gone bool
}

// Open says that the source may be polled, also before it is due.
func (s State) Open() bool { return !s.Held && !s.Gone }

// maxHold is how long a server can keep us from a source. Nobody who asks for
// more means it: such times are a clock that is wrong, or a unit, and a source
// must not be lost to one header.
const maxHold = 7 * 24 * time.Hour

// State says whether a source may be polled now, and when it is due.
//
// It is due at once if it never was polled, or if the clock has gone back behind
// its last poll; else as the schedule says. After a failure it is due as retry
// says instead. Retry-After (RFC 9110, section 10.2.3) keeps it back, for a week
// at most. An automatic pace heeds the source's wishes as well; an interval or a
// cron expression is the user's own word, which they do not change.
//
// A checkpoint of another address or access says nothing: then it is due at
// once, so that a login which was mended is tried.
func (s Schedule) State(src article.Source, cp article.Checkpoint, now time.Time) State {
	if cp.Address != 0 && cp.Address != src.Address() {
		return State{Due: now}
	}
	until := holdEnd(cp, now)
	switch held := until.After(now); {
	case cp.Gone:
		return State{Gone: true}
	case cp.Polled.IsZero() || cp.Polled.After(now):
		return State{Due: later(now, until), Held: held}
	default:
		return State{Due: s.after(src.ID, cp, until), Held: held}
	}
}

// Due is when a source is to be polled next: State's Due, zero if it is gone.
func (s Schedule) Due(src article.Source, cp article.Checkpoint, now time.Time) time.Time {
	return s.State(src, cp, now).Due
}

// after is when a source is due after a poll, and not before the end of a hold.
func (s Schedule) after(id string, cp article.Checkpoint, until time.Time) time.Time {
	due, apart := s.next(id, cp)
	if cp.Failures > 0 {
		due = cp.Polled.Add(retry(id, apart, cp.Failures))
	}
	due = later(due, until)
	if s.auto() {
		due = s.heed(cp, due)
	}
	return due
}

// holdEnd is when the hold of a source ends. A hold from a time when the clock
// was wrong, which would last for more than maxHold from now on, is none.
func holdEnd(cp article.Checkpoint, now time.Time) time.Time {
	until := earlier(cp.Hold.Until, cp.Polled.Add(maxHold))
	if until.After(now.Add(maxHold)) {
		return time.Time{}
	}
	return until
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
