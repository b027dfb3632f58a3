package fetch

import (
	"strings"
	"time"
)

// layouts are those of dates that gofeed leaves as text: W3C-DTF (RFC 3339 and
// its shorter forms), and what is sent in its place.
var layouts = []string{
	time.RFC3339,
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05 Z0700",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05",
	time.DateOnly,
	"2006-01",
	"2006",
	time.RFC1123Z,
	time.RFC1123,
}

// parseDate reads the first of the texts that is a date.
func parseDate(texts ...string) time.Time {
	for _, s := range texts {
		s = strings.TrimSpace(s)
		for _, layout := range layouts {
			if t, err := time.Parse(layout, s); err == nil && !believable(t).IsZero() {
				return believable(t)
			}
		}
	}
	return time.Time{}
}

// believable is a date in UTC and whole seconds, or zero: before 1970 the web
// had no articles, and RFC 3339 has four digits for a year.
func believable(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Second)
	if t.Year() < 1970 || t.Year() > 9999 || t.Unix() == 0 {
		return time.Time{}
	}
	return t
}
