package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	storetest.Run(t, func(t testing.TB, dir string) storetest.Store {
		return open(t, filepath.Join(dir, "feedloom.db"))
	})
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
	for name, content := range map[string][]byte{
		"cut to a page":    data[:4096],
		"cut in two":       data[:len(data)/2],
		"a text":           []byte(strings.Repeat("not a store\n", 1000)),
		"a few bytes":      []byte("x"),
		"first page zeros": append(make([]byte, 4096), data[4096:8192]...),
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
