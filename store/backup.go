package store

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"go.etcd.io/bbolt"
)

// Backup copies the store as it is now to a file that must not be there yet.
// The store may be read and written meanwhile. The file is there when it is
// whole, and not before; a copy of a damaged store is none, and ErrDamaged.
func (s *Store) Backup(ctx context.Context, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("back up the store: write %s: %w", to, errTaken)
	}
	d, err := newTempFile(to)
	if err != nil {
		return fmt.Errorf("back up the store: %w", err)
	}
	defer d.discard()
	if err := s.copyTo(ctx, d); err != nil {
		return fmt.Errorf("back up the store: %w", err)
	}
	if err := d.place(); err != nil {
		return fmt.Errorf("back up the store: %w", err)
	}
	return nil
}

// copyTo writes the store as it is now to a temporary file, finishes that, and looks
// whether all of its pages can be read.
func (s *Store) copyTo(ctx context.Context, d *tempFile) error {
	w := stopping{ctx: ctx, w: d}
	err := s.view(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(&w)
		return err
	})
	if err != nil {
		return roomy(cmp.Or(w.err, err), d.to)
	}
	if err := allReadable(ctx, d.File); err != nil {
		return err
	}
	return d.finish()
}

// allReadable is an error where a page of the file cannot be read.
func allReadable(ctx context.Context, f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	var found findings
	if err := walkPages(ctx, f, info.Size(), &found); err != nil {
		return err
	}
	if found.any() {
		return damaged("%s", strings.TrimSuffix(found.told[0], "."))
	}
	return nil
}

// stopping is a writer that ends with ctx. It keeps its error, of which bbolt
// passes on the text.
type stopping struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (s *stopping) Write(p []byte) (n int, err error) {
	if s.err = s.ctx.Err(); s.err != nil {
		return 0, s.err
	}
	n, s.err = s.w.Write(p)
	return n, s.err
}
