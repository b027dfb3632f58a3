package loom

import (
	"fmt"
	"time"

	"feedloom/article"
)

// Advice is what the owner of config.yaml should know of a source that has not
// failed: that it is held, gone, or has moved, and what to do. It is empty
// where there is nothing to say.
func (r Result) Advice() string {
	switch {
	case r.Err != nil:
		return ""
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
	case s.ID != article.Canonical(s.URL):
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
