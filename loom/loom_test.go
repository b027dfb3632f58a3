package loom_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/schedule"
	"feedloom/loom"
	"feedloom/store"
)

// web is a poller without a network: what each source lists, or why it fails.
type web struct {
	mu    sync.Mutex
	items map[string][]article.Item
	fails map[string]error
	slow  map[string]time.Duration
	polls map[string]int
	// after is called when a poll of the source has its document.
	after map[string]func()
}

func newWeb() *web {
	return &web{items: map[string][]article.Item{}, fails: map[string]error{},
		slow: map[string]time.Duration{}, polls: map[string]int{}, after: map[string]func(){}}
}

func (w *web) Poll(ctx context.Context, src article.Source, cp article.Checkpoint, known func(article.Hash) bool) (article.Delivery, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.polls[src.ID]++
	if slow := w.slow[src.ID]; slow > 0 {
		w.mu.Unlock()
		select {
		case <-time.After(slow):
		case <-ctx.Done():
		}
		w.mu.Lock()
	}
	d := article.Delivery{Source: src.ID, At: time.Now(), Checkpoint: cp}
	if ctx.Err() != nil {
		return d, ctx.Err()
	}
	d.Checkpoint.URL, d.Checkpoint.Polled = src.URL, d.At
	if err := w.fails[src.ID]; err != nil {
		d.Checkpoint.Failures++
		return d, err
	}
	d.Checkpoint.Failures = 0
	etag := fmt.Sprint(w.items[src.ID])
	if cp.ETag == etag {
		return d, nil
	}
	d.Checkpoint.ETag = etag
	d.Read, d.Profile = true, &article.Profile{Title: src.ID}
	for _, it := range w.items[src.ID] {
		l := article.Listed{Hash: article.HashOf(it.GUID, it.Title), GUID: it.GUID}
		if !known(l.Hash) {
			l.Item = &it
		}
		d.Listed = append(d.Listed, l)
	}
	if after := w.after[src.ID]; after != nil {
		after()
	}
	return d, nil
}

func (w *web) Close() {}

func (w *web) count(source string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.polls[source]
}

// add lists one more item first.
func (w *web) add(source, title string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	link := fmt.Sprintf("https://%s/%d", source, len(w.items[source]))
	w.items[source] = append([]article.Item{{GUID: link, Link: link, Title: title}}, w.items[source]...)
}

// room is a store and an output folder.
type room struct {
	*testing.T
	loom.Loom
	dir string
	web *web
}

func newRoom(t *testing.T) *room {
	dir := t.TempDir()
	s, err := store.Open(filepath.Join(dir, "feedloom.db"), store.Options{Window: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &room{T: t, Loom: loom.Loom{Store: s, Log: slog.New(slog.DiscardHandler)}, dir: dir, web: newWeb()}
}

// plan polls these sources every ten minutes, each for the category of its name.
func (r *room) plan(sources ...string) loom.Plan {
	r.Helper()
	every, err := schedule.Parse("10m", time.UTC)
	if err != nil {
		r.Fatal(err)
	}
	site := feed.Site{Title: "Test", URL: &url.URL{Scheme: "http", Host: "planet.example", Path: "/"}}
	plan := loom.Plan{Poller: r.web}
	for _, id := range sources {
		src := article.Source{ID: id, URL: "https://" + id + "/feed", Categories: []article.Category{{id}}}
		site.Sources = append(site.Sources, src)
		plan.Sources = append(plan.Sources, loom.Source{Source: src, Schedule: every})
	}
	plan.Feeds = feed.NewPlan(site)
	if plan.Output, err = feed.OpenOutput(filepath.Join(r.dir, "public")); err != nil {
		r.Fatal(err)
	}
	return plan
}

func (r *room) once(ctx context.Context, o loom.Once, sources ...string) (loom.Summary, error) {
	r.Helper()
	plan := r.plan(sources...)
	defer plan.Close()
	return r.Once(ctx, plan, o)
}

// published reports whether a feed has that text in it.
func (r *room) published(path, text string) bool {
	content, err := os.ReadFile(filepath.Join(r.dir, "public", path))
	return err == nil && strings.Contains(string(content), text)
}

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

// A file of ours that somebody deleted is written again.
func TestMissingFilesAreWrittenAgain(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "News")
	if _, err := r.once(t.Context(), loom.Once{}, "a.example"); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(r.dir, "public", "a.example", "rss.xml")); err != nil {
		t.Fatal(err)
	}
	s, err := r.once(t.Context(), loom.Once{}, "a.example")
	if err != nil || len(s.Report.Written) != 1 || !r.published("a.example/rss.xml", "News") {
		t.Errorf("%+v, %v", s.Report, err)
	}
}

// full is a store that cannot save.
type full struct{ loom.Store }

var errFull = errors.New("no space left on device")

func (full) Save(context.Context, store.Router, []article.Delivery) ([]store.Outcome, error) {
	return nil, errFull
}

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

func (s *sometimes) Save(ctx context.Context, r store.Router, ds []article.Delivery) ([]store.Outcome, error) {
	s.mu.Lock()
	failing := s.failing
	s.mu.Unlock()
	if failing {
		return nil, errFull
	}
	return s.Store.Save(ctx, r, ds)
}
