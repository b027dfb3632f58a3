package loom_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/internal/schedule"
	"feedloom/loom"
)

// One source that fails is a result, and the others are published.
func TestOnceGoesOnWithoutTheFailed(t *testing.T) {
	r := newRoom(t)
	r.web.add("good.example", "Good news")
	r.web.fails["bad.example"] = errors.New("HTTP 500")
	s, err := r.once(t.Context(), loom.Once{}, "bad.example", "good.example")
	if err != nil || s.Failed() != 1 || len(s.Results) != 2 {
		t.Fatalf("%+v, %v", s, err)
	}
	if !r.published("good.example/rss.xml", "Good news") || !r.published("atom.xml", "Good news") {
		t.Error("the good source is not published")
	}
}

// A second run with no news writes nothing, and polls nothing before its time.
func TestOnceAgainWritesNothing(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "News")
	first, err := r.once(t.Context(), loom.Once{}, "a.example")
	if err != nil || len(first.Report.Written) == 0 {
		t.Fatalf("%+v, %v", first, err)
	}
	for _, all := range []bool{false, true} {
		s, err := r.once(t.Context(), loom.Once{All: all}, "a.example")
		if err != nil || len(s.Report.Written)+len(s.Report.Removed) > 0 {
			t.Errorf("all %v: %+v, %v", all, s.Report, err)
		}
		if polled := len(s.Results) == 1; polled != all || s.NotDue == 1 == all {
			t.Errorf("all %v: %d results, %d not due", all, len(s.Results), s.NotDue)
		}
	}
}

// What was saved and not published is published by the next run, news or not.
func TestPublishingIsMadeGood(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "Saved in time")
	ctx, cancel := context.WithCancel(t.Context())
	r.web.after["a.example"] = cancel
	r.web.slow["slow.example"] = time.Hour
	interrupted, err := r.once(ctx, loom.Once{}, "a.example", "slow.example")
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("an interrupted run ended with %v", err)
	}
	if len(interrupted.Results) != 1 || interrupted.Results[0].New != 1 {
		t.Errorf("an interrupted run came to %+v", interrupted.Results)
	}
	if r.published("rss.xml", "Saved in time") {
		t.Fatal("it was published: this test shows nothing")
	}
	s, err := r.once(t.Context(), loom.Once{}, "a.example")
	if err != nil || len(s.Results) > 0 || !r.published("a.example/rss.xml", "Saved in time") {
		t.Errorf("%+v, %v", s, err)
	}
}

// A file of ours that somebody deleted or cut is written again.
func TestDamagedFilesAreWrittenAgain(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "News")
	if _, err := r.once(t.Context(), loom.Once{}, "a.example"); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(r.dir, "public", "a.example", "rss.xml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(r.dir, "public", "atom.xml"), 100); err != nil {
		t.Fatal(err)
	}
	s, err := r.once(t.Context(), loom.Once{}, "a.example")
	if err != nil || len(s.Report.Written) != 2 || !r.published("a.example/rss.xml", "News") || !r.published("atom.xml", "</feed>") {
		t.Errorf("%+v, %v", s.Report, err)
	}
}

// full is a store that cannot save.
type full struct{ loom.Store }

var errFull = errors.New("no space left on device")

// A store that cannot save ends the run with its reason, and leaves the
// checkpoints where they were.
func TestOnceTellsThatItCannotSave(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "News")
	whole := r.Store
	r.Store = full{whole}
	s, err := r.once(t.Context(), loom.Once{}, "a.example")
	if !errors.Is(err, errFull) || s.Failed() != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	r.Store = whole
	if s, err := r.once(t.Context(), loom.Once{}, "a.example"); err != nil || s.Results[0].New != 1 {
		t.Errorf("with room again: %+v, %v", s, err)
	}
}

// A folder that was published to before, and not since, is brought up to date.
func TestBackToAnOldFolder(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "First")
	for i, folder := range []string{"one", "two", "one"} {
		r.web.add("a.example", fmt.Sprint("News ", i))
		plan := r.plan("a.example")
		plan.Folder = filepath.Join(r.dir, folder)
		if _, err := r.Once(t.Context(), plan, loom.Once{All: i < 2}); err != nil {
			t.Fatal(err)
		}
	}
	content, err := os.ReadFile(filepath.Join(r.dir, "one", "rss.xml"))
	if err != nil || !strings.Contains(string(content), "News 1") {
		t.Errorf("the first folder is behind: %v", err)
	}
}

// A feed that cannot be written stays stale, and no other waits for it.
func TestOneFeedThatCannotBeWritten(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "From a")
	r.web.add("b.example", "From b")
	if _, err := r.once(t.Context(), loom.Once{}, "a.example", "b.example"); err != nil {
		t.Fatal(err)
	}
	obstacle := filepath.Join(r.dir, "public", "a.example", "rss.xml")
	if err := errors.Join(os.Remove(obstacle), os.MkdirAll(filepath.Join(obstacle, "in the way"), 0o755)); err != nil {
		t.Fatal(err)
	}
	r.web.add("a.example", "More from a")
	r.web.add("b.example", "More from b")
	if _, err := r.once(t.Context(), loom.Once{All: true}, "a.example", "b.example"); err == nil {
		t.Error("nothing is said of the file that cannot be written")
	}
	if !r.published("b.example/rss.xml", "More from b") || !r.published("rss.xml", "More from a") {
		t.Error("one feed kept the others from being published")
	}
	stale, err := r.Store.Stale()
	if err != nil || len(stale) != 1 || stale[0].Path.String() != "a.example" {
		t.Errorf("stale: %v, %v", stale, err)
	}
	if err := os.RemoveAll(obstacle); err != nil {
		t.Fatal(err)
	}
	if _, err := r.once(t.Context(), loom.Once{}, "a.example", "b.example"); err != nil || !r.published("a.example/rss.xml", "More from a") {
		t.Errorf("with the obstacle gone: %v", err)
	}
}

// What the config does not keep leaves the feeds.
func TestOncePrunes(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "Old")
	r.web.add("a.example", "New")
	plan := r.plan("a.example")
	plan.Retention.MaxArticles = 1
	s, err := r.Once(t.Context(), plan, loom.Once{})
	if err != nil || s.Pruned != 1 {
		t.Fatalf("pruned %d, %v", s.Pruned, err)
	}
	if !r.published("rss.xml", "New") || r.published("rss.xml", "Old") {
		t.Error("the older article is still published, or the newer is not")
	}
}

// However many sources answer with what cannot be read, the others are polled.
func TestManyThatCannotBeRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		var ids []string
		for i := range 100 {
			id := fmt.Sprintf("portal%d.example", i)
			r.web.unreadable[id] = true
			ids = append(ids, id)
		}
		r.web.add("good.example", "Good news")
		s, err := r.once(t.Context(), loom.Once{}, append(ids, "good.example")...)
		if err != nil || s.Failed() != 100 || !r.published("rss.xml", "Good news") {
			t.Errorf("%d failed, %v", s.Failed(), err)
		}
	})
}

// A cron job that runs as often as an automatic pace allows polls a busy source
// each time.
func TestOnceAsOftenAsThePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		plan := r.plan("busy.example")
		plan.Sources[0].Schedule = schedule.Schedule{} // auto
		r.web.slow["busy.example"] = 10 * time.Second
		const runs, begin = 40, 10 // until the pace is found
		for i := range runs {
			begun := time.Now()
			r.web.add("busy.example", fmt.Sprint("News ", i))
			if _, err := r.Once(t.Context(), plan, loom.Once{}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Until(begun.Add(schedule.MinPace)))
		}
		if n := r.web.count("busy.example"); n < runs-begin {
			t.Errorf("polled %d times in %d runs", n, runs)
		}
	})
}
