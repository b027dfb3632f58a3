package loom_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
	"feedloom/loom"
)

func (full) Save(context.Context, article.Router, []article.Delivery) ([]article.Outcome, error) {
	return nil, errFull
}

// A source that does not answer in time is one that failed, although its error
// is that of a deadline.
func TestATimeoutIsAFailure(t *testing.T) {
	r := newRoom(t)
	r.web.fails["slow.example"] = fmt.Errorf("no answer: %w", &net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded})
	s, err := r.once(t.Context(), loom.Once{}, "slow.example")
	if err != nil || s.Failed() != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.fails["slow.example"] = fmt.Errorf("no answer: %w", context.DeadlineExceeded)
		_, stop := r.run(r.plan("slow.example"))
		time.Sleep(2 * time.Hour)
		if n := r.web.count("slow.example"); n < 3 {
			t.Errorf("it was asked %d times in two hours", n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// run starts Run in the background; stop ends it and returns its error.
func (r *room) run(plan loom.Plan) (reload chan<- loom.Plan, stop func() error) {
	ctx, cancel := context.WithCancel(r.Context())
	plans, ended := make(chan loom.Plan), make(chan error, 1)
	go func() { ended <- r.Loom.Run(ctx, plan, plans) }()
	return plans, func() error {
		cancel()
		return <-ended
	}
}

// What a new source has from before the age that is kept is not published for
// a while first, nor what one lists of its past one day.
func TestRunPrunesThePastFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		plan := r.plan("a.example", "b.example")
		plan.Retention.Categories = []article.CategoryRetention{{Path: article.Category{"a.example"}, MaxAge: 24 * time.Hour}}
		for _, source := range []string{"a.example", "b.example"} {
			for i := range 8 {
				r.web.addPast(source, fmt.Sprint("Item ", i, "."), time.Now().Add(-time.Duration(80-10*i)*time.Hour))
			}
		}
		_, stop := r.run(plan)
		time.Sleep(2 * time.Second)
		if !r.published("a.example/rss.xml", "Item 7.") || r.published("a.example/rss.xml", "Item 5.") || !r.published("b.example/rss.xml", "Item 5.") {
			t.Error("of a first poll the old is published, or the rest is not")
		}
		time.Sleep(4 * time.Minute)
		for i := range 20 {
			r.web.addPast("a.example", fmt.Sprint("Past ", i, "."), time.Now().Add(-time.Duration(100+i)*time.Hour))
		}
		time.Sleep(10 * time.Minute)
		if r.web.count("a.example") < 2 || r.published("a.example/rss.xml", "Past 1.") {
			t.Error("a past that was unearthed is published, or was not polled")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// Each source is polled on its schedule, failures less often, and news are
// published soon.
func TestRunKeepsTheSchedule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "First")
		r.web.fails["bad.example"] = errors.New("HTTP 500")
		_, stop := r.run(r.plan("a.example", "bad.example"))
		time.Sleep(2 * time.Second)
		if !r.published("rss.xml", "First") {
			t.Error("the first poll is not published after two seconds")
		}
		r.web.add("a.example", "Second")
		time.Sleep(time.Hour)
		if n := r.web.count("a.example"); n != 7 {
			t.Errorf("polled %d times in an hour, want 1 + 6", n)
		}
		if n := r.web.count("bad.example"); n < 2 || n > 5 {
			t.Errorf("a failing source was polled %d times in an hour", n)
		}
		if !r.published("a.example/rss.xml", "Second") {
			t.Error("the second article is not published")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// A source whose turn comes again before that of any other is not forgotten.
func TestRunWakesForShortIntervals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		plan := r.plan("a.example")
		var err error
		if plan.Sources[0].Schedule, err = schedule.Parse("5s", time.UTC); err != nil {
			t.Fatal(err)
		}
		_, stop := r.run(plan)
		time.Sleep(time.Minute)
		if n := r.web.count("a.example"); n < 12 || n > 14 {
			t.Errorf("polled %d times in a minute, every five seconds", n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// A new plan takes over at once, without a poll of what was just polled.
func TestRunReloads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "From a")
		r.web.add("b.example", "From b")
		reload, stop := r.run(r.plan("a.example"))
		time.Sleep(2 * time.Second)
		reload <- r.plan("a.example", "b.example")
		time.Sleep(2 * time.Second)
		if !r.published("b.example/rss.xml", "From b") || !r.published("rss.xml", "From a") {
			t.Error("the new source is not published")
		}
		if n := r.web.count("a.example"); n != 1 {
			t.Errorf("a.example was polled %d times", n)
		}
		reload <- r.plan("b.example")
		time.Sleep(2 * time.Second)
		if r.published("a.example/rss.xml", "From a") || r.published("rss.xml", "From a") {
			t.Error("the removed source is still published")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// What the old plan published is known to the new one, also if that was made
// before: files are not taken for somebody else's.
func TestRunReloadsAfterNewFiles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "First")
		old, plan := r.plan("a.example"), r.plan("a.example", "b.example")
		reload, stop := r.run(old)
		time.Sleep(2 * time.Second)
		reload <- plan
		time.Sleep(2 * time.Second)
		r.web.add("a.example", "Second")
		time.Sleep(20 * time.Minute)
		if !r.published("a.example/rss.xml", "Second") || !r.published("b.example/rss.xml", "b.example") {
			t.Error("the new plan does not publish over what the old one did")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// The time of the last news outlives polls that bring none.
func TestRunKeepsTheTimeOfTheNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "News")
		begun := time.Now()
		_, stop := r.run(r.plan("a.example"))
		time.Sleep(time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		cps, err := r.Store.Checkpoints()
		if cp := cps["a.example"]; err != nil || cp.News.Before(begun) || cp.News.After(begun.Add(time.Second)) {
			t.Errorf("news at %v, %v; want %v", cp.News, err, begun)
		}
	})
}

// forgetful is a store whose checkpoints cannot be read while it is set.
type forgetful struct {
	loom.Store
	failing atomic.Bool
}

func (s *forgetful) Checkpoints() (map[string]article.Checkpoint, error) {
	if s.failing.Load() {
		return nil, errFull
	}
	return s.Store.Checkpoints()
}

// A trouble at a reload does not end the daemon; at the start it does.
func TestTroubleAtReload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "News")
		s := &forgetful{Store: r.Store}
		r.Store = s
		reload, stop := r.run(r.plan("a.example"))
		time.Sleep(2 * time.Second)
		s.failing.Store(true)
		reload <- r.plan("a.example")
		r.web.add("a.example", "Later news")
		time.Sleep(time.Hour)
		if !r.published("rss.xml", "Later news") {
			t.Error("polling ended with the trouble")
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		if err := r.Loom.Run(t.Context(), r.plan("a.example"), nil); !errors.Is(err, errFull) {
			t.Errorf("a start with the trouble: %v", err)
		}
	})
}

// Stopping waits for nobody, and loses nothing that had come in.
func TestRunStopsSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("quick.example", "Just arrived")
		r.web.add("slow.example", "Never arrives")
		r.web.slow["slow.example"] = time.Hour
		ctx, cancel := context.WithCancel(t.Context())
		r.web.after["quick.example"] = cancel
		begun := time.Now()
		if err := r.Loom.Run(ctx, r.plan("quick.example", "slow.example"), nil); err != nil {
			t.Error(err)
		}
		if took := time.Since(begun); took > time.Second {
			t.Errorf("it took %v to stop", took)
		}
		cps, err := r.Store.Checkpoints()
		if err != nil || cps["quick.example"].Polled.IsZero() || cps["slow.example"].Failures != 0 {
			t.Errorf("checkpoints: %+v, %v", cps, err)
		}
		delete(r.web.after, "quick.example")
		s, err := r.once(t.Context(), loom.Once{}, "quick.example")
		if err != nil || len(s.Results) != 0 || !r.published("rss.xml", "Just arrived") {
			t.Errorf("the next run: %+v, %v", s, err)
		}
	})
}

// A store that cannot save for a while loses nothing: the same comes again.
func TestRunOutlivesAFullDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "News")
		whole := r.Store
		flaky := &sometimes{Store: whole, failing: true}
		r.Store = flaky
		_, stop := r.run(r.plan("a.example"))
		time.Sleep(time.Minute)
		flaky.set(false)
		time.Sleep(time.Hour)
		if !r.published("rss.xml", "News") {
			t.Error("what could not be saved at first is lost")
		}
		if n := r.web.count("a.example"); n > 8 {
			t.Errorf("polled %d times in an hour", n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// sometimes is a store that cannot save while failing is set.
type sometimes struct {
	loom.Store
	mu      sync.Mutex
	failing bool
}

func (s *sometimes) set(failing bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failing = failing
}

func (s *sometimes) Save(ctx context.Context, r article.Router, ds []article.Delivery) ([]article.Outcome, error) {
	s.mu.Lock()
	failing := s.failing
	s.mu.Unlock()
	if failing {
		return nil, errFull
	}
	return s.Store.Save(ctx, r, ds)
}

// An output folder that was removed or replaced is published to again.
func TestRunFindsTheFolderAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "First")
		_, stop := r.run(r.plan("a.example"))
		time.Sleep(2 * time.Second)
		for i, lose := range []func(string) error{
			os.RemoveAll,
			func(dir string) error { return errors.Join(os.Rename(dir, dir+".old"), os.Mkdir(dir, 0o755)) },
		} {
			if err := lose(filepath.Join(r.dir, "public")); err != nil {
				t.Fatal(err)
			}
			news := fmt.Sprint("News ", i)
			r.web.add("a.example", news)
			time.Sleep(20 * time.Minute)
			if !r.published("rss.xml", news) || !r.published("a.example/atom.xml", "First") || !r.published("opml.xml", "a.example") {
				t.Errorf("%s is not published, or not all that was", news)
			}
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// When the clock is set back, nobody waits until it is again as late as it was,
// and nobody comes before its time; whom the poller holds stays held.
func TestClockSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		hold := article.Hold{Until: time.Now().Add(time.Hour), Host: "held.example", Status: 503}
		r.web.answers["held.example"] = func(d *article.Delivery) { d.Held, d.Checkpoint.Hold = hold, hold }
		if _, err := r.once(t.Context(), loom.Once{}, "a.example", "held.example"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Minute)
		next, err := r.Agenda(t.Context(), r.plan("a.example", "b.example", "held.example"))
		if err != nil {
			t.Fatal(err)
		}
		now := time.Now().Round(0)
		for _, look := range []struct {
			at   time.Duration
			want int
		}{{0, 1}, {0, -1}, {-time.Second, -1}, {-8 * time.Hour, 0}, {-8 * time.Hour, -1}} {
			if got, _ := next(now.Add(look.at)); got != look.want {
				t.Errorf("at %v source %d is taken, want %d", look.at, got, look.want)
			}
		}
	})
}
