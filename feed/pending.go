package feed

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// pendingFile lists the files whose changes somebody is still to be told of: a
// slash path a line. A name is in it before its file changes, so that no crash
// and no failure keeps a change from being told; some are told twice.
const pendingFile = ".feedloom-pending"

// Changes are files that were written and removed, as slash paths below the
// output folder, sorted. What was written and then removed is removed.
type Changes struct {
	Written, Removed []string
}

// None reports whether there are no changes.
func (c Changes) None() bool { return len(c.Written)+len(c.Removed) == 0 }

// pending are the files whose changes are to be told, by name. In doubt are those
// that the publishing under way may change: they are all noted with the first
// of them, in one go.
type pending struct {
	kept    bool // somebody is to be told
	changed map[string]bool
	inDoubt map[string]bool
	noted   bool   // those in doubt are on disk
	onDisk  bool   // there is a list
	saved   string // which is this
}

// KeepPending has the folder remember which files change, until Told is called
// for them. A folder that did not do so before begins with all that is published.
// With keep false, it forgets them: nobody is to be told.
func (o *Output) KeepPending(keep bool) error {
	if o.tell != nil {
		return nil
	}
	o.pending = pending{kept: keep, changed: map[string]bool{}, inDoubt: map[string]bool{}}
	if !keep {
		if err := ignoreMissing(o.root.Remove(pendingFile)); err != nil {
			return fmt.Errorf("forget what is still to be told: %w", err)
		}
		return nil
	}
	b, err := o.root.ReadFile(pendingFile)
	if errors.Is(err, fs.ErrNotExist) {
		for name := range o.ours {
			o.pending.changed[name] = true
		}
		return nil
	} else if err != nil {
		return fmt.Errorf("read what is still to be told: %w", err)
	}
	o.pending.saved, o.pending.onDisk = string(b), true
	for line := range strings.Lines(string(b)) {
		// A line that a crash cut off is of a file that was not changed yet.
		if name, whole := strings.CutSuffix(line, "\n"); whole && fs.ValidPath(name) && !hidden(name) {
			o.pending.changed[name] = true
		}
	}
	return nil
}

// hidden reports whether a file is none that is published.
func hidden(name string) bool { return strings.HasPrefix(path.Base(name), ".") }

// Pending says what has changed and was not told.
func (o *Output) Pending() (Changes, error) {
	var c Changes
	for _, name := range slices.Sorted(maps.Keys(o.pending.changed)) {
		switch _, err := o.root.Lstat(name); {
		case err == nil:
			c.Written = append(c.Written, name)
		case errors.Is(err, fs.ErrNotExist):
			c.Removed = append(c.Removed, name)
		default:
			return Changes{}, fmt.Errorf("look for what is still to be told: %w", err)
		}
	}
	return c, nil
}

// Told says that somebody knows of the changes of these files.
func (o *Output) Told(names []string) error {
	for _, name := range names {
		delete(o.pending.changed, name)
	}
	return o.savePending()
}

// foresee says what may change now.
func (o *Output) foresee(names []string) {
	for _, name := range names {
		if o.pending.kept {
			o.pending.inDoubt[name], o.pending.noted = true, false
		}
	}
}

// changes notes that a file is going to be written or removed. One that was not
// foreseen costs a write of its own.
func (o *Output) changes(name string) error {
	p := &o.pending
	switch {
	case !p.kept, p.onDisk && p.changed[name]:
		return nil
	case p.noted && p.inDoubt[name]:
	case p.onDisk && !p.inDoubt[name]:
		if err := o.appendPending(name); err != nil {
			return err
		}
	default:
		p.inDoubt[name] = true
		if err := o.savePending(); err != nil {
			return err
		}
	}
	p.changed[name] = true
	return nil
}

// settle ends a publishing: what was in doubt and is not changed is as it was.
func (o *Output) settle() error {
	if !o.pending.kept {
		return nil
	}
	clear(o.pending.inDoubt)
	if !o.pending.onDisk {
		return nil // nothing has changed
	}
	return o.savePending()
}

// savePending writes the list if it says anything new.
func (o *Output) savePending() error {
	p := &o.pending
	all := maps.Clone(p.changed)
	maps.Copy(all, p.inDoubt)
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		b.WriteString(name + "\n")
	}
	if !p.onDisk || b.String() != p.saved {
		if err := errors.Join(o.write(pendingFile, []byte(b.String())), o.syncFolder(".")); err != nil {
			return fmt.Errorf("write what is still to be told: %w", err)
		}
	}
	p.saved, p.onDisk, p.noted = b.String(), true, true
	return nil
}

// appendPending adds a name to the list on disk.
func (o *Output) appendPending(name string) error {
	f, err := o.root.OpenFile(pendingFile, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("write what is still to be told: %w", err)
	}
	_, err = f.WriteString(name + "\n")
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write what is still to be told: %w", err)
	}
	o.pending.saved += name + "\n"
	return nil
}
