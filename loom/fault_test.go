package loom_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/schedule"
	"feedloom/loom"
)

// partly is a store that saves all but what one source brought, until it is
// mended.
type partly struct {
	loom.Store
	not    string
	mended atomic.Bool
}

func (p *partly) Save(ctx context.Context, r article.Router, ds []article.Delivery) ([]article.Outcome, error) {
	outcomes := make([]article.Outcome, len(ds))
	for i, d := range ds {
		if d.Source == p.not && !p.mended.Load() {
			outcomes[i].Err = errFull
			continue
		}
		saved, err := p.Store.Save(ctx, r, ds[i:i+1])
		if err != nil {
			return nil, err
		}
		outcomes[i] = saved[0]
	}
	return outcomes, nil
}

// What a store could not save is the run's error and not the source's failure:
// the others are published, and the next run brings it.
func TestOnceTellsWhatItCouldNotSave(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "From a")
	r.web.add("b.example", "From b")
	full := &partly{Store: r.Store, not: "b.example"}
	r.Store = full
	_, err := r.once(t.Context(), loom.Once{}, "a.example", "b.example")
	if !errors.Is(err, errFull) || !strings.Contains(err.Error(), "left for the next run: 1 of 2") {
		t.Errorf("error: %v", err)
	}
	if !r.published("rss.xml", "From a") || r.published("rss.xml", "From b") {
		t.Error("what was saved is not published, or what was not is")
	}
	full.mended.Store(true)
	if _, err := r.once(t.Context(), loom.Once{}, "a.example", "b.example"); err != nil || !r.published("rss.xml", "From b") {
		t.Errorf("with room again: %v", err)
	}
}

// A machine that cannot poll is the run's error. The source has not failed, and
// the next run polls it.
func TestOnceTellsThatItCannotPoll(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "From a")
	r.web.add("b.example", "From b")
	r.web.fails["b.example"] = &fetch.Fault{Err: syscall.EMFILE}
	s, err := r.once(t.Context(), loom.Once{}, "a.example", "b.example")
	if !errors.Is(err, syscall.EMFILE) || !strings.Contains(err.Error(), "ulimit -n") || len(s.Results) != 2 {
		t.Errorf("%+v, %v", s.Results, err)
	}
	known, err := r.Store.Checkpoints()
	if cp := known["b.example"]; err != nil || cp.Failures > 0 || !cp.Polled.IsZero() {
		t.Errorf("it counts as a poll: %+v, %v", cp, err)
	}
	delete(r.web.fails, "b.example")
	if _, err := r.once(t.Context(), loom.Once{}, "a.example", "b.example"); err != nil || !r.published("rss.xml", "From b") {
		t.Errorf("with files again: %v", err)
	}
}

// After a fault of the machine the daemon does not wait for a source's next turn,
// nor does it ask without a pause. It says once what to do.
func TestRunGetsOverFaults(t *testing.T) {
	for name, c := range map[string]struct{ begin, end func(*room) }{
		"it cannot poll": {
			func(r *room) { r.web.fails["a.example"] = &fetch.Fault{Err: syscall.EMFILE} },
			func(r *room) { delete(r.web.fails, "a.example") },
		},
		"it cannot save": {
			func(r *room) { r.Store = &partly{Store: r.Store, not: "a.example"} },
			func(r *room) { r.Store.(*partly).mended.Store(true) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRoom(t)
				var log strings.Builder
				r.Log = slog.New(slog.NewTextHandler(&log, nil))
				r.web.add("a.example", "First")
				plan := r.plan("a.example")
				var err error
				if plan.Sources[0].Schedule, err = schedule.Parse("24h", time.UTC); err != nil {
					t.Fatal(err)
				}
				c.begin(r)
				_, stop := r.run(plan)
				time.Sleep(4 * time.Hour)
				if n := r.web.count("a.example"); n < 3 || n > 48 {
					t.Errorf("asked %d times in four hours", n)
				}
				r.web.mu.Lock()
				c.end(r)
				r.web.mu.Unlock()
				time.Sleep(2 * time.Hour)
				if !r.published("rss.xml", "First") {
					t.Error("it is not made good")
				}
				if err := stop(); err != nil {
					t.Error(err)
				}
				if said := log.String(); !strings.Contains(said, "too many open files") && !strings.Contains(said, "no space left") {
					t.Errorf("log:\n%s", said)
				}
			})
		})
	}
}
