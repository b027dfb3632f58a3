package dates

import (
	"strings"
	"time"
)

// maxLength is the number of bytes beyond which a text is no date: the longest
// in the table of languages, with a zone in words behind it, are half of it.
const maxLength = 200

const (
	firstYear = 1583
	lastYear  = 9999
)

// Parse reads a date in any of the forms that the package knows, and gives it
// in UTC and whole seconds; what is beyond is cut. It reports false for what is
// no date, or a doubtful one.
func Parse(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if t, ok := usual(text); ok {
		return t, true
	}
	if len(text) > maxLength {
		return time.Time{}, false
	}
	if t, ok := counted(text); ok {
		return t, true
	}
	r := reader{tokens: withoutComments(scan(normal(text))), korean: isKorean(text)}
	if !r.read() {
		return time.Time{}, false
	}
	return r.date()
}

// counted reads the seconds or milliseconds since 1970. Ten digits that can be
// a day and an hour as well are doubtful.
func counted(text string) (time.Time, bool) {
	n, ok := digits(text)
	switch {
	case !ok || text[0] == '0':
		return time.Time{}, false
	case len(text) == 13:
		return time.UnixMilli(int64(n)).UTC().Truncate(time.Second), true
	case len(text) == 10:
		if y := n / 1_000_000; y < 1990 || y > 2099 || !isDay(y, n/10_000%100, n/100%100) || n%100 > 24 {
			return time.Unix(int64(n), 0).UTC(), true
		}
	}
	return time.Time{}, false
}

// isDay reports whether the calendar has that day.
func isDay(year, month, day int) bool {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 {
		return false
	}
	return day <= 28 || time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() == day
}

// at is a moment in a zone so many seconds east of UTC, if it is in bounds.
func at(d day, c clock, offset int) (time.Time, bool) {
	t := time.Date(d.year, time.Month(d.month), d.day, c.hour, c.minute, c.second-offset, 0, time.UTC)
	if t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}, false
	}
	return t, true
}
