package schedule

import (
	"time"

	"feedloom/article"
)

// Due is when a source is to be polled next; zero if it is gone, as config.yaml
// has it now. It is made for a moment and says nothing of later ones. A Due that
// has passed is overdue by that much.
//
// It is due at once if it never was polled, or if the clock has gone back behind
// its last poll; else as the schedule says. After a failure it is due as retry
// says instead. Retry-After (RFC 9110, section 10.2.3) keeps it back, as
// AfterHold says. An automatic pace heeds the source's wishes as well; an interval
// or a cron expression is the user's own word, which they do not change.
//
// A checkpoint of another Source.Address says nothing: then it is due at once,
// so that a login which was mended is tried.
func (s Schedule) Due(src article.Source, cp article.Checkpoint, now time.Time) time.Time {
	if cp.Address != 0 && cp.Address != src.Address() {
		return now
	}
	if cp.Gone {
		return time.Time{}
	}
	held := ownHold(src.ID, cp.Hold, now)
	if cp.Polled.IsZero() || cp.Polled.After(now) {
		return later(now, held)
	}
	return s.after(src.ID, cp, held)
}

// after is when a source is due after a poll, and not before a hold is over.
func (s Schedule) after(id string, cp article.Checkpoint, held time.Time) time.Time {
	due, apart := s.next(id, cp)
	if cp.Failures > 0 {
		due = cp.Polled.Add(retry(id, apart, cp.Failures))
	}
	due = later(due, held)
	if s.auto() {
		due = s.heed(cp, due)
	}
	return due
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
