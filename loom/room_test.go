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
	// answers are what sources do besides: the checkpoint and the hold after a
	// poll.
	answers map[string]func(*article.Delivery)
	// holds are those that Hold was told.
	holds []article.Hold
	// unreadable sources answer with what is no feed.
	unreadable map[string]bool
}

func newWeb() *web {
	return &web{items: map[string][]article.Item{}, fails: map[string]error{},
		slow: map[string]time.Duration{}, polls: map[string]int{}, after: map[string]func(){}, unreadable: map[string]bool{},
		answers: map[string]func(*article.Delivery){}}
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
	if answer := w.answers[src.ID]; answer != nil {
		answer(&d)
		if !d.Held.Until.IsZero() {
			d.Checkpoint.Polled = cp.Polled
		}
		return d, nil
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
	if w.unreadable[src.ID] {
		d.Checkpoint = cp
		return d, errors.New("not a feed")
	}
	d.Read, d.Profile = true, &article.Profile{Title: src.ID}
	for _, it := range w.items[src.ID] {
		l := article.Listed{Hash: article.HashOf(it.GUID, it.Title), GUID: it.GUID}
		if !known(l.Hash) {
			l.Item = &it
		}
		if !it.Published.IsZero() {
			d.Dates = append(d.Dates, it.Published)
		}
		d.Listed = append(d.Listed, l)
	}
	if after := w.after[src.ID]; after != nil {
		after()
	}
	return d, nil
}

func (w *web) Hold(h article.Hold) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.holds = append(w.holds, h)
}

func (w *web) Held(src article.Source, cp article.Checkpoint) article.Hold {
	if h := cp.Of(src).Hold; h.InForce(time.Now()) {
		return h
	}
	return article.Hold{}
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

// addPast adds an item that has a date.
func (w *web) addPast(source, title string, published time.Time) {
	w.add(source, title)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.items[source][0].Published = published
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
	return &room{T: t, Loom: loom.Loom{Store: s, Copier: s, Log: slog.New(slog.DiscardHandler)}, dir: dir, web: newWeb()}
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
