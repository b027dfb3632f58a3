package loom_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/loom"
	"feedloom/store"
)

// backupsOf is what the folder of backups holds.
func (r *room) backupsOf() []string {
	r.Helper()
	entries, err := os.ReadDir(filepath.Join(r.dir, "backups"))
	if err != nil && !os.IsNotExist(err) {
		r.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// planWithBackups takes one each day and keeps two.
func (r *room) planWithBackups(sources ...string) loom.Plan {
	r.Helper()
	plan := r.plan(sources...)
	plan.Backups = loom.Backups{Every: 24 * time.Hour, Keep: 2, Dir: filepath.Join(r.dir, "backups")}
	return plan
}

// place puts a file into the folder of backups.
func (r *room) place(name string) {
	r.Helper()
	dir := filepath.Join(r.dir, "backups")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
		r.Fatal(err)
	}
}

// The daemon takes a backup a day, each a store, and keeps the newest; a restart
// or a reload neither skips nor repeats one, and other files stay.
func TestRunTakesBackups(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "First")
		others := []string{"feedloom-19990101T000000Z.db.old", "feedloom-mine.db", "other-19990101T000000Z.db"}
		for _, name := range others {
			r.place(name)
		}
		want := func(when string, names ...string) {
			t.Helper()
			all := slices.Concat(names, others)
			slices.Sort(all)
			if got := r.backupsOf(); !slices.Equal(got, all) {
				t.Errorf("%s: %q, want %q", when, got, all)
			}
		}
		reload, stop := r.run(r.planWithBackups("a.example"))
		time.Sleep(time.Hour)
		want("at the start", "feedloom-20000101T000000Z.db")
		time.Sleep(24 * time.Hour)
		want("a day later", "feedloom-20000101T000000Z.db", "feedloom-20000102T000000Z.db")
		reload <- r.planWithBackups("a.example")
		time.Sleep(time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		_, stop = r.run(r.planWithBackups("a.example"))
		time.Sleep(time.Hour)
		want("after a reload and a restart", "feedloom-20000101T000000Z.db", "feedloom-20000102T000000Z.db")
		if err := stop(); err != nil {
			t.Error(err)
		}
		time.Sleep(48 * time.Hour) // from the 2nd, 3:00, to the 4th
		_, stop = r.run(r.planWithBackups("a.example"))
		time.Sleep(time.Hour)
		want("after two days without", "feedloom-20000102T000000Z.db", "feedloom-20000104T030000Z.db")
		time.Sleep(24 * time.Hour)
		want("the next day", "feedloom-20000104T030000Z.db", "feedloom-20000105T000000Z.db")
		if err := stop(); err != nil {
			t.Error(err)
		}
		s, err := store.Open(filepath.Join(r.dir, "backups", "feedloom-20000105T000000Z.db"), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if newest, err := s.Newest(nil, 10); err != nil || len(newest) != 1 {
			t.Errorf("the backup: %v, %v", newest, err)
		}
	})
}

// failing is a store that cannot be copied while it is set.
type failing struct {
	loom.Copier
	is atomic.Bool
}

func (f *failing) Backup(ctx context.Context, to string) error {
	if f.is.Load() {
		return errFull
	}
	return f.Copier.Backup(ctx, to)
}

// A backup that fails is tried again, removes no other, and stops no poll.
func TestRunTriesBackupsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "First")
		f := &failing{Copier: r.Copier}
		f.is.Store(true)
		r.Copier = f
		r.place("feedloom-19990101T000000Z.db")
		r.place("feedloom-19990102T000000Z.db")
		_, stop := r.run(r.planWithBackups("a.example"))
		time.Sleep(time.Hour + time.Minute)
		if n := r.web.count("a.example"); n < 6 || !r.published("rss.xml", "First") {
			t.Errorf("%d polls in an hour", n)
		}
		if got := r.backupsOf(); len(got) != 2 {
			t.Errorf("while it fails: %q", got)
		}
		f.is.Store(false)
		time.Sleep(11 * time.Minute)
		if got := strings.Join(r.backupsOf(), " "); got != "feedloom-19990102T000000Z.db feedloom-20000101T011000Z.db" {
			t.Errorf("when it works again: %q", got)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// A clock that was ahead has dated backups that crowd out no other.
func TestBackupsFromTheFuture(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "First")
		future := []string{"feedloom-20300101T000000Z.db", "feedloom-20300102T000000Z.db"}
		for _, name := range future {
			r.place(name)
		}
		for range 4 {
			if _, err := r.Once(t.Context(), r.planWithBackups("a.example"), loom.Once{}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(24 * time.Hour)
		}
		want := append([]string{"feedloom-20000103T000000Z.db", "feedloom-20000104T000000Z.db"}, future...)
		if got := r.backupsOf(); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

// A cron job takes a backup when one is due, after publishing, and says where
// it could not.
func TestOnceTakesBackups(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.web.add("a.example", "First")
		f := &failing{Copier: r.Copier}
		f.is.Store(true)
		r.Copier = f
		s, err := r.Once(t.Context(), r.planWithBackups("a.example"), loom.Once{})
		if err == nil || !strings.Contains(err.Error(), errFull.Error()) || s.Backup != "" || !r.published("rss.xml", "First") {
			t.Errorf("where it fails: %+v, %v", s, err)
		}
		f.is.Store(false)
		r.place("feedloom-20990101T000000Z.db") // of a clock that was ahead
		plan := r.planWithBackups("a.example")
		plan.Backups.Keep = 1
		for day := range 3 {
			for i, want := range []bool{true, false} {
				s, err := r.Once(t.Context(), plan, loom.Once{})
				if err != nil || (s.Backup != "") != want {
					t.Errorf("day %d, run %d: %q, %v", day, i, s.Backup, err)
				}
			}
			time.Sleep(24*time.Hour - time.Second) // cron does not keep to the second
			if day == 0 {
				time.Sleep(12 * time.Hour)
			}
		}
		if newest, err := (loom.Backups{Dir: filepath.Join(r.dir, "backups")}).Newest(); err != nil || filepath.Base(newest) != "feedloom-20990101T000000Z.db" {
			t.Errorf("newest: %q, %v", newest, err)
		}
	})
}
