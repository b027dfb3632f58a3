package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
)

// A month of polls, after a month in which the pace is found, beside a poll
// every half hour. The delay of an item is the time from its date to the poll
// that brings it. No item leaves the list of its source unseen. The bounds hold
// for each of ten ids, which shift the polls a little.
func TestSimulation(t *testing.T) {
	const week = 7 * 24 * time.Hour
	tests := []struct {
		name          string
		world         world
		polls         int // at most
		median, worst time.Duration
	}{
		{"hourly", world{posts: every(time.Hour)}, 1450, 20 * time.Minute, 40 * time.Minute},
		{"daily on workdays", world{posts: workdays(9, 10)}, 64, 10 * time.Hour, 13 * time.Hour},
		{"in the hours of work", world{posts: workdays(9, 17)}, 800, 25 * time.Minute, 8 * time.Hour},
		{"in bursts", world{posts: bursts}, 1200, 20 * time.Minute, 3 * time.Hour},
		{"at random, six a day", world{posts: random(4 * time.Hour)}, 550, time.Hour, 3 * time.Hour},
		{"weekly", world{posts: every(week)}, 35, 24 * time.Hour, 24 * time.Hour},
		{"dead", world{posts: func(at time.Time, _ *rand.Rand) time.Time { return begin.Add(-20 * week) }}, 35, 0, 0},
		{"hourly until the first poll", world{posts: until(begin, time.Hour)}, 35, 0, 0},
		{"busy", world{posts: every(5 * time.Minute)}, 2700, 10 * time.Minute, 17 * time.Minute},
		{"undated, twice a day", world{posts: every(12 * time.Hour), undated: true}, 190, 4 * time.Hour, 10 * time.Hour},
		{"dated now at each poll, daily", world{posts: every(24 * time.Hour), now: true}, 100, 9 * time.Hour, 20 * time.Hour},
		{"dead, with ten items of one hour", world{posts: volley}, 35, 0, 0},
		{"hourly, with a ttl of six hours", world{posts: every(time.Hour), advice: article.Advice{Interval: 6 * time.Hour}}, 113, 4 * time.Hour, 7 * time.Hour},
	}
	half, err := schedule.Parse("30m", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fixed := test.world.run("0.example", half)
			if fixed.polls != 1344 || fixed.worst > 30*time.Minute {
				t.Fatalf("every 30m: %v", fixed)
			}
			var auto figures
			for i := range 10 {
				f := test.world.run(fmt.Sprintf("%d.example", i), schedule.Schedule{})
				auto.polls, auto.lost, auto.items = max(auto.polls, f.polls), max(auto.lost, f.lost), f.items
				auto.median, auto.worst = max(auto.median, f.median), max(auto.worst, f.worst)
			}
			t.Logf("%d items; auto: %v; every 30m: %v", auto.items, auto, fixed)
			if auto.polls > test.polls {
				t.Errorf("%d polls, want %d at most", auto.polls, test.polls)
			}
			if auto.median > test.median || auto.worst > test.worst {
				t.Errorf("news waits for %v, the worst for %v; want %v and %v at most", auto.median, auto.worst, test.median, test.worst)
			}
			if auto.lost > 0 {
				t.Errorf("%d items are lost", auto.lost)
			}
		})
	}
}

var begin = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC) // a Monday

// world is a source and its habits.
type world struct {
	// posts is the time of the first item after at.
	posts   func(at time.Time, r *rand.Rand) time.Time
	undated bool
	now     bool // each item has the date at which it is asked for
	advice  article.Advice
}

// figures are what a month comes to.
type figures struct {
	polls, items, lost int
	median, worst      time.Duration
}

func (f figures) String() string {
	return fmt.Sprintf("%d polls, median delay %v, worst %v, %d lost", f.polls, f.median.Round(time.Minute), f.worst.Round(time.Minute), f.lost)
}

const listed = 15 // items of a document

// run polls from begin for eight weeks, and counts the last four.
func (w world) run(id string, s schedule.Schedule) (f figures) {
	src, end := source(id), begin.Add(8*7*24*time.Hour)
	counted := begin.Add(4 * 7 * 24 * time.Hour)
	items := w.items(end)
	var cp article.Checkpoint
	var delays []time.Duration
	seen := 0
	for now := begin; now.Before(end); {
		there, _ := slices.BinarySearchFunc(items, now, func(a, b time.Time) int { return a.Compare(b) })
		if now.After(counted) {
			f.polls++
			for i := seen; i < there; i++ {
				delays = append(delays, now.Sub(items[i]))
				if i < there-listed {
					f.lost++
				}
			}
		}
		cp = w.poll(s, cp, items[max(0, there-listed):there], there > seen, now)
		seen = there
		now = s.Due(src, cp, now)
	}
	if f.items = len(delays); f.items > 0 {
		slices.Sort(delays)
		f.median, f.worst = delays[f.items/2].Round(time.Second), delays[f.items-1].Round(time.Second)
	}
	return f
}

// poll is what the cycle makes of a document with items of these dates.
func (w world) poll(s schedule.Schedule, before article.Checkpoint, dates []time.Time, news bool, now time.Time) article.Checkpoint {
	d := article.Delivery{At: now, Checkpoint: before, Read: news || w.now || before.Polled.IsZero()}
	d.Checkpoint.Polled, d.Checkpoint.Advice = now, w.advice
	for _, date := range dates {
		switch {
		case w.now:
			d.Dates = append(d.Dates, now)
		case !w.undated:
			d.Dates = append(d.Dates, date)
		}
	}
	cp := s.Learn(before, d)
	if news {
		cp.News = now
	}
	return cp
}

// items are the times of all items, from a half year before begin to end.
func (w world) items(end time.Time) (items []time.Time) {
	r := rand.New(rand.NewPCG(1, 2))
	for at := begin.Add(-26 * 7 * 24 * time.Hour); ; {
		next := w.posts(at, r)
		if !next.After(at) || !next.Before(end) {
			return items
		}
		items, at = append(items, next), next
	}
}

// every posts that often, an eighth sooner or later.
func every(d time.Duration) func(time.Time, *rand.Rand) time.Time {
	return func(at time.Time, r *rand.Rand) time.Time {
		return at.Add(d - d/8 + time.Duration(r.Int64N(int64(d/4))))
	}
}

// until posts that often, and no more from then on.
func until(end time.Time, d time.Duration) func(time.Time, *rand.Rand) time.Time {
	return func(at time.Time, r *rand.Rand) time.Time {
		if next := every(d)(at, r); next.Before(end) {
			return next
		}
		return at
	}
}

// random posts at any time, that far apart on average.
func random(d time.Duration) func(time.Time, *rand.Rand) time.Time {
	return func(at time.Time, r *rand.Rand) time.Time {
		return at.Add(time.Second + time.Duration(r.ExpFloat64()*float64(d)))
	}
}

// workdays posts once in each hour from one to the other, Monday to Friday.
func workdays(from, to int) func(time.Time, *rand.Rand) time.Time {
	return func(at time.Time, r *rand.Rand) time.Time {
		at = at.Truncate(time.Hour).Add(time.Hour)
		for at.Hour() < from || at.Hour() >= to || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
			at = at.Add(time.Hour)
		}
		return at.Add(time.Duration(r.Int64N(int64(time.Hour))))
	}
}

// bursts posts every few minutes between six and eight in the evening.
func bursts(at time.Time, r *rand.Rand) time.Time {
	at = at.Add(time.Minute + time.Duration(r.Int64N(int64(20*time.Minute))))
	for at.Hour() < 18 || at.Hour() >= 20 {
		at = at.Truncate(time.Hour).Add(time.Hour)
	}
	return at
}

// volley posts ten items within an hour, once.
func volley(at time.Time, _ *rand.Rand) time.Time {
	first := begin.Add(-14 * 7 * 24 * time.Hour)
	if at.Before(first) {
		return first
	}
	if at.Sub(first) < time.Hour {
		return at.Add(6 * time.Minute)
	}
	return at
}
