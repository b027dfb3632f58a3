package loom_test

import (
	"bytes"
	"cmp"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
	"feedloom/loom"
)

// answered is what a poller says of a source after a poll that was answered in
// that way.
func answered(src article.Source, change func(*article.Checkpoint)) func(*article.Delivery) {
	return func(d *article.Delivery) {
		d.Checkpoint = d.Checkpoint.Of(src)
		change(&d.Checkpoint)
		d.Held = d.Checkpoint.Hold
	}
}

// A source that is gone is told once, and never polled again, not even with
// all, until config.yaml names another address.
func TestOnceLeavesTheGone(t *testing.T) {
	r := newRoom(t)
	plan := r.plan("gone.example")
	r.web.answers["gone.example"] = answered(plan.Sources[0].Source, func(cp *article.Checkpoint) { cp.Gone = true })
	s, err := r.Once(t.Context(), plan, loom.Once{})
	if err != nil || s.Failed() != 0 || len(s.Results) != 1 || !s.Results[0].Gone || len(s.Gone) != 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	for range 2 {
		s, err := r.Once(t.Context(), r.plan("gone.example"), loom.Once{All: true})
		if err != nil || len(s.Results) != 0 || len(s.Gone) != 1 || s.NotDue != 1 || s.Ailing != 0 {
			t.Errorf("%+v, %v", s, err)
		}
	}
	plan = r.plan("gone.example")
	plan.Sources[0].URL += "2"
	if s, err := r.Once(t.Context(), plan, loom.Once{All: true}); err != nil || len(s.Results) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
}

// A source that is held has not failed; until its time it is counted and not
// polled, and with all the poller says that it is held. The poller minds the
// holds of all checkpoints.
func TestOnceLeavesTheHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		plan := r.plan("held.example")
		hold := article.Hold{Until: time.Now().Add(time.Hour), Host: "held.example", Status: 429}
		r.web.answers["held.example"] = answered(plan.Sources[0].Source, func(cp *article.Checkpoint) { cp.Hold, cp.Interval = hold, time.Minute })
		s, err := r.Once(t.Context(), plan, loom.Once{})
		if err != nil || s.Failed() != 0 || len(s.Results) != 1 || s.Results[0].Held != hold {
			t.Fatalf("%+v, %v", s, err)
		}
		cps, err := r.Store.Checkpoints()
		if cp := cps["held.example"]; err != nil || cp.Interval != time.Minute {
			t.Errorf("the pace was changed by no answer: %+v, %v", cp, err)
		}
		time.Sleep(30 * time.Minute)
		if s, err := r.once(t.Context(), loom.Once{}, "held.example"); err != nil || len(s.Results) != 0 || len(s.Held) != 1 || s.NotDue != 1 {
			t.Errorf("%+v, %v", s, err)
		}
		if s, err := r.once(t.Context(), loom.Once{All: true}, "held.example"); err != nil || len(s.Results) != 1 || s.Results[0].Held != hold || s.Held != nil {
			t.Errorf("%+v, %v", s, err)
		}
		last := r.web.holds[len(r.web.holds)-1]
		if last.Host != hold.Host || !last.Until.Equal(hold.Until) {
			t.Errorf("the poller was told of %+v", r.web.holds)
		}
		time.Sleep(31 * time.Minute)
		if s, err := r.once(t.Context(), loom.Once{}, "held.example"); err != nil || len(s.Results) != 1 || s.Held != nil {
			t.Errorf("%+v, %v", s, err)
		}
	})
}

// The daemon polls a source that is held when that is over, one that is gone
// no more, and says each thing once.
func TestRunLeavesTheHeldAndTheGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		var log bytes.Buffer
		r.Log = slog.New(slog.NewTextHandler(&log, nil))
		plan := r.plan("a.held.example", "b.held.example", "gone.example", "moved.example")
		begun := time.Now()
		hold := article.Hold{Until: begun.Add(3 * time.Hour), Host: "held.example", Status: 429}
		for _, s := range plan.Sources {
			r.web.answers[s.ID] = answered(s.Source, func(cp *article.Checkpoint) {
				switch s.ID {
				case "gone.example":
					cp.Gone = cp.Failures > 0
					cp.Failures = 1
				case "moved.example":
					cp.Move = article.Move{To: "https://new.example/feed", Polls: cp.Move.Polls + 1}
				default:
					if cp.Hold = hold; !hold.InForce(time.Now()) {
						cp.Hold = article.Hold{}
					}
				}
			})
		}
		_, stop := r.run(plan)
		time.Sleep(3*time.Hour - time.Minute)
		for id, want := range map[string]int{"a.held.example": 1, "b.held.example": 1, "gone.example": 2} {
			if n := r.web.count(id); n != want {
				t.Errorf("%s was polled %d times, want %d", id, n, want)
			}
		}
		time.Sleep(2 * time.Minute)
		if a, b := r.web.count("a.held.example"), r.web.count("b.held.example"); a != 2 || b != 2 {
			t.Errorf("after the hold: polled %d and %d times", a, b)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		for _, line := range []string{
			"held until", "by held.example (HTTP 429)", "gone for good (HTTP 410): not asked again until config.yaml gives it another url, login or header",
			"moved for good to https://new.example/feed: write that as its url in config.yaml",
		} {
			if n := strings.Count(log.String(), line); n != 1 {
				t.Errorf("%q is %d times in\n%s", line, n, log.String())
			}
		}
		if strings.Contains(log.String(), "works again") {
			t.Error(log.String())
		}

		// A restart knows it all.
		r.web.holds = nil
		_, stop = r.run(plan)
		time.Sleep(20 * time.Minute)
		if err := stop(); err != nil || r.web.count("gone.example") != 2 {
			t.Errorf("polled %d times, %v", r.web.count("gone.example"), err)
		}
		if len(r.web.holds) != len(plan.Sources) {
			t.Errorf("the poller was told of %+v", r.web.holds)
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

// What to do about a source stands in one line, without what could be a secret.
func TestAdvice(t *testing.T) {
	own := article.Source{ID: "blog.example/feed", URL: "https://blog.example/feed"}
	named := article.Source{ID: "blog", URL: "https://blog.example/feed"}
	keyed := article.Source{ID: "blog.example/feed?key=s3cr3t", URL: "https://blog.example/feed?key=s3cr3t"}
	moved := article.Move{To: "https://new.example/feed?a=1", Polls: 3}
	page := article.Move{To: "https://blog.example/rss", Page: true}
	year := time.Date(time.Now().Year()+1, 3, 10, 14, 5, 0, 0, time.Local)
	for _, c := range []struct {
		result loom.Result
		want   string
	}{
		{loom.Result{Source: own}, ""},
		{loom.Result{Source: own, Read: true, Cut: true}, "the document ends within an item: what came before is read, the rest is asked for again"},
		{loom.Result{Source: own, Move: moved}, "moved for good to https://new.example/feed?a=1: write that as its url in config.yaml, with id: blog.example/feed"},
		{loom.Result{Source: named, Move: moved}, "moved for good to https://new.example/feed?a=1: write that as its url in config.yaml"},
		{loom.Result{Source: keyed, Move: moved}, "moved for good to https://new.example/feed?a=1: write that as its url in config.yaml, with the old one as its id"},
		{loom.Result{Source: own, Move: page}, "an HTML page; its feed is https://blog.example/rss: write that as its url in config.yaml, with id: blog.example/feed"},
		{loom.Result{Source: own, Gone: true}, "gone for good (HTTP 410): not asked again until config.yaml gives it another url, login or header"},
		{loom.Result{Source: own, Held: article.Hold{Until: year, Status: 503}}, "held until " + year.Format("2006-01-02") + " 14:05 (HTTP 503)"},
		{loom.Result{Source: own, Held: article.Hold{Until: year, Host: "x.example", Status: 429}, Move: moved}, "held until " + year.Format("2006-01-02") + " 14:05 by x.example (HTTP 429)"},
		{loom.Result{Source: own, Read: true, Unread: []string{"a.md, line 3: x"}}, "1 post cannot be read: a.md, line 3: x"},
		{loom.Result{Source: own, Read: true, Unread: []string{"a", "b", "c", "d", "e", "f", "g"}}, "7 posts cannot be read: a; b; c; d; e; and 2 more"},
		{loom.Result{Source: own, Move: moved, Err: errors.New("HTTP 500")}, ""},
	} {
		if got := c.result.Advice(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		r := loom.Result{Held: article.Hold{Until: time.Now().Add(time.Minute), Host: "x.example", Status: 429}}
		if got, want := r.Advice(), "held until "+r.Held.Until.Local().Format("15:04")+" by x.example (HTTP 429)"; got != want && r.Held.Until.Local().Day() == time.Now().Local().Day() {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// A source that was held is not polled again at once, whatever the end of the
// hold is said to be, and whether the hold is its own or another's.
func TestNoHoldSpins(t *testing.T) {
	for name, until := range map[string]time.Duration{"over": -time.Second, "now": 0, "a week": article.MaxHold, "longer": article.MaxHold + time.Second} {
		for _, own := range []bool{true, false} {
			synctest.Test(t, func(t *testing.T) {
				r := newRoom(t)
				r.web.answers["held.example"] = func(d *article.Delivery) {
					if r.web.polls["held.example"] > 1000 {
						time.Sleep(time.Hour) // it spins, and the clock of the test stands still
					}
					d.Held = article.Hold{Until: d.At.Add(until), Host: "held.example", Status: 429}
					if own {
						d.Checkpoint.Hold = d.Held
						d.Checkpoint.Hold.Said, d.Checkpoint.Hold.Since = d.At, d.At
					}
				}
				_, stop := r.run(r.plan("held.example"))
				time.Sleep(15 * time.Minute)
				if n := r.web.count("held.example"); n > 60 || until > time.Hour && n > 1 {
					t.Errorf("%s, own %v: polled %d times in a quarter of an hour", name, own, n)
				}
				if err := stop(); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// A server that refuses for good is asked ever less, and after a day that is
// told, once. Its source needs a look, although it has not failed.
func TestRefusedForGood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		var log bytes.Buffer
		r.Log = slog.New(slog.NewTextHandler(&log, nil))
		plan := r.plan("bad.example")
		r.web.answers["bad.example"] = answered(plan.Sources[0].Source, func(cp *article.Checkpoint) {
			now := time.Now()
			cp.Hold = article.Hold{Until: now.Add(2 * time.Minute), Host: "bad.example", Status: 503, Said: now, Since: cmp.Or(cp.Hold.Since, now)}
		})
		once := func(all bool, results, refused int) {
			t.Helper()
			s, err := r.once(t.Context(), loom.Once{All: all}, "bad.example")
			if err != nil || len(s.Results) != results || s.Refused != refused || s.Failed()+s.Ailing > 0 {
				t.Errorf("%+v, %v", s, err)
			}
		}
		once(false, 1, 0)
		once(false, 0, 0)
		_, stop := r.run(plan)
		time.Sleep(28 * 24 * time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		if n := r.web.count("bad.example"); n < 28 || n > 45 {
			t.Errorf("asked %d times in four weeks", n)
		}
		if n := strings.Count(log.String(), "held until"); n != 1 || !strings.Contains(log.String(), "level=WARN") || !strings.Contains(log.String(), ", as each time since ") {
			t.Error(log.String())
		}
		once(false, 0, 1)
		once(true, 1, 1)

		r.web.answers["bad.example"] = answered(plan.Sources[0].Source, func(cp *article.Checkpoint) { cp.Hold = article.Hold{} })
		_, stop = r.run(plan)
		time.Sleep(2 * 24 * time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		if strings.Count(log.String(), "works again") != 1 {
			t.Error(log.String())
		}
		once(false, 0, 0)
	})
}
