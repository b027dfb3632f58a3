package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// create makes an empty store where there is none. It is given its name when it
// is whole and on the disk: what a crash or a full disk leaves of a beginning
// would else be taken for a store that was cut.
func create(path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil // there is something, of which Open knows more to say
	}
	// There is no store to work on: what a crash has left of one is nobody's.
	removeAbandoned(filepath.Dir(path), tempPrefix+filepath.Base(path)+"-", 0)
	d, err := newTempFile(path)
	if err != nil {
		return err
	}
	defer d.discard()
	b, err := openBolt(d.Name(), bbolt.Options{})
	if err != nil {
		return err
	}
	if err := errors.Join(b.close(), d.finish()); err != nil {
		return err
	}
	if err := d.place(); !errors.Is(err, errTaken) { // else another process has just made one
		return err
	}
	return nil
}
