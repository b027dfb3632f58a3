// Package schedule says when a source is polled: every so often, by a cron
// expression, or at the pace of its own news; and when not, because it failed,
// or because its server asked to be left alone.
//
// It is pure. The same source, checkpoint and time give the same answer, so
// that a restart or an edit of config.yaml needs nothing but the checkpoint to
// go on.
package schedule

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"time"

	"github.com/netresearch/go-cron"

	"feedloom/article"
)

// MinEvery is the shortest interval that a schedule may name.
const MinEvery = time.Second

// Schedule is when a source is polled. The zero value is `auto`, within the
// default bounds.
type Schedule struct {
	every  time.Duration
	cron   cron.Schedule
	zone   *time.Location
	bounds Pace
	inRuns bool
	text   string
}

// Parse reads `auto`, a duration such as 30m, or a cron expression of five
// fields, whose times are those of zone.
func Parse(text string, zone *time.Location) (Schedule, error) {
	text = strings.TrimSpace(text)
	if text == "auto" {
		return Schedule{text: text}, nil
	}
	if !strings.ContainsAny(text, " \t@*") {
		every, err := time.ParseDuration(text)
		switch {
		case err != nil:
			return Schedule{}, fmt.Errorf("%q is neither a duration such as 30m, nor a cron expression such as \"*/15 * * * *\", nor auto", text)
		case every < MinEvery:
			return Schedule{}, fmt.Errorf("%q is too short: the shortest interval is %v", text, MinEvery)
		}
		return Schedule{every: every, text: text}, nil
	}
	c, err := cron.ParseStandard(text)
	if err != nil {
		return Schedule{}, fmt.Errorf("%q is no cron expression: %w", text, err)
	}
	if c.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, zone)).IsZero() {
		return Schedule{}, fmt.Errorf("%q: %w", text, errNever)
	}
	return Schedule{cron: c, zone: zone, text: text}, nil
}

var errNever = errors.New("there is no such day")

// Within is the schedule with these bounds of an automatic pace. The others
// have none.
func (s Schedule) Within(p Pace) Schedule {
	s.bounds = p
	return s
}

// InRuns is the schedule for runs whose times somebody else sets, such as cron.
// An automatic pace is then not spread, and a source is due a little before its
// time: runs that come as often as it allows would else find each source due
// some seconds after every other of them.
func (s Schedule) InRuns() Schedule {
	s.inRuns = true
	return s
}

// maxEase is how much before its time a source may be due.
const maxEase = 2 * time.Minute

// ease is a time to wait for since the last poll, less a sixteenth of the wait
// in runs.
func (s Schedule) ease(polled, due time.Time) time.Time {
	if !s.inRuns {
		return due
	}
	return due.Add(-min(max(due.Sub(polled), 0)/16, maxEase))
}

// String is the schedule as it was written.
func (s Schedule) String() string {
	if s.text == "" {
		return "auto"
	}
	return s.text
}

func (s Schedule) auto() bool { return s.every == 0 && s.cron == nil }

// next is when a source that answers is polled after its last poll, and how far
// two such polls lie apart.
//
// An interval is a grid whose phase comes from the id, so that sources are
// spread over it and a cron job that runs as often as the interval finds each
// source due each time. An automatic pace is counted from the last poll: its
// width is another after each, and a grid would make of that a wait of any
// length, shorter than a ttl allows.
func (s Schedule) next(id string, cp article.Checkpoint) (due time.Time, apart time.Duration) {
	switch {
	case s.cron != nil:
		// How near the next of its times is says little of how often they come.
		due = s.cron.Next(cp.Polled.In(s.zone))
		return due, s.cron.Next(due).Sub(due)
	case s.every != 0:
		return nextOnGrid(cp.Polled, s.every, id), s.every
	}
	apart = s.pace(id, cp)
	return s.ease(cp.Polled, cp.Polled.Add(apart)), apart
}

// nextOnGrid is the first time after t that lies on the id's grid of that width.
func nextOnGrid(t time.Time, width time.Duration, id string) time.Time {
	phase := upTo(width-1, id)
	into := time.Duration(t.UnixNano()) - phase
	rest := into % width
	if rest < 0 {
		rest += width
	}
	return t.Add(width - rest)
}

// upTo is a share of most, from 0 to all of it, that looks random and is always
// the same share for the same parts.
func upTo(most time.Duration, parts ...string) time.Duration {
	share, _ := bits.Mul64(uint64(article.HashOf(parts...)), uint64(most)+1)
	return time.Duration(share)
}
