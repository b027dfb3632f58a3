package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"
)

// OpenCopy opens a copy of the store at path, which is gone when it is closed:
// whatever is done with it changes nothing of the store. That is only read, and
// no other process may hold it meanwhile. The copy lies beside the store, on a
// disk that is known to have room for such a file. copying, if there is one, is
// told how large it is, in bytes. The error is as Open has it.
func OpenCopy(ctx context.Context, path string, o Options, copying func(size int64)) (*Store, error) {
	original, err := OpenToRead(path)
	if err != nil {
		return nil, err
	}
	if copying != nil {
		copying(original.size.Load())
	}
	d, err := original.copyAside(ctx)
	if err := errors.Join(err, original.Close()); err != nil {
		return nil, fmt.Errorf("copy store %s: %w", path, err)
	}
	s, err := open(d.Name(), o, bbolt.Options{NoSync: true, NoGrowSync: true})
	if err != nil {
		d.discard()
		return nil, err
	}
	s.aside = d
	if err := errors.Join(s.neverMind(), s.prepare()); err != nil {
		return nil, errors.Join(fmt.Errorf("copy store %s: %w", path, err), s.Close())
	}
	return s, nil
}

// copyAside writes the store to a temporary file.
func (s *Store) copyAside(ctx context.Context) (*tempFile, error) {
	d, err := newTempFile(s.db.Path())
	if err != nil {
		return nil, err
	}
	w := stopping{ctx: ctx, w: d}
	err = s.view(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(&w)
		return err
	})
	if err := errors.Join(cmp.Or(w.err, err), d.Close()); err != nil {
		d.discard()
		return nil, roomy(err, d.to)
	}
	return d, nil
}

// neverMind takes what is read for safe on the disk: a copy need not outlive a loss
// of power.
func (s *Store) neverMind() error {
	return s.view(func(tx *bbolt.Tx) error {
		s.settled.Store(int64(tx.ID()))
		return nil
	})
}

// closeAside closes a copy, and removes it.
func (s *Store) closeAside() error {
	err := s.close()
	if err := os.Remove(s.aside.Name()); err != nil {
		return fmt.Errorf("remove the copy of the store: %w", err)
	}
	return err
}
