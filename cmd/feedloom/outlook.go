package main

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/readback"
)

// outlook is what config.yaml as it is now would make of what is published.
type outlook struct {
	plan    *feed.Plan
	paths   map[string]article.Category // by their folders
	folders map[string]*prospect
	other   files // what belongs to no one feed
	all     files
	pruned  int
}

// files are those that would change, by their slash paths.
type files struct {
	Written []string `json:"written,omitempty"`
	Removed []string `json:"removed,omitempty"`
}

func (f files) none() bool { return len(f.Written)+len(f.Removed) == 0 }

// prospect is one feed, as it is and as it would be.
type prospect struct {
	before, after bool // it has a file
	files         files
	formats       map[string]*versions // by the name of the file
}

// versions are what one of its files has and would have; nil for nothing, or
// nothing that can be read.
type versions struct {
	old, now   []readback.Entry
	wasThere   bool
	isThere    bool
	difference readback.Difference
}

func newOutlook(plan *feed.Plan, paths []article.Category) *outlook {
	o := &outlook{plan: plan, paths: map[string]article.Category{}, folders: map[string]*prospect{}}
	for _, c := range paths {
		o.paths[plan.Folder(c)] = c
	}
	return o
}

// look takes what would become of a file.
func (o *outlook) look(c feed.Change) error {
	folder, base := path.Dir(c.Name), path.Base(c.Name)
	if folder == "." {
		folder = ""
	}
	changed := files{}
	switch {
	case c.New == nil:
		changed.Removed = []string{c.Name}
	case c.Old == nil, !bytes.Equal(c.Old, c.New):
		changed.Written = []string{c.Name}
	}
	o.all.add(changed)
	if !readback.Readable(base) && base != indexFile {
		o.other.add(changed)
		return nil
	}
	p := o.folders[folder]
	if p == nil {
		p = &prospect{formats: map[string]*versions{}}
		o.folders[folder] = p
	}
	p.before, p.after = p.before || c.Old != nil, p.after || c.New != nil
	p.files.add(changed)
	if readback.Readable(base) {
		p.formats[base] = compare(c)
	}
	return nil
}

const indexFile = "index.html"

func (f *files) add(g files) {
	f.Written = append(f.Written, g.Written...)
	f.Removed = append(f.Removed, g.Removed...)
}

// compare reads both versions of a file. What it keeps has no texts.
func compare(c feed.Change) *versions {
	v := &versions{}
	old, failed := readback.Read(c.Old)
	v.wasThere = c.Old != nil && failed == nil
	now, failed := readback.Read(c.New)
	v.isThere = c.New != nil && failed == nil
	if v.wasThere && v.isThere {
		v.difference = readback.Compare(old, now)
	}
	v.old, v.now = old.Entries, now.Entries
	for _, entries := range [][]readback.Entry{v.old, v.now, v.difference.Added, v.difference.Removed} {
		for i := range entries {
			entries[i].Parts = nil
		}
	}
	for i := range v.difference.Changed {
		v.difference.Changed[i].Parts = nil
	}
	return v
}

// difference is that of the file which says most of what differs.
func (p *prospect) difference() readback.Difference {
	for _, name := range readback.Best() {
		if v := p.formats[name]; v != nil && !v.difference.None() {
			return v.difference
		}
	}
	return readback.Difference{}
}

// entries are those of one version of the feed.
func (p *prospect) entries(of func(*versions) ([]readback.Entry, bool)) []readback.Entry {
	for _, name := range readback.Best() {
		if v := p.formats[name]; v != nil {
			if entries, there := of(v); there {
				return entries
			}
		}
	}
	return nil
}

func asItIs(v *versions) ([]readback.Entry, bool)      { return v.old, v.wasThere }
func asItWouldBe(v *versions) ([]readback.Entry, bool) { return v.now, v.isThere }

// listed is an article in a feed, for programs.
type listed struct {
	Place  int       `json:"place,omitempty"`
	ID     string    `json:"id"`
	Date   time.Time `json:"date,omitzero"`
	Title  string    `json:"title,omitempty"`
	Source string    `json:"source,omitempty"`
	Link   string    `json:"link,omitempty"`
	// New says that it is not in the feed that is published. Before is the title
	// that it has there, where that is another one; What looks different.
	New    bool     `json:"new,omitempty"`
	Before string   `json:"before,omitempty"`
	What   []string `json:"what,omitempty"`
}

func listedOf(e readback.Entry) listed {
	return listed{ID: e.ID, Date: e.Date, Title: e.Title, Source: e.Source, Link: e.Link}
}

func listedAll(entries []readback.Entry) []listed {
	var all []listed
	for _, e := range entries {
		all = append(all, listedOf(e))
	}
	return all
}

// name is what the feed of a folder is called: its path, else the folder.
func (o *outlook) name(folder string) string {
	if c, known := o.paths[folder]; known {
		return nameOfFeed(c)
	}
	return folder
}

// sorted are the folders of the feeds, those above others first.
func (o *outlook) sorted() []string {
	return slices.SortedFunc(maps.Keys(o.folders), func(a, b string) int {
		return cmp.Or(o.order(a).Compare(o.order(b)), cmp.Compare(a, b))
	})
}

func (o *outlook) order(folder string) article.Category {
	if c, known := o.paths[folder]; known || folder == "" {
		return c
	}
	return strings.Split(folder, "/")
}
