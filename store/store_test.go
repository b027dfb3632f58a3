package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
	"feedloom/internal/storetest"
	"feedloom/store"
)

func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(path, store.Options{Window: storetest.Window})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t testing.TB, dir string) storetest.Store {
		return open(t, filepath.Join(dir, "feedloom.db"))
	}, article.Category{strings.Repeat("x", bbolt.MaxKeySize)})
}

// The contract holds as well where an index takes many transactions.
func TestContractInSmallSteps(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t testing.TB, dir string) storetest.Store {
		return open(t, filepath.Join(dir, "feedloom.db")).InBatchesOf(2)
	}, article.Category{strings.Repeat("x", bbolt.MaxKeySize)})
}

// A second process is told at once, by name of the trouble.
func TestInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feedloom.db")
	defer open(t, path).Close()
	if _, err := store.Open(path, store.Options{}); !errors.Is(err, store.ErrInUse) {
		t.Errorf("opened twice: %v", err)
	}
}

// A file that bbolt would crash on, or that is none of ours, is recognised
// first and left as it is.
func TestDamagedFileIsRecognised(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	open(t, whole).Close()
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	page := store.PageSize
	for name, content := range map[string][]byte{
		"cut to a page":    data[:page],
		"cut in two":       data[:len(data)/2],
		"a text":           []byte(strings.Repeat("not a store\n", 1000)),
		"a few bytes":      []byte("x"),
		"first page zeros": append(make([]byte, page), data[page:2*page]...),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Open(path, store.Options{}); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(path); string(after) != string(content) {
			t.Errorf("%s: the file was touched", name)
		}
	}
}

// A beginning of a store that a crash has left is in nobody's way, and does not
// stay.
func TestBeginnings(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(t.TempDir(), "whole.db")
	open(t, whole).Close()
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".feedloom-feedloom.db-123.part"), data[:store.PageSize], 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, filepath.Join(dir, "feedloom.db")).Close()
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 || left[0].Name() != "feedloom.db" {
		t.Errorf("left: %v, %v", left, err)
	}
}

// Errors of the place say what to do.
func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                                   "is a folder",
		filepath.Join(dir, "none", "feed.db"): "folder does not exist",
	} {
		if _, err := store.Open(path, store.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%s): %v, want %q", path, err, want)
		}
	}
}

// A store of a later version is not read as if it were ours, and one whose
// values are no values is damaged.
func TestVersions(t *testing.T) {
	for name, c := range map[string]struct {
		bucket, key, value string
		want               error
	}{
		"format":         {"meta", "format", "12", store.ErrNewer},
		"no format":      {"meta", "format", "?", store.ErrDamaged},
		"newer article":  {"packed", "\x00\x00\x00\x00\x00\x00\x00\x01", "\xff...", store.ErrNewer},
		"empty article":  {"packed", "\x00\x00\x00\x00\x00\x00\x00\x01", "", store.ErrDamaged},
		"article of ???": {"packed", "\x00\x00\x00\x00\x00\x00\x00\x01", "\x01???", store.ErrDamaged},
	} {
		path := filepath.Join(t.TempDir(), "feedloom.db")
		open(t, path).Close()
		db, err := bbolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = errors.Join(db.Update(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(c.bucket)).Put([]byte(c.key), []byte(c.value))
		}), db.Close())
		if err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(path, store.Options{})
		if err == nil {
			err = s.Use(t.Context(), everything{})
			s.Close()
		}
		if !errors.Is(err, c.want) || c.want == store.ErrDamaged && !strings.Contains(err.Error(), "store restore FILE") {
			t.Errorf("%s: %v, want %v and what to do", name, err, c.want)
		}
	}
}

// Whatever page of the file is overwritten, that is an error or goes unnoticed,
// and never ends the process.
func TestBadPages(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole.db")
	s := open(t, whole)
	d := article.Delivery{Source: "example.org/feed", At: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), Read: true}
	for i := range 300 {
		it := article.Item{Link: fmt.Sprint("https://example.org/", i), Title: strings.Repeat("word ", i)}
		d.Listed = append(d.Listed, article.Listed{Hash: article.Hash(i), Item: &it})
	}
	if err := s.Use(t.Context(), everything{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Save(t.Context(), everything{}, []article.Delivery{d}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	page, found := store.PageSize, 0
	for at := 2 * page; at+page <= len(data); at += page {
		bad := bytes.Clone(data)
		for i := range page {
			bad[at+i] = byte(i*7 + at/page)
		}
		path := filepath.Join(t.TempDir(), "bad.db")
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := readAndWrite(t, path, d); err != nil {
			found++
			if !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrNewer) {
				t.Errorf("page %d: %v", at/page, err)
			}
		}
	}
	if found == 0 {
		t.Error("no damage was noticed: this test shows nothing")
	}
}

func readAndWrite(t *testing.T, path string, d article.Delivery) error {
	s, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Use(t.Context(), everything{}); err != nil {
		return err
	}
	if _, err := s.Newest(article.Category{}, 1000); err != nil {
		return err
	}
	_, err = s.Save(t.Context(), everything{}, []article.Delivery{d})
	return err
}
