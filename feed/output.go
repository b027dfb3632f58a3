package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"feedloom/article"
)

// Output is the folder that feeds are published to. It is for one goroutine,
// and one process, at a time.
type Output struct {
	folder
	ours  manifest
	saved string // the manifest as it is on disk
	fresh bool   // there is no manifest yet
	// rendered are the entries of late.
	rendered cache
	pending  pending
	// tell is not nil where nothing is to be touched.
	tell func(Change) error
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
	o := &Output{folder: folder{root}}
	if err := o.begin(dir); err != nil {
		return nil, err
	}
	o.removeTemps()
	return o, nil
}

// begin reads what is ours in the folder.
func (o *Output) begin(dir string) error {
	ours, found, err := o.readManifest()
	if err != nil {
		o.root.Close()
		return fmt.Errorf("%s: %w", dir, err)
	}
	o.ours, o.fresh = ours, !found
	return nil
}

// InPlace reports whether the folder is still the one of its name: it may have
// been removed or replaced.
func (o *Output) InPlace() bool { return o.tell != nil || o.folder.InPlace() }

// Damaged lists those of the paths of which a file is not there, or not of the
// size that it was written in; all of them in a folder without a manifest. What
// belongs to no one feed counts as a file of the whole site.
func (o *Output) Damaged(plan *Plan, paths []article.Category) []article.Category {
	var damaged []article.Category
	pages := o.distrustPages()
	for _, c := range paths {
		files := plan.targets(c)
		if len(c) == 0 {
			for _, f := range plan.siteFiles(newTree(plan, paths)) {
				files = append(files, target{name: f.name})
			}
		}
		for _, f := range files {
			if o.fresh || !o.intact(f.name) || pages[plan.Folder(c)] {
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

// same reports whether the file holds these bytes already; old are those that it
// holds, nil where there is no file. It is a ForeignError if it holds others and
// is not ours.
func (o *Output) same(name string, data []byte) (old []byte, same bool, err error) {
	old, err = o.root.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("read what was published before: %w", err)
	case bytes.Equal(old, data):
		return old, true, nil
	case !o.ours.has(name):
		return nil, false, &ForeignError{File: filepath.Join(o.root.Name(), filepath.FromSlash(name))}
	}
	return old, false, nil
}

// put makes the file hold these bytes, and reports whether it had to be
// written: a file that stays the same is not touched.
func (o *Output) put(name string, data []byte) (written bool, err error) {
	old, same, err := o.same(name, data)
	if err != nil {
		return false, err
	}
	o.ours[name] = int64(len(data))
	if o.tell != nil {
		return !same, o.tell(Change{name, old, data})
	}
	if same {
		return false, nil
	}
	if err := o.changes(name); err != nil {
		return false, err
	}
	if err := o.write(name, data); err != nil {
		return false, fmt.Errorf("publish %s: %w", name, err)
	}
	return true, nil
}

// remove removes a file that is no longer published, and forgets it.
func (o *Output) remove(name string) error {
	if o.tell != nil {
		old, err := o.root.ReadFile(name)
		if err == nil {
			err = o.tell(Change{Name: name, Old: old})
		}
		delete(o.ours, name)
		return ignoreMissing(err)
	}
	if err := o.changes(name); err != nil {
		return err
	}
	if err := ignoreMissing(o.root.Remove(name)); err != nil {
		return fmt.Errorf("remove what is no longer published: %w", err)
	}
	delete(o.ours, name)
	return nil
}

// syncFolder makes what was renamed or removed in a folder durable.
func (o *Output) syncFolder(dir string) error {
	if o.tell != nil {
		return nil
	}
	return o.folder.syncFolder(dir)
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
