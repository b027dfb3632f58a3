package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
)

const day = 24 * time.Hour

// everyKind is a schedule of each kind.
var everyKind = []string{"auto", "30m", "24h", "0 6 * * *"}

// A server that asks to be left alone is, whatever the schedule, but for no more
// than a week. A hold changes nothing once it is over.
func TestHold(t *testing.T) {
	tests := []struct {
		name  string
		until time.Duration // from the poll at noon
		at    time.Duration
		end   time.Duration // the earliest due
	}{
		{"before its end", 3 * day, time.Hour, 3 * day},
		{"at its end", 3 * day, 3 * day, 3 * day},
		{"for a week", 7 * day, 0, 7 * day},
		{"of another clock", 7*day + 1, 0, 0},
		{"over at once", -time.Hour, 0, 0},
		{"the clock went back a little", time.Hour, -time.Minute, time.Hour},
		{"the clock went back by a year", time.Hour, -365 * day, -365 * day},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, text := range everyKind {
				s, now := parse(t, text, time.UTC), noon.Add(test.at)
				for _, failures := range []int{0, 1} {
					cp := article.Checkpoint{Polled: noon, Failures: failures, Hold: article.Hold{Until: noon.Add(test.until)}}
					got := s.Due(source("a"), cp, now)
					if got.Before(noon.Add(test.end)) || got.After(noon.Add(max(test.end, 0)+day)) {
						t.Errorf("%s, %d failures: due %v, want it held until %v", text, failures, got, noon.Add(test.end))
					}
				}
			}
		})
	}
}

// A source that was told to wait has not had its turn: it is due as soon as it
// may be asked, also if it never was. The sources of a host come back one by one,
// and each time in another order.
func TestAHoldTakesNoTurn(t *testing.T) {
	for _, text := range everyKind {
		s := parse(t, text, time.UTC)
		for _, polled := range []time.Time{{}, noon.Add(-2 * day)} {
			first, seconds := map[string]bool{}, map[time.Time]bool{}
			for hold := range 10 {
				until := noon.Add(time.Duration(hold+1) * time.Hour)
				var earliest time.Time
				var id string
				for i := range 10 {
					src := source(fmt.Sprint(i))
					cp := article.Checkpoint{Polled: polled, Hold: article.Hold{Until: until}}
					due := s.Due(src, cp, noon)
					if due.Before(until) || due.After(until.Add(time.Minute)) || !due.Equal(schedule.AfterHold(src.ID, until)) {
						t.Errorf("%s, polled %v: due %v after a hold until %v", text, polled, due, until)
					}
					if earliest.IsZero() || due.Before(earliest) {
						earliest, id = due, src.ID
					}
					seconds[due.Truncate(time.Second)] = true
				}
				first[id] = true
			}
			if len(first) < 4 || len(seconds) < 90 {
				t.Errorf("%s: %d are first of all, 100 come in %d seconds", text, len(first), len(seconds))
			}
		}
	}
}

// Who is told to wait again and again waits ever longer, up to a day, and never
// for less than is asked for. An answer ends that.
func TestHoldsInARow(t *testing.T) {
	for _, test := range []struct {
		says     time.Duration
		requests int // in four weeks, at most
		waits    []time.Duration
	}{
		{time.Second, 42, []time.Duration{time.Minute, time.Minute, 2 * time.Minute, 4 * time.Minute}},
		{2 * time.Minute, 41, []time.Duration{2 * time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute}},
		{15 * time.Minute, 38, []time.Duration{15 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour}},
		{3 * day, 10, []time.Duration{3 * day, 3 * day, 3 * day, 3 * day}},
	} {
		for _, text := range everyKind {
			s, src := parse(t, text, time.UTC), source("a")
			cp, now, requests := article.Checkpoint{Polled: noon.Add(-2 * day)}, noon, 0
			for ; now.Before(noon.Add(28 * day)); requests++ {
				cp.Hold = article.Hold{Until: now.Add(test.says), Said: now, Since: noon}
				due := s.Due(src, cp, now)
				// The minute by which each hold may be longer is doubled as well.
				if wait := due.Sub(now); requests < len(test.waits) && (wait < test.waits[requests] || wait > 2*test.waits[requests]+time.Minute) || wait > max(day, test.says)+time.Minute {
					t.Errorf("%s, told to wait for %v: waits %v after %d holds", text, test.says, wait, requests)
				}
				now = due
			}
			if requests > test.requests {
				t.Errorf("%s, told to wait for %v: %d requests", text, test.says, requests)
			}
		}
	}
	back := article.Checkpoint{Polled: noon, Hold: article.Hold{Said: noon.Add(5 * day), Since: noon}}
	if due := parse(t, "30m", time.UTC).Due(source("a"), back, noon.Add(time.Hour)); due.After(noon.Add(time.Hour)) {
		t.Errorf("when the clock went back, it is due %v", due)
	}
}

// A source that is gone is never polled, in any state, until config.yaml names
// another address or other headers. Nothing of the old one counts then.
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
			if got := s.Due(src, gone, now); !got.IsZero() {
				t.Errorf("%s: gone, and due %v", text, got)
			}
		}
		if got := s.Due(src, troubled, noon); !got.After(noon) {
			t.Errorf("%s: the same address: due %v", text, got)
		}
		for _, other := range []article.Source{moved, opened} {
			for _, cp := range []article.Checkpoint{gone, troubled} {
				if got := s.Due(other, cp, noon); !got.Equal(noon) {
					t.Errorf("%s: %s: due %v, want %v", text, other.URL, got, noon)
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
