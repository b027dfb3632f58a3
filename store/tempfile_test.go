package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"feedloom/store"
)

// ending is a context that ends when it has been asked often enough.
type ending struct {
	context.Context
	left *int
}

func (e ending) Err() error {
	if *e.left--; *e.left < 0 {
		return context.Canceled
	}
	return nil
}

// Wherever a copy is stopped, the store is what it was, and nothing is left
// behind.
func TestStoppedAnywhere(t *testing.T) {
	path, _ := closed(t, delivered(30, 500))
	dir, before := filepath.Dir(path), read(t, path)
	backup := filepath.Join(t.TempDir(), "backup.db")
	write(t, backup, before)
	for name, work := range map[string]func(context.Context) error{
		"backup": func(ctx context.Context) error {
			s, err := store.OpenToRead(path)
			if err != nil {
				return err
			}
			defer s.Close()
			return s.Backup(ctx, filepath.Join(dir, "copy.db"))
		},
		"compact": func(ctx context.Context) error { _, _, err := store.Compact(ctx, path); return err },
		"try": func(ctx context.Context) error {
			s, err := store.OpenCopy(ctx, path, store.Options{}, nil)
			if err != nil {
				return err
			}
			return errors.Join(s.Use(ctx, anew{name: "try"}), s.Close())
		},
		"restore": func(ctx context.Context) error { _, err := store.Restore(ctx, backup, path, noon); return err },
	} {
		stops := 0
		for ; ; stops += 3 {
			left := stops
			err := work(ending{t.Context(), &left})
			if err == nil {
				break
			}
			if !errors.Is(err, context.Canceled) || !slices.Equal(read(t, path), before) {
				t.Fatalf("%s stopped at %d: %v, or the store has changed", name, stops, err)
			}
			if names := files(t, dir); len(names) != 1 {
				t.Fatalf("%s stopped at %d: left: %q", name, stops, names)
			}
		}
		if stops < 6 {
			t.Errorf("%s could be stopped %d times only", name, stops)
		}
		for _, name := range files(t, dir) {
			if name != "feedloom.db" {
				remove(t, filepath.Join(dir, name))
			}
		}
		write(t, path, before)
	}
}
