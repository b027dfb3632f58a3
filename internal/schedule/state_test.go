package schedule_test

import (
	"testing"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
)

const day = 24 * time.Hour

// everyKind is a schedule of each kind.
var everyKind = []string{"auto", "30m", "24h", "0 6 * * *"}

// A server that asks to be left alone is, whatever the schedule and whoever
// asks, but for no more than a week. A hold changes nothing once it is over.
func TestHold(t *testing.T) {
	tests := []struct {
		name  string
		until time.Duration // from the poll at noon
		at    time.Duration
		held  bool
		end   time.Duration // the earliest due
	}{
		{"before its end", 3 * day, time.Hour, true, 3 * day},
		{"at its end", 3 * day, 3 * day, false, 3 * day},
		{"before a week has passed", 365 * day, 7*day - 1, true, 7 * day},
		{"after a week", 365 * day, 7 * day, false, 7 * day},
		{"over at once", -time.Hour, 0, false, 0},
		{"the clock went back a little", time.Hour, -time.Minute, true, time.Hour},
		{"the clock went back by a year", time.Hour, -365 * day, false, -365 * day},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, text := range everyKind {
				s, now := parse(t, text, time.UTC), noon.Add(test.at)
				for _, failures := range []int{0, 1} {
					cp := article.Checkpoint{Polled: noon, Failures: failures, Hold: article.Hold{Until: noon.Add(test.until)}}
					got := s.State(source("a"), cp, now)
					if got.Held != test.held || got.Open() == test.held || got.Due.Before(noon.Add(test.end)) || got.Due.After(noon.Add(max(test.end, 0)+day)) {
						t.Errorf("%s, %d failures: %+v, want held %v until %v", text, failures, got, test.held, noon.Add(test.end))
					}
				}
			}
		})
	}
}

// A source that is gone is never polled, in any state, until config.yaml names
// another address or another access. Nothing of the old one counts then.
func TestAnotherAddress(t *testing.T) {
	src := source("a.example")
	moved, opened := src, src
	moved.URL += "feed"
	opened.Access.Headers = []article.Header{{Name: "Authorization", Value: "Bearer made-up"}}
	gone := article.Checkpoint{Address: src.Address(), Polled: noon.Add(-day), Gone: true}
	troubled := article.Checkpoint{
		Address: src.Address(), Polled: noon.Add(-day), Failures: 20, Fresh: noon.Add(day),
		Hold: article.Hold{Until: noon.Add(day)}, Advice: article.Advice{Interval: 30 * day},
	}
	for _, text := range everyKind {
		s := parse(t, text, time.UTC)
		for _, now := range []time.Time{noon, noon.Add(365 * day), noon.Add(-365 * day)} {
			if got := s.State(src, gone, now); got != (schedule.State{Gone: true}) || got.Open() {
				t.Errorf("%s: gone: %+v", text, got)
			}
		}
		if got := s.State(src, troubled, noon); !got.Held || !got.Due.After(noon) {
			t.Errorf("%s: the same address: %+v", text, got)
		}
		for _, other := range []article.Source{moved, opened} {
			for _, cp := range []article.Checkpoint{gone, troubled} {
				if got := s.State(other, cp, noon); !got.Open() || got.Due.After(noon) {
					t.Errorf("%s: %s: %+v, want it open and due at %v", text, other.URL, got, noon)
				}
			}
		}
	}
}

// A user's own word stands against what a source wishes.
func TestOthersHeedNoWishes(t *testing.T) {
	wishes := article.Checkpoint{
		Polled: noon, Fresh: noon.Add(3 * day),
		Advice: article.Advice{Interval: 3 * day, SkipHours: 0xfffffe, SkipDays: 0x7e},
	}
	for _, text := range everyKind[1:] {
		s := parse(t, text, time.UTC)
		got, want := s.Due(source("a"), wishes, noon), s.Due(source("a"), article.Checkpoint{Polled: noon}, noon)
		if !got.Equal(want) {
			t.Errorf("%s: due %v, want %v", text, got, want)
		}
	}
}
