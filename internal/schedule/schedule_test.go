package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func parse(t *testing.T, text string, zone *time.Location) schedule.Schedule {
	t.Helper()
	s, err := schedule.Parse(text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func source(id string) article.Source { return article.Source{ID: id, URL: "https://" + id + "/"} }

// What a person writes wrongly is refused, with the forms that are right.
func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"", "soon", "30", "-5m", "1ms", "* * * *", "61 * * * *", "0 0 31 2 *", "@never"} {
		if s, err := schedule.Parse(text, time.UTC); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", text, s)
		}
	}
}

// A source that was never polled is due at once, and so is one whose last poll
// lies in the future, as it does after the clock was set back.
func TestDueAtOnce(t *testing.T) {
	for _, text := range []string{"30m", "auto", "0 6 * * *"} {
		s := parse(t, text, time.UTC)
		for _, polled := range []time.Time{{}, noon.Add(time.Hour)} {
			if due := s.Due(source("a"), article.Checkpoint{Polled: polled}, noon); !due.Equal(noon) {
				t.Errorf("%s, polled %v: due %v, want %v", text, polled, due, noon)
			}
		}
	}
}

// An interval puts each source at its own place in it, always the same.
func TestIntervalIsAGrid(t *testing.T) {
	s := parse(t, "30m", time.UTC)
	places := map[time.Time]bool{}
	for i := range 20 {
		id := fmt.Sprint("source ", i)
		due := s.Due(source(id), article.Checkpoint{Polled: noon}, noon)
		if wait := due.Sub(noon); wait <= 0 || wait > 30*time.Minute {
			t.Errorf("%s waits %v", id, wait)
		}
		if next := s.Due(source(id), article.Checkpoint{Polled: due}, due); next.Sub(due) != 30*time.Minute {
			t.Errorf("%s: %v after one poll the next", id, next.Sub(due))
		}
		places[due] = true
	}
	if len(places) < 18 {
		t.Errorf("20 sources share %d places", len(places))
	}
}

// A cron job that runs as often as the interval polls each source every time,
// although each run begins a little earlier or later than the one before.
func TestEveryRunOfACronJobFindsItDue(t *testing.T) {
	s := parse(t, "30m", time.UTC)
	for i := range 50 {
		id, polled := fmt.Sprint(i), noon
		for run := 1; run < 10; run++ {
			now := noon.Add(time.Duration(run)*30*time.Minute + time.Duration(run%3)*time.Second)
			if due := s.Due(source(id), article.Checkpoint{Polled: polled}, now); due.After(now) {
				// The phase of a few may lie within these two seconds.
				if due.Sub(now) > 2*time.Second {
					t.Errorf("source %s, run %d: due %v later", id, run, due.Sub(now))
				}
				continue
			}
			polled = now
		}
	}
}

// Cron times are those of the zone that config.yaml names.
func TestCronInItsZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	s := parse(t, "0 6 * * *", berlin)
	got := s.Due(source("a"), article.Checkpoint{Polled: noon}, noon)
	if want := time.Date(2026, 3, 11, 5, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("due %v, want %v", got, want)
	}
}
