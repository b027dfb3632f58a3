package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"feedloom/internal/frontmatter"
)

// shelf is a folder of posts. A file in it is a post of ours if its name ends as
// that of a post and its front matter has the id that the name was made of; no
// other is touched. A post keeps its name, whatever becomes of its title, and
// whoever gave it another one before the mark.
type shelf struct {
	folder
	format PostFormat
	zone   *time.Location
	// marks are those of the files that were there when it was opened, or were
	// written since: a few bytes for each, so that a folder of a hundred thousand
	// is not listed to know that a post is new.
	marks map[mark]bool
	// foresee and note are told which files may change, and which one is going
	// to.
	foresee func(name string)
	note    func(name string) error
}

// openShelf opens the folder, which it makes if it is not there. Whatever a crash
// left half written in it is removed.
func openShelf(dir string, format PostFormat, zone *time.Location) (*shelf, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder of posts: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the folder of posts: %w", err)
	}
	s := &shelf{folder: folder{root}, format: format, zone: zone, marks: map[mark]bool{},
		foresee: func(string) {}, note: func(string) error { return nil }}
	err = s.list(func(name string) {
		if strings.HasPrefix(name, tempPrefix) {
			_ = s.root.Remove(name)
		} else if m, ok := format.markIn(name); ok {
			s.marks[m] = true
		}
	})
	if err != nil {
		root.Close()
		return nil, err
	}
	return s, nil
}

// listed is how many names are read at a time.
const listed = 1000

// list visits the names in the folder, in any order.
func (s *shelf) list(visit func(name string)) error {
	dir, err := s.root.Open(".")
	if err != nil {
		return fmt.Errorf("list the posts: %w", err)
	}
	defer dir.Close()
	for {
		names, err := dir.Readdirnames(listed)
		for _, name := range names {
			visit(name)
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("list the posts: %w", err)
		}
	}
}

// post is what becomes of an article in a folder of posts: its entry is nil
// where it is to go.
type post struct {
	id    string // empty where there is nothing to do
	entry *Entry
	files []string // that it has
	doubt string   // a file with its mark, in which no id can be read
}

// find finds the files of the posts. Most have the name that their title gives
// them; for the others the folder is listed, once for all of them.
func (s *shelf) find(posts []post) error {
	wanted := map[mark][]*post{}
	for i := range posts {
		p := &posts[i]
		p.files, p.doubt = nil, ""
		if p.entry != nil {
			if name := s.format.fileName(p.entry, s.zone); s.holds(name, p.id) {
				p.files = []string{name}
				continue
			}
		}
		if m := markOf(p.id); p.id != "" && s.marks[m] {
			wanted[m] = append(wanted[m], p)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	return s.list(func(name string) {
		m, _ := s.format.markIn(name)
		for _, p := range wanted[m] {
			switch id, err := s.idIn(name); {
			case err != nil, id == "":
				p.doubt = name
			case id == p.id:
				p.files = append(p.files, name)
			}
		}
	})
}

// holds reports whether a file is the post of that id.
func (s *shelf) holds(name, id string) bool {
	found, err := s.idIn(name)
	return err == nil && found == id
}

// idIn is the id that a file's front matter has.
func (s *shelf) idIn(name string) (string, error) {
	file, err := s.root.ReadFile(name)
	if err != nil {
		return "", err
	}
	read, err := frontmatter.Parse(file)
	return read.ID, err
}

// publish brings the posts up to date, and reports what it did to which; each
// that it could not is an error in errs, at its place.
func (s *shelf) publish(ctx context.Context, posts []post, did *Report, errs []error) error {
	if err := s.find(posts); err != nil {
		return err
	}
	for _, p := range posts {
		for _, name := range s.names(p) {
			s.foresee(name)
		}
	}
	for i, p := range posts {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		switch {
		case p.entry != nil:
			err = s.put(p, did)
		case p.id != "":
			err = s.remove(p, did)
		}
		errs[i] = errors.Join(errs[i], err)
	}
	return s.syncFolder(".")
}

// names are the files that a post has, or is to have.
func (s *shelf) names(p post) []string {
	if len(p.files) == 0 && p.entry != nil {
		return []string{s.format.fileName(p.entry, s.zone)}
	}
	return p.files
}

func (s *shelf) remove(p post, did *Report) error {
	for _, name := range p.files {
		if err := s.note(name); err != nil {
			return err
		}
		if err := ignoreMissing(s.root.Remove(name)); err != nil {
			return fmt.Errorf("remove a post that is no longer published: %w", err)
		}
		did.Removed = append(did.Removed, s.path(name))
	}
	if p.doubt != "" { // what was taken down may be in it
		return &StrangerError{File: s.path(p.doubt)}
	}
	return nil
}

func (s *shelf) put(p post, did *Report) error {
	name := slices.Min(s.names(p))
	if _, err := s.root.Lstat(name); err == nil && len(p.files) == 0 && !s.holds(name, p.id) { // it may be of just now
		return &StrangerError{File: s.path(name)}
	}
	b := s.format.Render(p.entry)
	if old, err := s.root.ReadFile(name); err == nil && bytes.Equal(old, b) {
		did.Unchanged++
		return nil
	}
	if err := s.note(name); err != nil {
		return err
	}
	if err := s.write(name, b); err != nil {
		return fmt.Errorf("write the post %s: %w", name, err)
	}
	s.marks[markOf(p.id)] = true
	did.Written = append(did.Written, s.path(name))
	return nil
}

func (s *shelf) path(name string) string { return filepath.Join(s.root.Name(), name) }

// StrangerError says that a file has the name of a post, and is none of ours, or
// cannot be read as one any more.
type StrangerError struct {
	File string
}

func (e *StrangerError) Error() string {
	return fmt.Sprintf("%s has the name of a post, and its front matter does not have the id of the article of that name, so it is left as it is: "+
		"remove it or move it away, or choose another folder as site.posts", e.File)
}
