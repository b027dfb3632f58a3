package store_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/store"
)

// Whatever is done with a copy, the store is as it was; and the copy goes.
func TestOpenCopy(t *testing.T) {
	path, before := closed(t, delivered(30, 500))
	dir, told := filepath.Dir(path), int64(0)
	s, err := store.OpenCopy(t.Context(), path, store.Options{}, func(size int64) { told = size })
	if err != nil || told != int64(len(before)) {
		t.Fatalf("told of %d bytes, %v", told, err)
	}
	if names := files(t, dir); len(names) != 2 {
		t.Errorf("in the folder: %q", names)
	}
	if got := titles(t, s); len(got) != 30 {
		t.Errorf("%d articles", len(got))
	}
	original := open(t, path) // which another process may have by now
	if err := original.Close(); err != nil {
		t.Fatal(err)
	}
	err = errors.Join(s.Use(t.Context(), anew{name: "other"}), s.MarkStale([]article.Category{{"A"}}))
	if _, pruned := s.Prune(t.Context(), anew{name: "other"}, article.Retention{MaxArticles: 1}, time.Now()); errors.Join(err, pruned) != nil {
		t.Fatal(err, pruned)
	}
	if got := titles(t, s); len(got) != 1 {
		t.Errorf("%d articles are left", len(got))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if names := files(t, dir); len(names) != 1 || !slices.Equal(read(t, path), before) {
		t.Errorf("left: %q, or the store has changed", names)
	}
}

// An earlier format is brought to this one in the copy alone.
func TestOpenCopyOfEarlierFormats(t *testing.T) {
	earlier, err := filepath.Glob("testdata/format*.db.gz")
	if err != nil || len(earlier) == 0 {
		t.Fatal("no stores of earlier formats", err)
	}
	for _, file := range earlier {
		path := unpack(t, file)
		before := read(t, path)
		s, err := store.OpenCopy(t.Context(), path, store.Options{Window: 72 * time.Hour}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Use(t.Context(), bySource{}); err != nil {
			t.Fatal(err)
		}
		checkEarlier(t, s)
		if err := s.Close(); err != nil || !slices.Equal(read(t, path), before) {
			t.Errorf("%s has changed, or %v", file, err)
		}
	}
}

// A store that is not there, held, or damaged is told as that.
func TestOpenCopyErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feedloom.db")
	try := func(path string) error {
		s, err := store.OpenCopy(t.Context(), path, store.Options{}, nil)
		if err == nil {
			s.Close()
		}
		return err
	}
	if err := try(path); err == nil {
		t.Error("a copy of nothing")
	}
	s := filled(t, path, delivered(3, 10))
	if err := try(path); !errors.Is(err, store.ErrInUse) {
		t.Errorf("held: %v", err)
	}
	s.Close()
	write(t, path, read(t, path)[:20<<10])
	if err := try(path); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
	if names := files(t, filepath.Dir(path)); len(names) != 1 {
		t.Errorf("left: %q", names)
	}
}
