package feed

import "fmt"

// index is the file that a web server shows for its folder.
const index = "index.html"

// Format is a way to write a feed: a row of the table, and a file of this
// package.
type Format struct {
	Name  string // as config.yaml has it
	Title string // as people call it
	File  string // in the feed's folder
	// MediaType is without parameters; all formats are UTF-8.
	MediaType string
	render    func(*Document) ([]byte, error)
}

// Formats is the table.
func Formats() []Format {
	return []Format{
		{"rss", "RSS", "rss.xml", "application/rss+xml", renderRSS},
		{"atom", "Atom", "atom.xml", "application/atom+xml", renderAtom},
		{"json", "JSON Feed", "feed.json", "application/feed+json", renderJSON},
		{"html", "Page", index, "text/html", renderHTML},
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
	if file == opmlFile {
		return "text/x-opml; charset=utf-8" // OPML 2.0, "What is an OPML file?"
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

// Render writes a feed in that format.
func (f Format) Render(d *Document) ([]byte, error) {
	b, err := f.render(d)
	if err != nil {
		return nil, fmt.Errorf("write %s as %s: %w", d.URL, f.Title, err)
	}
	return b, nil
}
