package fetch

import (
	"time"

	"feedloom/internal/dates"
)

// parseDate reads the first of the texts that is a believable date.
func parseDate(texts ...string) time.Time {
	for _, s := range texts {
		if t, ok := dates.Parse(s); ok && believable(t) {
			return t
		}
	}
	return time.Time{}
}

// believable reports whether an article can have that date: before 1970 the web
// had none, and its first second is what stands for no date at all.
func believable(t time.Time) bool { return t.Unix() > 0 }
