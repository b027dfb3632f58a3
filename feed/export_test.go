package feed

import (
	"feedloom/article"
)

// OPML is the list of all feeds.
func (p *Plan) OPML(filled []article.Category) ([]byte, error) {
	return renderOPML(p, newTree(p, filled))
}

// Relative is a link from one page of the site to another.
func Relative(from, to string) string { return relative(from, to) }

// LookRevision is the revision of what feeds look like.
const LookRevision = lookRevision

// Cached is how many bytes of rendered entries are kept.
func (o *Output) Cached() int { return o.rendered.bytes }

// Rerender renders the feed of the whole site in the plan's formats, with what was
// rendered before: the work of Publish without its files.
func Rerender(p *Plan, from Articles) func() error {
	o, buffer := &Output{}, []byte(nil)
	return func() error {
		run, err := newPublishing(o, p, from, nil)
		if err != nil {
			return err
		}
		d, err := run.document(article.Category{})
		if err != nil {
			return err
		}
		for _, f := range p.formats {
			if buffer, err = f.Append(buffer[:0], d); err != nil {
				return err
			}
		}
		return nil
	}
}

// Lint is what the lint says of an entry, or a frame, in the format of that name.
func Lint(format string, b []byte) error {
	for _, f := range Formats() {
		if f.Name == format {
			return f.lint(b)
		}
	}
	panic("no format " + format)
}

// Break changes what a format of the plan writes: its entries, where entry is not
// nil, and what stands before them, where head is not nil.
func (p *Plan) Break(format string, entry, head func([]byte) []byte) {
	for i := range p.formats {
		f := &p.formats[i]
		if f.Name != format {
			continue
		}
		goodEntry, goodFrame := f.entry, f.frame
		f.entry = func(it *Entry) ([]byte, error) {
			b, err := goodEntry(it)
			if entry != nil {
				b = entry(b)
			}
			return b, err
		}
		f.frame = func(d *Document) (before, after []byte, err error) {
			before, after, err = goodFrame(d)
			if head != nil {
				before = head(before)
			}
			return before, after, err
		}
	}
}

// IsPlain reports whether the lint takes an address for one at first sight.
func IsPlain(s string) bool { return isPlain(s) }

// PostName is the name that an entry's post gets.
func (p *Plan) PostName(f PostFormat, it *Entry) string { return f.fileName(it, p.location()) }
