package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
)

// ago are dates that long before noon.
func ago(ds ...time.Duration) (dates []time.Time) {
	for _, d := range ds {
		dates = append(dates, noon.Add(-d))
	}
	return dates
}

// steady are dates that far apart, the newest first.
func steady(newest, apart time.Duration, count int) (ds []time.Duration) {
	for i := range count {
		ds = append(ds, newest+time.Duration(i)*apart)
	}
	return ds
}

// learned is the checkpoint after a first poll at noon that brought these dates.
func learned(s schedule.Schedule, dates []time.Time) article.Checkpoint {
	return s.Learn(article.Checkpoint{}, article.Delivery{At: noon, Read: true, Dates: dates, Checkpoint: article.Checkpoint{Polled: noon}})
}

// The rhythm of a source is the typical gap between its moments of the last four
// weeks. Dates that say nothing of it do not count.
func TestRhythm(t *testing.T) {
	tests := []struct {
		name    string
		dates   []time.Time
		gap     time.Duration
		moments int
		newest  time.Duration // ago; -1 for none
	}{
		{"none", nil, 0, 0, -1},
		{"hourly", ago(steady(0, time.Hour, 10)...), time.Hour, 10, 0},
		{"in no order", ago(3*time.Hour, time.Hour, 4*time.Hour, 2*time.Hour), time.Hour, 4, time.Hour},
		{"too few", ago(1*time.Hour, 2*time.Hour, 3*time.Hour), 0, 3, time.Hour},
		{"one holiday", ago(1*day, 2*day, 3*day, 20*day), day, 4, day},
		{"of one moment", ago(day, day, day, day, day), 0, 1, day},
		{"of nearly one moment", ago(0, time.Minute, 14*time.Minute, day, 2*day, 3*day), day, 4, 0},
		{"long ago", ago(steady(29*day, time.Hour, 10)...), 0, 0, 29 * day},
		{"only the last weeks count", ago(append(steady(28*day+1, time.Hour, 99), 1*day, 3*day, 5*day, 7*day)...), 2 * day, 4, day},
		{"of the future", ago(append(steady(0, time.Hour, 5), -time.Second, -day, -100*365*day)...), time.Hour, 5, 0},
		{"absurd", append(ago(steady(0, time.Hour, 5)...), time.Time{}, time.Unix(0, 0), time.Date(-4000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)), time.Hour, 5, 0},
		{"of another zone", []time.Time{noon.Add(-time.Hour).In(time.FixedZone("", 3600))}, 0, 1, time.Hour},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := article.Rhythm{Gap: test.gap, Moments: test.moments}
			if test.newest >= 0 {
				want.Newest = noon.Add(-test.newest)
			}
			for _, text := range everyKind {
				if got := learned(parse(t, text, time.UTC), test.dates).Rhythm; got != want {
					t.Errorf("%s: got %+v, want %+v", text, got, want)
				}
			}
		})
	}
	unread := article.Checkpoint{Rhythm: article.Rhythm{Gap: time.Hour}}
	if got := (schedule.Schedule{}).Learn(article.Checkpoint{}, article.Delivery{At: noon, Checkpoint: unread}); got.Rhythm != unread.Rhythm {
		t.Errorf("without a document the rhythm became %+v", got.Rhythm)
	}
}

// near reports whether a wait is the one wanted, up to the spread.
func near(got, want time.Duration) bool { return got >= want-want/16 && got <= want+want/16 }

// An automatic pace follows the dates: the gap, the silence, the room that the
// document has.
func TestPaceFollowsDates(t *testing.T) {
	tests := []struct {
		name  string
		dates []time.Time
		want  time.Duration
	}{
		{"twice a gap", ago(steady(0, 4*time.Hour, 20)...), 2 * time.Hour},
		{"not below the minimum", ago(steady(0, 20*time.Minute, 20)...), 15 * time.Minute},
		{"not above the maximum", ago(steady(0, 4*day, 20)...), day},
		{"silent for a night", ago(steady(15*time.Hour, time.Hour, 20)...), 90 * time.Minute},
		{"silent for a week", ago(steady(7*day, time.Hour, 100)...), 1008 * time.Minute},
		{"silent for a week, with a short list", ago(steady(7*day, time.Hour, 10)...), 5 * time.Hour},
		{"silent for months", ago(steady(60*day, time.Hour, 100)...), day},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var s schedule.Schedule
			cp := learned(s, test.dates)
			got := s.Due(source("a"), cp, noon).Sub(noon)
			if low := max(schedule.MinPace, test.want-test.want/16); got < low || got > min(schedule.MaxPace, low+low/8) {
				t.Errorf("waits %v, want %v", got, test.want)
			}
		})
	}
}

// A source that stops is asked less and less, though no document says so: what
// is known of it is then no news but the time.
func TestPaceOfASourceThatStops(t *testing.T) {
	var s schedule.Schedule
	cp, now, last := learned(s, ago(steady(0, time.Hour, 10)...)), noon, time.Duration(0)
	for polls := 0; now.Before(noon.Add(40 * day)); polls++ {
		if polls > 500 {
			t.Fatal("polled 500 times in 40 days")
		}
		due := s.Due(source("a"), cp, now)
		if due.Sub(now) < last {
			t.Errorf("waits %v after %v", due.Sub(now), last)
		}
		now, last = due, due.Sub(now)
		before := cp
		cp.Polled = now
		cp = s.Learn(before, article.Delivery{At: now, Checkpoint: cp})
	}
	if !near(last, schedule.MaxPace) {
		t.Errorf("waits %v in the end", last)
	}
}

// Without dates, polls teach the pace: news make it shorter, none longer, and
// failures leave it as it is. The news are those that the store has seen.
func TestPaceFollowsNews(t *testing.T) {
	var s schedule.Schedule
	cp, now := article.Checkpoint{}, noon
	poll := func(news bool, failures int) time.Duration {
		before := cp
		cp.Polled, cp.Failures = now, failures
		cp = s.Learn(before, article.Delivery{At: now, Read: news, Checkpoint: cp})
		if news {
			cp.News = now
		}
		wait := s.Due(source("a"), cp, now).Sub(now)
		now = now.Add(wait)
		return wait
	}
	if got := poll(true, 0); !near(got, time.Hour) {
		t.Errorf("after the first poll it waits %v", got)
	}
	for i, want := range []time.Duration{30, 15, 15, 15} {
		low := max(schedule.MinPace, want*time.Minute*15/16)
		if got := poll(true, 0); got < low || got > low+low/8 {
			t.Errorf("after %d polls with news it waits %v, want %v", i+1, got, want*time.Minute)
		}
	}
	for i, want := range []float64{22.5, 33.75, 50.625} {
		if got := poll(false, 0); !near(got, time.Duration(want*float64(time.Minute))) {
			t.Errorf("after %d polls without news it waits %v, want %v minutes", i+1, got, want)
		}
	}
	poll(false, 1)
	poll(false, 2)
	if got := poll(false, 0); !near(got, 4556250*time.Millisecond) {
		t.Errorf("after failures it waits %v", got)
	}
	for range 20 {
		poll(false, 0)
	}
	if got := poll(false, 0); !near(got, schedule.MaxPace) {
		t.Errorf("without news for long it waits %v", got)
	}
	if got := s.Learn(cp, article.Delivery{At: now, Checkpoint: cp}).Interval; got != schedule.MaxPace {
		t.Errorf("the interval is %v", got)
	}
	if got := parse(t, "30m", time.UTC).Learn(cp, article.Delivery{At: now, Checkpoint: cp}).Interval; got != 0 {
		t.Errorf("an interval of the user has learned %v", got)
	}
}

// A source's wishes hold for an automatic pace, as far as the bounds allow.
func TestWishes(t *testing.T) {
	const allHours, allDays = 1<<24 - 1, 1<<7 - 1
	hourly := article.Rhythm{Gap: 2 * time.Hour, Moments: 20, Newest: noon}
	at := func(text string) time.Time {
		when, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	// Noon is that of a Tuesday.
	tests := []struct {
		name     string
		cp       article.Checkpoint
		from, to time.Time
	}{
		{"none", article.Checkpoint{}, noon.Add(56 * time.Minute), noon.Add(64 * time.Minute)},
		{"ttl", article.Checkpoint{Advice: article.Advice{Interval: 5 * time.Hour}}, noon.Add(5 * time.Hour), noon.Add(338 * time.Minute)},
		{"a ttl that is shorter", article.Checkpoint{Advice: article.Advice{Interval: 5 * time.Minute}}, noon.Add(56 * time.Minute), noon.Add(64 * time.Minute)},
		{"a ttl of no sense", article.Checkpoint{Advice: article.Advice{Interval: -day}}, noon.Add(56 * time.Minute), noon.Add(64 * time.Minute)},
		{"a ttl beyond the maximum", article.Checkpoint{Advice: article.Advice{Interval: 365 * day}}, noon.Add(day), noon.Add(day)},
		{"fresh", article.Checkpoint{Fresh: noon.Add(9 * time.Hour)}, noon.Add(9 * time.Hour), noon.Add(9 * time.Hour)},
		{"not fresh any more", article.Checkpoint{Fresh: noon.Add(time.Minute)}, noon.Add(56 * time.Minute), noon.Add(64 * time.Minute)},
		{"fresh for a year", article.Checkpoint{Fresh: noon.Add(365 * day)}, noon.Add(day), noon.Add(day)},
		{"failed while fresh", article.Checkpoint{Failures: 1, Fresh: noon.Add(9 * time.Hour)}, noon.Add(9 * time.Hour), noon.Add(9 * time.Hour)},
		{"skipped hours", article.Checkpoint{Advice: article.Advice{SkipHours: 1<<12 | 1<<13 | 1<<14}}, at("2026-03-10T15:00:00Z"), at("2026-03-10T15:59:59Z")},
		{"hours until midnight", article.Checkpoint{Advice: article.Advice{SkipHours: allHours &^ 1}}, at("2026-03-11T00:00:00Z"), at("2026-03-11T00:59:59Z")},
		{"skipped day", article.Checkpoint{Advice: article.Advice{SkipDays: 1 << time.Tuesday}}, at("2026-03-11T00:00:00Z"), at("2026-03-11T00:59:59Z")},
		{"all days but one", article.Checkpoint{Advice: article.Advice{SkipDays: allDays &^ (1 << time.Monday)}}, at("2026-03-16T00:00:00Z"), at("2026-03-16T00:59:59Z")},
		{"all days but one, all hours but one", article.Checkpoint{Advice: article.Advice{SkipDays: allDays &^ (1 << time.Monday), SkipHours: allHours &^ (1 << 7)}}, at("2026-03-16T07:00:00Z"), at("2026-03-16T07:59:59Z")},
		{"all hours", article.Checkpoint{Advice: article.Advice{SkipHours: allHours | 1<<30}}, noon.Add(56 * time.Minute), noon.Add(64 * time.Minute)},
		{"all days", article.Checkpoint{Advice: article.Advice{SkipDays: 0xff}}, noon.Add(56 * time.Minute), noon.Add(64 * time.Minute)},
		{"all hours and a day", article.Checkpoint{Advice: article.Advice{SkipHours: allHours, SkipDays: 1 << time.Tuesday}}, at("2026-03-11T00:00:00Z"), at("2026-03-11T00:59:59Z")},
		{"held into a skipped hour", article.Checkpoint{Hold: article.Hold{Until: noon.Add(90 * time.Minute)}, Advice: article.Advice{SkipHours: 1 << 13}}, at("2026-03-10T14:30:00Z"), at("2026-03-10T14:31:00Z")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.cp.Polled, test.cp.Rhythm = noon, hourly
			for i := range 20 {
				due := (schedule.Schedule{}).Due(source(fmt.Sprint(i)), test.cp, noon)
				if due.Before(test.from) || due.After(test.to) {
					t.Errorf("source %d: due %v, want %v to %v", i, due, test.from, test.to)
				}
			}
		})
	}
}

// The bounds are config.yaml's; those that it leaves out have their defaults.
func TestWithin(t *testing.T) {
	tests := []struct {
		bounds schedule.Pace
		gap    time.Duration
		want   time.Duration
	}{
		{schedule.Pace{Min: time.Hour}, time.Hour, time.Hour},
		{schedule.Pace{Min: time.Minute}, 4 * time.Minute, 2 * time.Minute},
		{schedule.Pace{Max: 2 * time.Hour}, 10 * day, 2 * time.Hour},
		{schedule.Pace{Max: 14 * day}, 20 * day, 10 * day},
		{schedule.Pace{Min: 3 * time.Hour, Max: 3 * time.Hour}, time.Hour, 3 * time.Hour},
	}
	for _, test := range tests {
		s := (schedule.Schedule{}).Within(test.bounds)
		cp := article.Checkpoint{Polled: noon, Rhythm: article.Rhythm{Gap: test.gap, Moments: 5}}
		if got := s.Due(source("a"), cp, noon).Sub(noon); !near(got, test.want*16/16) && !near(got, test.want*17/16) {
			t.Errorf("%+v: waits %v for a gap of %v, want %v", test.bounds, got, test.gap, test.want)
		}
	}
}

// Whatever is known of a source, an automatic pace keeps its bounds while the
// source answers and skips nothing, and is never due in the past.
func TestPaceKeepsItsBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	some := func() time.Duration { return time.Duration(r.Int64()) >> r.IntN(60) }
	past := func() time.Time { return noon.Add(-some()) }
	for i := range 20000 {
		bounds := schedule.Pace{Min: time.Minute + some()%(30*day)}
		bounds.Max = bounds.Min + some()%(30*day)
		cp := article.Checkpoint{
			Polled: noon, News: past(), Interval: some(), Fresh: noon.Add(some()),
			Rhythm: article.Rhythm{Gap: some() % (28 * day), Moments: r.IntN(5000), Newest: past()},
			Advice: article.Advice{Interval: some()},
		}
		s, src := (schedule.Schedule{}).Within(bounds), source(fmt.Sprint(i))
		got := s.Due(src, cp, noon).Sub(noon)
		if got < bounds.Min || got > bounds.Max {
			t.Fatalf("%+v: waits %v for %+v", bounds, got, cp)
		}
		cp.Advice.SkipHours, cp.Advice.SkipDays = r.Uint32(), uint8(r.Uint32())
		if skipping := s.Due(src, cp, noon).Sub(noon); skipping < got || skipping > got+7*day || (skipping-got)%time.Hour != 0 {
			t.Fatalf("%+v: skipping it waits %v, and else %v", cp.Advice, skipping, got)
		}
	}
}

// No schedule is due at or before the poll that has just ended, unless the clock
// went back.
func TestDueIsLater(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, text := range append(everyKind, "1s", "*/15 * * * *", "700h") {
		s := parse(t, text, time.UTC)
		for i := range 2000 {
			now := noon.Add(time.Duration(r.Int64N(int64(365 * day))))
			cp := article.Checkpoint{
				Polled: now, Failures: r.IntN(5), Interval: time.Duration(r.Int64N(int64(day))),
				Hold:   article.Hold{Until: noon.Add(time.Duration(r.Int64N(int64(365 * day))))},
				Fresh:  noon.Add(time.Duration(r.Int64N(int64(365 * day)))),
				Advice: article.Advice{SkipHours: r.Uint32(), SkipDays: uint8(r.Uint32())},
			}
			if due := s.Due(source(fmt.Sprint(i)), cp, now); !due.After(now) {
				t.Fatalf("%s: %v is due at %v", text, cp, due)
			}
		}
	}
}

// Sources that were first polled together drift apart.
func TestPaceIsSpread(t *testing.T) {
	for _, gap := range []time.Duration{time.Minute, 5 * time.Hour, 10 * day} {
		waits := map[time.Duration]bool{}
		for i := range 20 {
			cp := article.Checkpoint{Polled: noon, Rhythm: article.Rhythm{Gap: gap}}
			waits[(schedule.Schedule{}).Due(source(fmt.Sprint(i)), cp, noon).Sub(noon).Truncate(5*time.Second)] = true
		}
		if len(waits) < 10 {
			t.Errorf("gap %v: 20 sources wait for %d times", gap, len(waits))
		}
	}
}

// Runs that come as often as the least pace find a source due each time, although
// its poll begins a little after each of them and its answer is fresh for as
// long. None is asked much before its time.
func TestRunsAsOftenAsThePace(t *testing.T) {
	for _, every := range []time.Duration{time.Minute, 15 * time.Minute, time.Hour, day} {
		s := (schedule.Schedule{}).Within(schedule.Pace{Min: every, Max: 2 * every}).InRuns()
		for i := range 50 {
			src := source(fmt.Sprint(i))
			for _, fresh := range []time.Duration{0, every} {
				cp := article.Checkpoint{Polled: noon.Add(min(every/32, time.Minute)), Rhythm: article.Rhythm{Gap: every, Moments: 10}}
				cp.Fresh = cp.Polled.Add(fresh + time.Second)
				next := noon.Add(every)
				due := s.Due(src, cp, next)
				if due.After(next) || due.Before(cp.Polled.Add(every-2*time.Minute)) || due.Before(cp.Polled.Add(every-every/16)) {
					t.Errorf("every %v, fresh for %v: source %d is due %v after its poll", every, fresh, i, due.Sub(cp.Polled))
				}
			}
		}
	}
	for _, text := range everyKind[1:] {
		s, cp := parse(t, text, time.UTC), article.Checkpoint{Polled: noon}
		if got, want := s.InRuns().Due(source("a"), cp, noon), s.Due(source("a"), cp, noon); !got.Equal(want) {
			t.Errorf("%s: due %v, want %v", text, got, want)
		}
	}
}
