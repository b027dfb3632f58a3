package feed

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"feedloom/article"
)

// tempPrefix begins the names of files that are being written. No category has
// such a folder: a leading dot is not safe.
const tempPrefix = ".feedloom-new-"

// Output is the folder that feeds are published to. It is for one goroutine,
// and one process, at a time.
type Output struct {
	root  *os.Root
	ours  manifest
	saved string // the manifest as it is on disk
	fresh bool   // there is no manifest yet
	// rendered are the entries of late.
	rendered cache
}

// OpenOutput opens the folder, which it makes if it is not there. Whatever a
// crash left half written in it is removed. Nothing outside the folder is ever
// touched, even if a symbolic link in it leads out.
func OpenOutput(dir string) (*Output, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the output folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the output folder: %w", err)
	}
	o := &Output{root: root}
	ours, found, err := o.readManifest()
	if err != nil {
		root.Close()
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	o.ours, o.fresh = ours, !found
	o.removeTemps()
	return o, nil
}

// Close lets go of the folder.
func (o *Output) Close() error { return o.root.Close() }

// InPlace reports whether the folder is still the one of its name: it may have
// been removed or replaced.
func (o *Output) InPlace() bool {
	opened, err := o.root.Stat(".")
	if err != nil {
		return false
	}
	named, err := os.Stat(o.root.Name())
	return err == nil && os.SameFile(opened, named)
}

// Damaged lists those of the paths of which a file is not there, or not of the
// size that it was written in; all of them in a folder without a manifest. The
// list of all feeds counts as a file of the whole site.
func (o *Output) Damaged(plan *Plan, paths []article.Category) []article.Category {
	var damaged []article.Category
	for _, c := range paths {
		files := plan.targets(c)
		if len(c) == 0 && plan.opmlURL() != "" {
			files = append(files, target{name: opmlFile})
		}
		for _, f := range files {
			if o.fresh || !o.intact(f.name) {
				damaged = append(damaged, c)
				break
			}
		}
	}
	return damaged
}

// intact reports whether a file is there, of the size that it was written in.
func (o *Output) intact(name string) bool {
	info, err := o.root.Stat(name)
	if err != nil {
		return false
	}
	size, known := o.ours[name]
	return known && (size == unwritten || size == info.Size())
}

// same reports whether the file holds these bytes already. It is a
// ForeignError if it holds others and is not ours.
func (o *Output) same(name string, data []byte) (bool, error) {
	old, err := o.root.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("read what was published before: %w", err)
	case bytes.Equal(old, data):
		return true, nil
	case !o.ours.has(name):
		return false, &ForeignError{File: filepath.Join(o.root.Name(), filepath.FromSlash(name))}
	}
	return false, nil
}

// put makes the file hold these bytes, and reports whether it had to be
// written: a file that stays the same is not touched.
func (o *Output) put(name string, data []byte) (written bool, err error) {
	same, err := o.same(name, data)
	if err != nil {
		return false, err
	}
	o.ours[name] = int64(len(data))
	if same {
		return false, nil
	}
	if err := o.write(name, data); err != nil {
		return false, fmt.Errorf("publish %s: %w", name, err)
	}
	return true, nil
}

// write replaces a file at once: who reads it sees the old bytes or the new, and
// after a loss of power it has the ones or the others. Once syncFolder has been
// called it has the new ones for good.
func (o *Output) write(name string, data []byte) error {
	dir := path.Dir(name)
	if err := o.root.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	temp := path.Join(dir, tempPrefix+rand.Text())
	err := o.writeNew(temp, data)
	if err == nil {
		err = o.root.Rename(temp, name)
	}
	if err != nil {
		_ = o.root.Remove(temp) // where that fails, the next OpenOutput does it
		return err
	}
	return nil
}

func (o *Output) writeNew(name string, data []byte) error {
	f, err := o.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncFolder makes what was renamed or removed in a folder durable. Some systems
// cannot do that for folders, and are not blamed: a failing disk is.
func (o *Output) syncFolder(dir string) error {
	f, err := o.root.Open(path.Clean(dir))
	if err != nil {
		return ignoreMissing(err) // a folder that is gone has nothing to lose
	}
	defer f.Close()
	if err := f.Sync(); errors.Is(err, syscall.EIO) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("sync the folder: %w", err)
	}
	return nil
}

// removeTemps removes what a crash left half written. It lies only in folders
// that a file of the manifest is in.
func (o *Output) removeTemps() {
	dirs := map[string]bool{".": true}
	for name := range o.ours {
		dirs[path.Dir(name)] = true
	}
	for dir := range dirs {
		entries, err := fs.ReadDir(o.root.FS(), dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if e.Type().IsRegular() && strings.HasPrefix(e.Name(), tempPrefix) {
				_ = o.root.Remove(path.Join(dir, e.Name()))
			}
		}
	}
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
