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
	ours, found, err := o.readManifest()
	if err != nil {
		root.Close()
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	o.ours, o.fresh = ours, !found
	o.removeTemps()
	return o, nil
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
