// Package schedule says when a source is due: every so often, by a cron
// expression, or at the pace of its own news. It is pure: the same checkpoint
// gives the same time, so that a restart or an edit of config.yaml needs
// nothing but the checkpoint to go on.
package schedule

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/netresearch/go-cron"

	"feedloom/article"
)

// The bounds of an automatic pace, and the longest wait after failures.
const (
	MinAuto    = 15 * time.Minute
	MaxAuto    = 24 * time.Hour
	startAuto  = time.Hour
	maxBackoff = 24 * time.Hour
	// MinEvery is the shortest interval that a schedule may name.
	MinEvery = time.Second
)

// Schedule is when a source is polled. The zero value is `auto`.
type Schedule struct {
	every time.Duration
	cron  cron.Schedule
	zone  *time.Location
	text  string
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

// String is the schedule as it was written.
func (s Schedule) String() string {
	if s.text == "" {
		return "auto"
	}
	return s.text
}

// Due is when the source id is to be polled next: at once if it never was, or
// if the clock has gone back behind its last poll. An interval is a grid whose
// phase comes from the id, so that sources are spread over it and a cron job
// that runs as often as the interval finds each source due each time.
func (s Schedule) Due(id string, cp article.Checkpoint, now time.Time) time.Time {
	if cp.Polled.IsZero() || cp.Polled.After(now) {
		return now
	}
	if s.cron != nil {
		return s.cron.Next(cp.Polled.In(s.zone))
	}
	every := s.every
	if every == 0 {
		every = max(cp.Interval, MinAuto)
	}
	return nextOnGrid(cp.Polled, backOff(every, cp.Failures), id)
}

// Adapt is the interval that an automatic pace goes on with after a poll:
// shorter when that brought news, longer when not, unchanged when it failed.
// It is 0 for the other schedules.
func (s Schedule) Adapt(cp article.Checkpoint, news bool) time.Duration {
	switch {
	case s.every != 0 || s.cron != nil:
		return 0
	case cp.Interval == 0:
		return startAuto
	case cp.Failures > 0:
		return cp.Interval
	case news:
		return max(cp.Interval/2, MinAuto)
	}
	return min(cp.Interval*3/2, MaxAuto)
}

// backOff doubles the interval with every failure after the first.
func backOff(every time.Duration, failures int) time.Duration {
	for ; failures > 1 && every < maxBackoff; failures-- {
		every = min(2*every, maxBackoff)
	}
	return every
}

// nextOnGrid is the first time after t that lies on the id's grid of that width.
func nextOnGrid(t time.Time, width time.Duration, id string) time.Time {
	phase := time.Duration(uint64(article.HashOf(id)) % uint64(width))
	into := time.Duration(t.UnixNano()) - phase
	rest := into % width
	if rest < 0 {
		rest += width
	}
	return t.Add(width - rest)
}
