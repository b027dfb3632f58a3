package schedule

import (
	"time"

	"feedloom/article"
)

// The hours of a day and the days of a week, as article.Advice has them.
const (
	allHours = 1<<24 - 1
	allDays  = 1<<7 - 1
)

// heed moves the time at which an automatic pace is due to where the source
// wishes it: not before its last answer has expired (Cache-Control and Expires;
// RFC 9111, section 4.2), as far as fetch.pace.max allows, and then to the first
// hour in which it does not say that nothing comes (skipHours and skipDays of
// RSS 2.0). That may lie beyond the maximum, by less than a week: it costs no
// news if it is true.
func (s Schedule) heed(cp article.Checkpoint, due time.Time) time.Time {
	latest := cp.Polled.Add(s.bounds.orDefault().Max)
	return skip(cp.Advice, later(due, s.ease(cp.Polled, earlier(cp.Fresh, latest))))
}

// skip is the first of t and the times whole hours after it that is in no hour
// and on no day to skip. Whole hours keep the sources that skip the same ones
// apart. Who skips all hours, or all days, does not mean it.
func skip(a article.Advice, t time.Time) time.Time {
	hours, days := a.SkipHours&allHours, a.SkipDays&allDays
	if hours == allHours {
		hours = 0
	}
	if days == allDays {
		days = 0
	}
	skipped := func(t time.Time) bool {
		return hours>>t.Hour()&1 == 1 || days>>t.Weekday()&1 == 1
	}
	for t = t.UTC(); skipped(t); {
		t = t.Add(time.Hour)
	}
	return t
}
