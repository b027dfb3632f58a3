package loom_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/feed"
	"feedloom/loom"
)

// mirror is told what changes, and has what it was told when it does not fail.
type mirror struct {
	mu    sync.Mutex
	fails error
	slow  time.Duration
	busy  bool
	twice bool // two calls at a time
	calls []feed.Changes
	at    []time.Time
}

func (m *mirror) tell(ctx context.Context, c feed.Changes) error {
	m.mu.Lock()
	m.twice, m.busy = m.twice || m.busy, true
	m.calls, m.at = append(m.calls, c), append(m.at, time.Now())
	fails, slow := m.fails, m.slow
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		m.busy = false
		m.mu.Unlock()
	}()
	select {
	case <-time.After(slow):
		return fails
	case <-ctx.Done():
		time.Sleep(time.Second) // to tidy up
		return ctx.Err()
	}
}

// last is the last call, and how many there were.
func (m *mirror) last() (c feed.Changes, calls int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.calls) == 0 {
		return c, 0
	}
	return m.calls[len(m.calls)-1], len(m.calls)
}

func (r *room) telling(m *mirror, sources ...string) loom.Plan {
	plan := r.plan(sources...)
	plan.Tell = m.tell
	return plan
}

// Each run tells what it has changed, and what was not told before; a run
// without either tells nothing.
func TestOnceTells(t *testing.T) {
	r, m := newRoom(t), &mirror{}
	r.web.add("a.example", "First")
	once := func(sources ...string) (loom.Summary, error) {
		return r.Once(t.Context(), r.telling(m, sources...), loom.Once{All: true})
	}
	s, err := once("a.example")
	first, calls := m.last()
	if err != nil || calls != 1 || len(first.Written) != 9 || len(s.Told.Written) != 9 {
		t.Fatalf("%d calls, told %v, %v", calls, first, err)
	}
	if s, err = once("a.example"); err != nil || !s.Told.None() {
		t.Errorf("told %v without news, %v", s.Told, err)
	}
	if _, calls = m.last(); calls != 1 {
		t.Errorf("%d calls without news", calls)
	}

	m.fails = errors.New("no route to host")
	r.web.add("a.example", "Second")
	if s, err = once("a.example"); !errors.Is(err, loom.ErrNotTold) || !errors.Is(err, m.fails) || !s.Published {
		t.Fatalf("%+v, %v", s, err)
	}
	m.fails = nil
	if _, err = once("b.example"); err != nil {
		t.Fatal(err)
	}
	then, calls := m.last()
	if calls != 3 || !slices.Contains(then.Written, "b.example/rss.xml") || !slices.Contains(then.Removed, "a.example/rss.xml") || !slices.Contains(then.Written, "rss.xml") {
		t.Errorf("%d calls, told %v", calls, then)
	}
}

// What cannot be published keeps nobody from being told of the rest.
func TestOnceTellsInSpiteOfErrors(t *testing.T) {
	r, m := newRoom(t), &mirror{}
	r.web.add("a.example", "From a")
	if _, err := r.Once(t.Context(), r.telling(m, "a.example"), loom.Once{}); err != nil {
		t.Fatal(err)
	}
	obstacle := filepath.Join(r.dir, "public", "a.example", "rss.xml")
	if err := errors.Join(os.Remove(obstacle), os.MkdirAll(filepath.Join(obstacle, "in the way"), 0o755)); err != nil {
		t.Fatal(err)
	}
	r.web.add("a.example", "More from a")
	_, err := r.Once(t.Context(), r.telling(m, "a.example"), loom.Once{All: true})
	told, calls := m.last()
	if err == nil || errors.Is(err, loom.ErrNotTold) || calls != 2 || !slices.Contains(told.Written, "a.example/atom.xml") {
		t.Errorf("%d calls, told %v, error %v", calls, told, err)
	}
}

// Publish tells too, and its error says what was left undone.
func TestPublishTells(t *testing.T) {
	r, m := newRoom(t), &mirror{fails: errors.New("no route")}
	plan := r.telling(m, "a.example")
	if report, err := r.Publish(t.Context(), plan); !errors.Is(err, loom.ErrNotTold) || len(report.Written) == 0 {
		t.Errorf("%+v, %v", report, err)
	}
	m.fails = nil
	if _, err := r.Publish(t.Context(), plan); err != nil {
		t.Error(err)
	}
	if _, calls := m.last(); calls != 2 {
		t.Errorf("%d calls", calls)
	}
}

// The daemon polls and publishes while it tells, never tells two things at a
// time, and tells once more what changed meanwhile.
func TestRunTellsBeside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, m := newRoom(t), &mirror{slow: 25 * time.Minute}
		r.web.add("a.example", "First")
		_, stop := r.run(r.telling(m, "a.example"))
		time.Sleep(2 * time.Minute)
		r.web.add("a.example", "Second")
		time.Sleep(15 * time.Minute)
		if _, calls := m.last(); calls != 1 || !r.published("rss.xml", "Second") || r.web.count("a.example") < 2 {
			t.Errorf("%d calls, %d polls", calls, r.web.count("a.example"))
		}
		time.Sleep(15 * time.Minute)
		told, calls := m.last()
		if calls != 2 || !slices.Contains(told.Written, "rss.xml") || slices.Contains(told.Written, "opml.xml") {
			t.Errorf("%d calls, told %v", calls, told)
		}
		time.Sleep(time.Hour)
		if _, calls := m.last(); calls != 2 || m.twice {
			t.Errorf("%d calls, two at a time %v", calls, m.twice)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// What fails is told again, less and less often, without any news, and all of it;
// also after the daemon was stopped in the middle.
func TestRunTellsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, m := newRoom(t), &mirror{fails: errors.New("no route")}
		r.web.add("a.example", "First")
		_, stop := r.run(r.telling(m, "a.example"))
		time.Sleep(3 * time.Hour)
		_, calls := m.last()
		if calls < 10 || calls > 20 || m.at[1].Sub(m.at[0]) > time.Minute+time.Second || m.at[calls-1].Sub(m.at[calls-2]) < retryTellMax {
			t.Errorf("%d calls at %v", calls, m.at)
		}
		m.mu.Lock()
		m.fails, m.slow = nil, time.Hour
		m.mu.Unlock()
		time.Sleep(20 * time.Minute) // it is under way
		if err := stop(); err != nil {
			t.Error(err)
		}
		m.slow = 0
		_, stop = r.run(r.telling(m, "a.example"))
		time.Sleep(time.Minute)
		told, after := m.last()
		if after != calls+2 || len(told.Written) != 9 {
			t.Errorf("%d calls, then %d, told %v", calls, after, told)
		}
		time.Sleep(time.Hour)
		if _, n := m.last(); n != after {
			t.Errorf("%d calls more, without news", n-after)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// A reload ends what is under way, and tells it again.
func TestReloadTellsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, m := newRoom(t), &mirror{slow: 24 * time.Hour}
		r.web.add("a.example", "First")
		reload, stop := r.run(r.telling(m, "a.example"))
		time.Sleep(time.Minute)
		reload <- r.telling(m, "a.example")
		time.Sleep(time.Minute)
		if told, calls := m.last(); calls != 2 || len(told.Written) != 9 || m.twice {
			t.Errorf("%d calls, told %v", calls, told)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

const retryTellMax = 15 * time.Minute
