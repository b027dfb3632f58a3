package store

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// open opens the file and looks no further.
func open(path string, o Options, how bbolt.Options) (*Store, error) {
	err := recognise(path)
	if err != nil {
		return nil, explain(path, err)
	}
	how.Timeout, how.FreelistType = lockWait, bbolt.FreelistMapType
	b, err := openBolt(path, how)
	if err == nil && !b.at(path) {
		// Another process put a new file there while it held the lock of this one.
		b.close()
		b, err = openBolt(path, how)
	}
	if err != nil {
		return nil, explain(path, err)
	}
	return &Store{bolt: b, codec: newCodec(), window: o.Window, tracking: o.Tracking, seed: maphash.MakeSeed(),
		batch: indexBatch, indexing: o.Indexing}, nil
}

// explain says what to do about a file that can't be opened.
func explain(path string, err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout), errors.Is(err, ErrInUse):
		return fmt.Errorf("open store %s: %w: stop that one first, or let it do the work", path, ErrInUse)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("open store %s: its folder does not exist; make it, or name another `store` in config.yaml", path)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("open store %s: %w; give this user the right to read and write it, or name another `store` in config.yaml", path, err)
	}
	return fmt.Errorf("open store %s: %w", path, err)
}

// prepare makes the file a store of this version, in as many transactions as that
// takes. One that is so already is only read.
func (s *Store) prepare() error {
	ready := false
	err := s.view(func(tx *bbolt.Tx) (err error) {
		ready, err = inspect(tx)
		return err
	})
	if err != nil || ready {
		return err
	}
	for done := false; !done && err == nil; {
		err = s.update(func(tx *bbolt.Tx) error {
			done, err = s.prepareSome(tx)
			return err
		})
	}
	return err
}

// inspect reports whether prepare has nothing to do.
func inspect(tx *bbolt.Tx) (ready bool, err error) {
	found, err := formatOf(tx)
	if err != nil {
		return false, err
	}
	for _, name := range buckets {
		if tx.Bucket(name) == nil {
			return false, nil
		}
	}
	return found == format, nil
}

// formatOf is the format of the file, 0 for one that has nothing in it yet. A
// file with buckets and without a format is another program's.
func formatOf(tx *bbolt.Tx) (int, error) {
	meta := tx.Bucket(metaBucket)
	if meta == nil || meta.Get(formatKey) == nil {
		if name, _ := tx.Cursor().First(); name != nil {
			return 0, fmt.Errorf("%w: it has a bucket %.60q and no format of feedloom's; name another `store` in config.yaml", ErrForeign, name)
		}
		return 0, nil
	}
	written := meta.Get(formatKey)
	found, err := strconv.Atoi(string(written))
	switch {
	case err != nil || found < 1:
		return 0, damaged("its format is %.60q", written)
	case found > format:
		return 0, fmt.Errorf("%w: its format is %d, this one reads %d; update feedloom", ErrNewer, found, format)
	}
	return found, nil
}

// present is where the store is, links followed. Without one, it is an error.
func present(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		var info os.FileInfo
		if info, err = os.Stat(real); err == nil && info.Size() == 0 {
			err = fs.ErrNotExist
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("open store %s: there is nothing in it yet; `feedloom once` or `feedloom run` fills it", path)
	} else if err != nil {
		return "", explain(path, err)
	}
	return real, nil
}

// OpenToRead opens a store that is there. Nothing is written to it, and no
// other process writes to it meanwhile. The error is as Open has it.
func OpenToRead(path string) (*Store, error) {
	path, err := present(path)
	if err != nil {
		return nil, err
	}
	s, err := open(path, Options{}, bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		return nil, err
	}
	if err := s.view(func(tx *bbolt.Tx) error { _, err := formatOf(tx); return err }); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), s.Close())
	}
	return s, nil
}
