package loom

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"feedloom/article"
)

// Advice is what the owner of config.yaml should know of a source that has not
// failed: that it is held, gone, or has moved, what of it could not be read, and what to do. It is empty
// where there is nothing to say.
func (r Result) Advice() string {
	if r.Err != nil {
		return ""
	}
	lines := []string{r.Shelved(), r.served(), r.unread()}
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "; ")
}

// served says what the source's server has said.
func (r Result) served() string {
	switch {
	case !r.Held.Until.IsZero():
		return held(r.Held, time.Now()) + refused(r.Refused, time.Now())
	case r.Gone:
		return "gone for good (HTTP 410): not asked again until config.yaml gives it another url, login or header"
	case r.Cut:
		return "the document ends within an item: what came before is read, the rest is asked for again"
	case r.Move.Page:
		return fmt.Sprintf("an HTML page; its feed is %s: write that as its url in config.yaml%s", label(r.Move.To), keepID(r.Source))
	case r.Move.To != "":
		return fmt.Sprintf("moved for good to %s: write that as its url in config.yaml%s", label(r.Move.To), keepID(r.Source))
	}
	return ""
}

// unread names the first posts that could not be read.
func (r Result) unread() string {
	const most = 5
	if len(r.Unread) == 0 {
		return ""
	}
	what := "1 post cannot be read: "
	if n := len(r.Unread); n > 1 {
		what = fmt.Sprintf("%d posts cannot be read: ", n)
	}
	line := what + strings.Join(r.Unread[:min(len(r.Unread), most)], "; ")
	if more := len(r.Unread) - most; more > 0 {
		line += fmt.Sprintf("; and %d more", more)
	}
	return line
}

// Shelved says why new articles of the poll are no news; it is empty where all
// are.
func (r Result) Shelved() string {
	if r.Backlog == 0 {
		return ""
	}
	what := fmt.Sprintf("%d new articles", r.Backlog)
	if r.Backlog == 1 {
		what = "1 new article"
	}
	return what + " " + shelvedFor[r.Why] + ": backlog, which takes only the places in feeds that no news has"
}

// Burst reports whether the poll brought backlog from a source that had a
// rhythm: something has happened there.
func (r Result) Burst() bool { return r.Backlog > 0 && r.Why != article.Undated }

var shelvedFor = map[article.Backlog]string{
	article.Undated:   "without a date, or with one in the future, at the first poll",
	article.Flood:     "at once, far above its rhythm",
	article.Unearthed: "older than what it listed before",
}

func held(h article.Hold, now time.Time) string {
	by := ""
	if h.Host != "" {
		by = " by " + h.Host
	}
	return fmt.Sprintf("held until %s%s (HTTP %d)", clock(h.Until, now), by, h.Status)
}

func refused(since, now time.Time) string {
	if since.IsZero() {
		return ""
	}
	return fmt.Sprintf(", as each time since %s: ask less often (schedule), or ask its owner why", clock(since, now))
}

// keepID is what else to write when the url of a source changes: without an id
// of its own it would be another source, and its articles would come again.
func keepID(s article.Source) string {
	switch {
	case s.ID != article.SourceID(s.URL):
		return "" // it has one
	case s.Public() == "":
		return ", with the old one as its id"
	}
	return ", with id: " + s.ID
}

// label is an address as messages show it.
func label(address string) string { return article.Source{URL: address}.Label() }

// clock is a time as people say it: without the day where it is today.
func clock(t, now time.Time) string {
	t = t.Local()
	if y, m, d := t.Date(); now.Local().Year() == y && now.Local().Month() == m && now.Local().Day() == d {
		return t.Format("15:04")
	}
	return t.Format("2006-01-02 15:04")
}

// holdAll has a poller mind what servers have wished before.
func holdAll(p Poller, known map[string]article.Checkpoint) {
	for _, cp := range known {
		p.Hold(cp.Hold)
	}
}
