package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// tempFile is a file in the making, in the folder of the one that it will be: a
// copy of a store is there whole or not at all.
type tempFile struct {
	*os.File
	to string
}

// The name of a temporary file, which has that of the file that it will be in it, and
// after how long without a write it is what a crash left.
const (
	tempPrefix  = ".feedloom-"
	tempSuffix  = ".part"
	abandonedIn = time.Hour
)

// newTempFile begins a file that only its owner may read.
func newTempFile(to string) (*tempFile, error) {
	folder := filepath.Dir(to)
	removeAbandoned(folder, tempPrefix, abandonedIn)
	f, err := os.CreateTemp(folder, tempPrefix+filepath.Base(to)+"-*"+tempSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("write %s: its folder does not exist; make it, or name another one", to)
	} else if err != nil {
		return nil, fmt.Errorf("write %s: %w", to, err)
	}
	return &tempFile{f, to}, nil
}

// removeAbandoned removes the temporary files of a folder that begin so and that
// nobody has written to for that long.
func removeAbandoned(folder, prefix string, unwritten time.Duration) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return // to write there will fail as well, and say why
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) || !strings.HasSuffix(e.Name(), tempSuffix) || !e.Type().IsRegular() {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) >= unwritten {
			os.Remove(filepath.Join(folder, e.Name())) // one that stays costs space and nothing else
		}
	}
}

// finish ends the writing. It is on the disk then.
func (d *tempFile) finish() error {
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("write %s: %w", d.to, roomy(err, d.to))
	}
	return nil
}

// replace puts the finished file in the place of what is there.
func (d *tempFile) replace() error {
	if err := os.Rename(d.Name(), d.to); err != nil {
		return fmt.Errorf("write %s: %w", d.to, err)
	}
	return syncFolder(filepath.Dir(d.to))
}

// place puts the finished file where nothing is.
func (d *tempFile) place() error {
	if err := moveToFree(d.Name(), d.to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(d.to))
}

// resemble gives the temporary file the owner and the rights of the file at path, or the
// owner of its folder where there is none: who brings back a store as root does
// so for somebody else.
func (d *tempFile) resemble(path string) error {
	info, err := os.Stat(path)
	if err == nil {
		err = d.Chmod(info.Mode().Perm() | 0o600)
	} else if errors.Is(err, fs.ErrNotExist) {
		info, err = os.Stat(filepath.Dir(path))
	}
	if err != nil {
		return err
	}
	if err := chown(d.File, info); err != nil {
		return fmt.Errorf("%s belongs to another user: do this as that one: %w", path, err)
	}
	return nil
}

func (d *tempFile) length() (int64, error) {
	info, err := os.Stat(d.Name())
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// discard removes what has not found its place.
func (d *tempFile) discard() {
	d.Close()
	os.Remove(d.Name())
}

// errTaken says that there is a file already.
var errTaken = errors.New("there is a file already, which is not overwritten; name another one")

// moveToFree renames a file, never over another one. A link can't be made over
// anything; some file systems have none.
func moveToFree(from, to string) error {
	err := os.Link(from, to)
	switch {
	case err == nil:
		return os.Remove(from)
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("write %s: %w", to, errTaken)
	}
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write %s: %w", to, errTaken)
	}
	return os.Rename(from, to)
}

// syncFolder has the disk know the names in a folder.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil // it knows no such thing
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer f.Close()
	// Some file systems can't do that for a folder; the file itself is safe.
	if err := f.Sync(); errors.Is(err, syscall.EIO) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("sync the folder: %w", err)
	}
	return nil
}

// roomy says what to do where a disk is full.
func roomy(err error, path string) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("%w; make room on the disk that %s is on, and try again: nothing has changed", err, path)
	}
	return err
}
