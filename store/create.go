package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"
)

// newSuffix is what the name of a store that is being made has after its own.
const newSuffix = ".new-"

// create makes an empty store where there is none. It is given its name when it
// is whole and on the disk: what a crash or a full disk leaves of a beginning
// would else be taken for a store that was cut.
func create(path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil // there is something, of which Open knows more to say
	}
	dir, base := filepath.Dir(path), filepath.Base(path)+newSuffix
	removeBeginnings(dir, base)
	f, err := os.CreateTemp(dir, base)
	if err != nil {
		return err
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return err
	}
	b, err := openBolt(temp, bbolt.Options{})
	if err != nil {
		return err
	}
	if err := b.close(); err != nil {
		return err
	}
	return give(temp, path)
}

// removeBeginnings removes what crashes have left of stores that were being made.
func removeBeginnings(dir, base string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // creating the store will fail as well, and say why
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), base) && e.Type().IsRegular() {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// give names a file, unless another process has just made one of that name. Some
// file systems know no second name of a file, and rename it.
func give(temp, path string) error {
	err := os.Link(temp, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = os.Rename(temp, path)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync() // not all systems can do that for a folder
		_ = dir.Close()
	}
	return nil
}
