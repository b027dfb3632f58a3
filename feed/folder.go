package feed

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"syscall"
)

// tempPrefix begins the names of files that are being written. No category has
// such a folder: a leading dot is not safe.
const tempPrefix = ".feedloom-new-"

// folder is one that is written to. Nothing outside of it is ever touched, even
// if a symbolic link in it leads out.
type folder struct {
	root *os.Root
}

// Close lets go of the folder.
func (f folder) Close() error { return f.root.Close() }

// InPlace reports whether the folder is still the one of its name: it may have
// been removed or replaced.
func (f folder) InPlace() bool {
	opened, err := f.root.Stat(".")
	if err != nil {
		return false
	}
	named, err := os.Stat(f.root.Name())
	return err == nil && os.SameFile(opened, named)
}

// write replaces a file at once: who reads it sees the old bytes or the new, and
// after a loss of power it has the ones or the others. Once syncFolder has been
// called it has the new ones for good.
func (f folder) write(name string, data []byte) error {
	dir := path.Dir(name)
	if err := f.root.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	temp := path.Join(dir, tempPrefix+rand.Text())
	err := f.writeNew(temp, data)
	if err == nil {
		err = f.root.Rename(temp, name)
	}
	if err != nil {
		_ = f.root.Remove(temp) // where that fails, the next OpenOutput does it
		return err
	}
	return nil
}

func (f folder) writeNew(name string, data []byte) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// syncFolder makes what was renamed or removed in a folder durable. Some systems
// cannot do that for folders, and are not blamed: a failing disk is.
func (f folder) syncFolder(dir string) error {
	opened, err := f.root.Open(path.Clean(dir))
	if err != nil {
		return ignoreMissing(err) // a folder that is gone has nothing to lose
	}
	defer opened.Close()
	if err := opened.Sync(); errors.Is(err, syscall.EIO) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("sync the folder: %w", err)
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
