package loom_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/fetch"
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

func (w *web) Poll(ctx context.Context, src article.Source, cp article.Checkpoint, seen fetch.Seen) (article.Delivery, error) {
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
	d.URL, d.Checkpoint.Polled = src.URL, d.At
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
	known, err := seen(ctx)
	if err != nil {
		return d, err
	}
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
	plan.Folder = filepath.Join(r.dir, "public")
	return plan
}

func (r *room) once(ctx context.Context, o loom.Once, sources ...string) (loom.Summary, error) {
	r.Helper()
	return r.Once(ctx, r.plan(sources...), o)
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

func (full) Save(context.Context, article.Router, []article.Delivery) ([]article.Outcome, error) {
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

// What the config does not keep leaves the feeds.
func TestOncePrunes(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "Old")
	r.web.add("a.example", "New")
	plan := r.plan("a.example")
	plan.Retention.MaxArticles = 1
	if _, err := r.Once(t.Context(), plan, loom.Once{}); err != nil {
		t.Fatal(err)
	}
	if !r.published("rss.xml", "New") || r.published("rss.xml", "Old") {
		t.Error("the older article is still published, or the newer is not")
	}
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
