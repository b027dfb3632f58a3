package loom_test

import (
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
	"feedloom/loom"
)

// A source that is held or gone is not polled, and the summary counts it. When
// all are polled the poller is asked for those that are held, and tells of the
// hold; one that is gone is left alone. After its hold a source is polled again.
func TestOnceLeavesAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		sources := []string{"gone.example", "held.example", "late.example", "open.example"}
		r.web.says["gone.example"] = func(cp *article.Checkpoint) { cp.Gone = true }
		r.web.says["held.example"] = func(cp *article.Checkpoint) { cp.Hold.Until = time.Now().Add(3 * time.Hour) }
		r.web.says["late.example"] = func(cp *article.Checkpoint) { cp.Hold.Until = time.Now().Add(time.Minute) }
		if _, err := r.once(t.Context(), loom.Once{}, sources...); err != nil {
			t.Fatal(err)
		}
		delete(r.web.says, "held.example")
		for _, c := range []struct {
			after                     time.Duration
			all                       bool
			polled, held, gone, later int
		}{
			{time.Hour, false, 2, 1, 1, 2},
			{2 * time.Hour, false, 3, 0, 1, 1},
			{time.Minute, true, 3, 0, 1, 1},
		} {
			time.Sleep(c.after)
			s, err := r.once(t.Context(), loom.Once{All: c.all}, sources...)
			if err != nil || len(s.Results) != c.polled || len(s.Held) != c.held || len(s.Gone) != c.gone || s.NotDue != c.later {
				t.Errorf("%+v: %d polled, %d held, %d gone, %d not due, %v", c, len(s.Results), len(s.Held), len(s.Gone), s.NotDue, err)
			}
		}
	})
}

// The daemon does not poll what is gone, and waits for the end of a hold.
func TestRunLeavesAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.says["gone.example"] = func(cp *article.Checkpoint) { cp.Gone = true }
		r.web.says["held.example"] = func(cp *article.Checkpoint) { cp.Hold.Until = time.Now().Add(3 * time.Hour) }
		reload, stop := r.run(r.plan("gone.example", "held.example"))
		time.Sleep(150 * time.Minute)
		reload <- r.plan("gone.example", "held.example")
		time.Sleep(4 * time.Hour)
		if gone, held := r.web.count("gone.example"), r.web.count("held.example"); gone != 1 || held != 3 {
			t.Errorf("polled %d times what is gone, %d times what is held for three hours", gone, held)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// An automatic pace learns from what the store makes of a poll, and keeps what
// it has learned.
func TestPaceIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "News")
		plan := r.plan("a.example")
		plan.Sources[0].Schedule = schedule.Schedule{} // auto
		_, stop := r.run(plan)
		time.Sleep(24 * time.Hour)
		polled := r.web.count("a.example")
		if err := stop(); err != nil {
			t.Error(err)
		}
		if polled < 5 || polled > 10 {
			t.Errorf("polled %d times on a day without news", polled)
		}
		if _, err := r.Once(t.Context(), plan, loom.Once{}); err != nil || r.web.count("a.example") != polled {
			t.Errorf("a new process polls before its time: %v", err)
		}
		cps, err := r.Store.Checkpoints()
		if cp := cps["a.example"]; err != nil || cp.Interval < 3*time.Hour {
			t.Errorf("the checkpoint is %+v, %v", cp, err)
		}
	})
}
