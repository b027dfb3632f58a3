package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Restore puts a copy of a backup in the place of the store at path, if all of
// the backup can be read. What was there is set aside as it was, under the name
// that is returned, which has the time in it.
func Restore(ctx context.Context, backup, path string, now time.Time) (aside string, err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if same(backup, path) {
		return "", fmt.Errorf("restore %s: it is the store itself; name a backup", backup)
	}
	release, err := hold(path)
	if err != nil {
		return "", explain(path, err)
	}
	defer func() { release() }()
	d, err := copyOf(ctx, backup, path)
	if err != nil {
		return "", err
	}
	defer d.discard()
	if runtime.GOOS == "windows" { // it renames nothing that is open
		release()
	}
	if aside, err = setAside(path, now); err != nil {
		return "", fmt.Errorf("set %s aside: %w", path, err)
	}
	if err := d.replace(); err != nil {
		if aside != "" {
			err = errors.Join(err, os.Rename(aside, path))
		}
		return "", err
	}
	return aside, nil
}

// copyOf is a copy of the backup, ready to be put in the place of a store.
func copyOf(ctx context.Context, backup, path string) (*tempFile, error) {
	s, err := openBackup(ctx, backup)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	d, err := newTempFile(path)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(d.resemble(path), s.copyTo(ctx, d)); err != nil {
		d.discard()
		return nil, fmt.Errorf("restore %s: %w", backup, err)
	}
	return d, nil
}

// openBackup opens a backup all of which can be read.
func openBackup(ctx context.Context, path string) (*Store, error) {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("restore %s: it is a folder; name one of the backups in it", path)
	case errors.Is(err, fs.ErrNotExist), err == nil && info.Size() == 0:
		return nil, fmt.Errorf("restore %s: there is no such file, or nothing in it; name a backup", path)
	}
	s, err := OpenToRead(path)
	if errors.Is(err, ErrDamaged) {
		return nil, noBackup(path, whatIs(err))
	} else if err != nil {
		return nil, fmt.Errorf("restore %s: %w", path, err)
	}
	report, err := s.check(ctx)
	if err == nil && report.Damaged {
		err = noBackup(path, report.Problems[0])
	}
	if err != nil {
		s.Close() // it was only read
		return nil, err
	}
	return s, nil
}

func noBackup(path, why string) error {
	return fmt.Errorf("restore %s: %w: %s; name another backup: the store is as it was", path, ErrDamaged, strings.TrimSuffix(why, "."))
}

func same(a, b string) bool {
	one, err := os.Stat(a)
	other, missing := os.Stat(b)
	return err == nil && missing == nil && os.SameFile(one, other)
}

// hold keeps other processes from taking up the store at path, as far as there
// is one that they could. The error is ErrInUse where one has it.
func hold(path string) (release func(), err error) {
	b, err := openBolt(path, bbolt.Options{ReadOnly: true, Timeout: lockWait})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrInUse
	case err != nil:
		return func() {}, nil
	}
	return func() { b.close() }, nil // it was only read
}

// setAside gives the file a second name, or another one where the system has
// no links. It is empty where there is no file.
func setAside(path string, now time.Time) (aside string, err error) {
	stem := path + ".aside-" + now.UTC().Format("20060102T150405Z")
	aside = stem
	for n := 2; n < 100; n++ {
		err := os.Link(path, aside)
		switch {
		case err == nil:
			return aside, nil
		case errors.Is(err, fs.ErrNotExist):
			return "", nil
		}
		if _, taken := os.Lstat(aside); errors.Is(taken, fs.ErrNotExist) {
			return aside, os.Rename(path, aside)
		}
		aside = fmt.Sprintf("%s-%d", stem, n)
	}
	return "", fmt.Errorf("there are files %s to %s already; move some of them away", stem, aside)
}
