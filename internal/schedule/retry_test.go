package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
)

// wait is how long a source waits after a poll at noon, having failed that often.
func wait(s schedule.Schedule, id string, failures int) time.Duration {
	return s.Due(source(id), article.Checkpoint{Polled: noon, Failures: failures}, noon).Sub(noon)
}

// The first retry comes soon and not at once; the later ones come ever later, up
// to a day or to the schedule's own time. Each wait is that of the table or up to
// a quarter longer, but for the last, which are up to a fifth shorter.
func TestRetry(t *testing.T) {
	tests := []struct {
		text  string
		waits []time.Duration // after 1, 2, ... failures
		last  time.Duration   // after very many
	}{
		{"1s", []time.Duration{5 * time.Minute, 10 * time.Minute, 20 * time.Minute}, day},
		{"30m", []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour}, day},
		{"24h", []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour}, day},
		{"168h", []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 32 * time.Hour}, 7 * day},
		{"2562047h", []time.Duration{time.Hour, 2 * time.Hour}, 2562047 * time.Hour},
		{"*/15 * * * *", []time.Duration{15 * time.Minute, 30 * time.Minute, time.Hour}, day},
		{"3 12 * * *", []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour}, day},
		{"auto", []time.Duration{15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour}, day},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			s := parse(t, test.text, time.UTC)
			for i, want := range test.waits {
				// An automatic pace is itself spread a little.
				if got := wait(s, "a", i+1); got < want || got > want+want/4+want/8 {
					t.Errorf("%d failures: wait %v, want %v", i+1, got, want)
				}
			}
			for _, failures := range []int{50, 1 << 40} {
				if got := wait(s, "a", failures); got < test.last-test.last/5 || got > test.last {
					t.Errorf("%d failures: wait %v, want %v", failures, got, test.last)
				}
			}
		})
	}
}

// More failures never shorten the wait by more than the spread, and an answer
// ends it all.
func TestRetryGrows(t *testing.T) {
	for _, text := range []string{"1s", "7m", "30m", "24h", "700h", "*/15 * * * *", "0 6 * * *", "0 0 1 1 *", "auto"} {
		s := parse(t, text, time.UTC)
		for i := range 20 {
			id, longest := fmt.Sprint(i), time.Duration(0)
			for failures := 1; failures < 30; failures++ {
				got := wait(s, id, failures)
				if got < longest-longest/5 || got < 5*time.Minute {
					t.Errorf("%s, source %s: %v after %d failures, %v before", text, id, got, failures, longest)
				}
				longest = max(longest, got)
			}
		}
	}
}

// The sources of a host that was down come back one by one.
func TestRetriesAreSpread(t *testing.T) {
	for _, text := range []string{"30m", "0 6 * * *", "auto"} {
		for _, failures := range []int{1, 4, 50} {
			s, minutes := parse(t, text, time.UTC), map[time.Duration]bool{}
			for i := range 20 {
				minutes[wait(s, fmt.Sprint(i), failures).Truncate(20*time.Second)] = true
			}
			if len(minutes) < 10 {
				t.Errorf("%s, %d failures: 20 sources come back at %d times", text, failures, len(minutes))
			}
		}
	}
}
