package feed

import (
	"fmt"
	"path"
	"slices"
)

// index is the file that a web server shows for its folder.
const index = "index.html"

// Format is a way to write a feed: a row of the table, and a file of this
// package. A feed is a frame around its entries, and an entry is the same bytes in
// each feed that it is in: so it is rendered once.
type Format struct {
	Name  string // as config.yaml has it
	Title string // as people call it
	File  string // in the feed's folder
	// MediaType is without parameters; all formats are UTF-8.
	MediaType string
	// frame writes what stands before and after the entries.
	frame func(*Document) (head, tail []byte, err error)
	// entry writes one entry on lines of its own, without the last line's end;
	// between stands between two of them.
	entry   func(*Entry) ([]byte, error)
	between string
}

// Formats is the table.
func Formats() []Format {
	return []Format{
		{"rss", "RSS", "rss.xml", "application/rss+xml", frameRSS, renderRSSItem, ""},
		{"atom", "Atom", "atom.xml", "application/atom+xml", frameAtom, renderAtomEntry, ""},
		{"json", "JSON Feed", "feed.json", "application/feed+json", frameJSON, renderJSONItem, ","},
		{"html", "Page", index, "text/html", framePage, renderPageEntry, ""},
	}
}

// FormatNames lists the names that config.yaml may use.
func FormatNames() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// MediaType is the Content-Type of a file that is written here, by its name
// without the folder. It is empty for any other.
func MediaType(file string) string {
	switch file {
	case opmlFile:
		return "text/x-opml; charset=utf-8" // OPML 2.0, "What is an OPML file?"
	case path.Base(stylesheetFile):
		return "text/css; charset=utf-8"
	}
	for _, f := range Formats() {
		if f.File == file {
			return f.MediaType + "; charset=utf-8"
		}
	}
	return ""
}

// readable reports whether a feed reader can subscribe to the format.
func (f Format) readable() bool { return f.File != index }

// Render writes a feed in that format, which must be one of the feed's Files.
func (f Format) Render(d *Document) ([]byte, error) { return f.Append(nil, d) }

// Append writes a feed behind b.
func (f Format) Append(b []byte, d *Document) ([]byte, error) {
	head, tail, err := f.frame(d)
	if err != nil {
		return nil, fmt.Errorf("write %s as %s: %w", d.URL, f.Title, err)
	}
	b = append(slices.Grow(b, len(head)+len(tail)+d.size(f)), head...)
	for i, it := range d.Entries {
		if i > 0 {
			b = append(b, f.between...)
		}
		b = append(b, '\n')
		b = append(b, it.fragments[f.Name]...)
	}
	return append(b, tail...), nil
}

// size is how long the entries are in that format, in bytes.
func (d *Document) size(f Format) int {
	n := 0
	for _, it := range d.Entries {
		n += len("\n") + len(f.between) + len(it.fragments[f.Name])
	}
	return n
}
