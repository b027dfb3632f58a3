package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"feedloom/store"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// backedUp is a store with a backup of three articles and two more since.
func backedUp(t *testing.T) (path, backup string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "feedloom.db")
	backup = filepath.Join(t.TempDir(), "backup.db")
	s := filled(t, path, delivered(3, 100))
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	s.Close()
	filled(t, path, delivered(5, 100)).Close()
	return path, backup
}

func articlesIn(t *testing.T, path string) int {
	t.Helper()
	s := open(t, path)
	defer s.Close()
	return len(titles(t, s))
}

// A backup takes the place of the store, which is set aside as it was, each
// time under a name of its own.
func TestRestore(t *testing.T) {
	path, backup := backedUp(t)
	before := read(t, path)
	aside, err := store.Restore(t.Context(), backup, path, noon)
	if err != nil || aside != path+".aside-20260310T120000Z" {
		t.Fatal(aside, err)
	}
	if !slices.Equal(read(t, aside), before) {
		t.Error("what was set aside is not what was there")
	}
	if n := articlesIn(t, path); n != 3 {
		t.Errorf("%d articles", n)
	}
	second, err := store.Restore(t.Context(), aside, path, noon)
	if err != nil || second == aside {
		t.Fatal(second, err)
	}
	if n := articlesIn(t, path); n != 5 {
		t.Errorf("%d articles after the second", n)
	}
	if n := articlesIn(t, second); n != 3 {
		t.Errorf("%d articles in what was set aside second", n)
	}
	if names := files(t, filepath.Dir(path)); len(names) != 3 {
		t.Errorf("left: %q", names)
	}
}

// A backup takes the place of what is no store any more, and of nothing.
func TestRestoreOverDamage(t *testing.T) {
	for name, content := range map[string][]byte{"cut": nil, "text": []byte("not a store"), "empty": {}} {
		path, backup := backedUp(t)
		if name == "cut" {
			content = read(t, path)[:10_000]
		}
		write(t, path, content)
		aside, err := store.Restore(t.Context(), backup, path, noon)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(read(t, aside), content) {
			t.Errorf("%s: what was set aside is not what was there", name)
		}
		if n := articlesIn(t, path); n != 3 {
			t.Errorf("%s: %d articles", name, n)
		}
	}
	_, backup := backedUp(t)
	path := filepath.Join(t.TempDir(), "feedloom.db")
	if aside, err := store.Restore(t.Context(), backup, path, noon); err != nil || aside != "" || articlesIn(t, path) != 3 {
		t.Errorf("nothing there: %q, %v", aside, err)
	}
}

// What cannot be restored leaves the store as it was.
func TestRestoreThatFails(t *testing.T) {
	path, backup := backedUp(t)
	dir, before := t.TempDir(), read(t, path)
	file := func(name string, content []byte) string {
		write(t, filepath.Join(dir, name), content)
		return filepath.Join(dir, name)
	}
	newer, undecodable := file("newer", read(t, backup)), file("undecodable", read(t, backup))
	put(t, newer, "meta", "format", "99")
	put(t, undecodable, "articles", "2026-01-01T00:00:00Z\x00x", "\x01???")
	used := file("used", read(t, backup))
	defer open(t, used).Close()
	for name, want := range map[string]error{
		file("cut", read(t, backup)[:10_000]): store.ErrDamaged,
		file("text", []byte("not a store")):   store.ErrDamaged,
		undecodable:                           store.ErrDamaged,
		newer:                                 store.ErrNewer,
		used:                                  store.ErrInUse,
		file("empty", nil):                    nil,
		filepath.Join(dir, "none"):            nil,
		path:                                  nil,
	} {
		if _, err := store.Restore(t.Context(), name, path, noon); err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
	s := open(t, path)
	if _, err := store.Restore(t.Context(), backup, path, noon); !errors.Is(err, store.ErrInUse) {
		t.Errorf("in use: %v", err)
	}
	s.Close()
	if !slices.Equal(read(t, path), before) {
		t.Error("the store was written to")
	}
	if names := files(t, filepath.Dir(path)); len(names) != 1 {
		t.Errorf("left: %q", names)
	}
}

// A backup keeps the rights of the store in whose place it comes.
func TestRestoreKeepsRights(t *testing.T) {
	path, backup := backedUp(t)
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(t.Context(), backup, path, noon); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
