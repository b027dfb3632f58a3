package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/store"
)

// files are the names in a folder.
func files(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// A backup that is taken while the store is written to is a whole store of its
// own, for its owner's eyes.
func TestBackup(t *testing.T) {
	dir := t.TempDir()
	s := filled(t, filepath.Join(dir, "feedloom.db"), delivered(100, 1000))
	saved := make(chan error)
	go func() {
		d := delivered(100, 1000)
		d.Source = "other.example/feed"
		_, err := s.Save(t.Context(), everything{}, []article.Delivery{d})
		saved <- err
	}()
	to := filepath.Join(dir, "copy.db")
	if err := s.Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if err := <-saved; err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if report, err := store.Check(t.Context(), to); err != nil || !report.Whole() {
		t.Errorf("the copy: %+v, %v", report, err)
	}
	copied := open(t, to)
	defer copied.Close()
	if got := titles(t, copied); len(got) < 100 || got[99] == "" {
		t.Errorf("articles %q", got)
	}
	if names := files(t, dir); len(names) != 2 {
		t.Errorf("left: %q", names)
	}
}

// Nothing is overwritten, and what goes wrong leaves nothing behind.
func TestBackupThatFails(t *testing.T) {
	dir := t.TempDir()
	s := filled(t, filepath.Join(dir, "feedloom.db"), delivered(3, 10))
	taken := filepath.Join(dir, "taken.db")
	write(t, taken, []byte("mine"))
	if err := s.Backup(t.Context(), taken); err == nil || !strings.Contains(err.Error(), "not overwritten") {
		t.Errorf("over a file: %v", err)
	}
	if string(read(t, taken)) != "mine" {
		t.Error("the file is overwritten")
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "none", "a.db")); err == nil || !strings.Contains(err.Error(), "folder does not exist") {
		t.Errorf("to no folder: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, filepath.Join(dir, "a.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if names := files(t, dir); len(names) != 2 {
		t.Errorf("left: %q", names)
	}
}

// A copy of a damaged store is no backup: it would take the place of a good one.
func TestBackupOfDamage(t *testing.T) {
	path, data := closed(t, delivered(300, 100))
	page := store.PageSize
	for at := 3 * page; at < len(data); at += page {
		if data[at+8] == 2 && data[at+10] > 20 { // a leaf with more than the list of buckets
			clear(data[at : at+16])
			break
		}
	}
	write(t, path, data)
	s, err := store.OpenToRead(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	to := filepath.Join(filepath.Dir(path), "copy.db")
	if err := s.Backup(t.Context(), to); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("backup: %v", err)
	}
	if names := files(t, filepath.Dir(path)); len(names) != 1 {
		t.Errorf("left: %q", names)
	}
}

// What a crash left behind is removed by the next one, and what another
// process is working on is not.
func TestAbandonedDrafts(t *testing.T) {
	dir := t.TempDir()
	s := filled(t, filepath.Join(dir, "feedloom.db"))
	for name, age := range map[string]time.Duration{
		".feedloom-1.part": 2 * time.Hour, ".feedloom-2.part": time.Minute, "feedloom-3.part": 2 * time.Hour,
	} {
		write(t, filepath.Join(dir, name), []byte("x"))
		at := time.Now().Add(-age)
		if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "copy.db")); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(files(t, dir), " "); got != ".feedloom-2.part copy.db feedloom-3.part feedloom.db" {
		t.Errorf("left: %s", got)
	}
}
