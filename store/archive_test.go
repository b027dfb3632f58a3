package store_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"feedloom/article"
	"feedloom/store"
)

// paged is everything with an archive, three articles a page.
type paged struct{ everything }

func (paged) Look() string                 { return "paged" }
func (paged) Archive(article.Category) int { return 3 }

// archive is a closed store of ten articles, of which a feed shows three. The first
// nine to arrive are on pages 1 to 3.
func archive(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "feedloom.db")
	s := filled(t, path, delivered(10, 100))
	err := errors.Join(s.Use(t.Context(), paged{}), s.ClosePages(t.Context(), paged{}))
	if reach, failed := s.Archive(nil); reach.Last != 3 || len(reach.Stale) != 3 {
		t.Fatalf("%+v, %v", reach, failed)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// What a store says of its archives is told where it does not hold.
func TestCheckArchives(t *testing.T) {
	path := archive(t)
	if report := check(t, path); !report.Whole() {
		t.Errorf("%+v", report)
	}
	content := read(t, path)
	for want, c := range map[string]struct {
		change  func(all, a *bbolt.Bucket) error
		damaged bool
	}{
		`The archive "/x" has no list`:            {func(all, _ *bbolt.Bucket) error { return all.Put([]byte("/x"), nil) }, true},
		`has 1 articles that the feed does not`:   {func(_, a *bbolt.Bucket) error { return a.Put([]byte("o\x01"+id(1)+id(77)), nil) }, false},
		`has 0 articles .* and lacks 1 that it`:   {func(_, a *bbolt.Bucket) error { return a.Delete(firstKey(a, "o")) }, false},
		`disagree about 2 articles`:               {func(_, a *bbolt.Bucket) error { return a.Put([]byte("p"+id(1)), []byte(id(1))) }, false},
		`leads to them disagree about 1 `:         {func(_, a *bbolt.Bucket) error { return a.Put(firstKey(a, "a"), []byte(id(2))) }, false},
		`is on the pages 1 and 3`:                 {func(_, a *bbolt.Bucket) error { return a.Put([]byte("p"+id(3)), a.Get([]byte("p"+id(1)))) }, false},
		`Page 2 of the archive .* cannot be read`: {func(_, a *bbolt.Bucket) error { return a.Put([]byte("p"+id(2)), []byte("x")) }, true},
		`Page 3 of the archive .* cannot be read`: {func(_, a *bbolt.Bucket) error { return a.Delete([]byte("p" + id(2))) }, true},
		`Page 4 of the archive .* cannot be read`: {func(_, a *bbolt.Bucket) error { return a.Put([]byte("p"+id(4)), nil) }, true},
		`page 9 .* is to be published makes no`:   {func(_, a *bbolt.Bucket) error { return a.Put([]byte("s"+id(9)), []byte(id(1))) }, true},
	} {
		write(t, path, content)
		edit(t, path, func(tx *bbolt.Tx) error {
			all := tx.Bucket([]byte("archives"))
			return c.change(all, all.Bucket([]byte("/")))
		})
		report := check(t, path)
		text := strings.Join(report.Problems, "\n")
		if !regexp.MustCompile(want).MatchString(text) || report.Damaged != c.damaged {
			t.Errorf("want %q (damaged: %v), found %v:\n%s", want, c.damaged, report.Damaged, text)
		}
	}
}

func firstKey(b *bbolt.Bucket, prefix string) []byte {
	k, _ := b.Cursor().Seek([]byte(prefix))
	return bytes.Clone(k)
}

// A store that nobody has written to since there are archives lacks nothing.
func TestNoArchivesYet(t *testing.T) {
	path, _ := closed(t, delivered(3, 10))
	edit(t, path, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("archives")) })
	if report := check(t, path); !report.Whole() {
		t.Errorf("%+v", report)
	}
	s, err := store.OpenToRead(path)
	if err != nil {
		t.Fatal(err)
	}
	reach, err := s.Archive(nil)
	if _, stale := s.Stale(); err != nil || stale != nil || reach.Last != 0 {
		t.Errorf("%+v, %v, %v", reach, err, stale)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(open(t, path).Close()); err != nil || !check(t, path).Whole() {
		t.Error("it is not taken up", err)
	}
}

// Compacting and a backup keep archives as they are, and the numbers of their pages.
func TestArchivesAreCopied(t *testing.T) {
	path := archive(t)
	copy := filepath.Join(filepath.Dir(path), "copy.db")
	s := open(t, path)
	if err := errors.Join(s.Backup(t.Context(), copy), s.Close()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, copy} {
		s := open(t, path)
		if _, err := s.Prune(t.Context(), paged{}, article.Retention{MaxArticles: 1}, delivered(1, 1).At); err != nil {
			t.Fatal(err)
		}
		d := delivered(14, 100)
		if _, err := s.Save(t.Context(), paged{}, []article.Delivery{d}); err != nil {
			t.Fatal(err)
		}
		err := s.ClosePages(t.Context(), paged{})
		if reach, _ := s.Archive(nil); err != nil || reach.First != 4 || reach.Last != 4 {
			t.Errorf("%s: %+v, %v", path, reach, err)
		}
		if err := s.Close(); err != nil || !check(t, path).Whole() {
			t.Errorf("%s: %v, %+v", path, err, check(t, path))
		}
	}
}
