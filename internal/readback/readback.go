// Package readback reads back the feeds that were written, as far as that takes
// to say how two versions of one differ.
//
// What it reads may be anything by now, as people have had the files; what is no
// feed is an error, and never more than that.
package readback

import (
	"bytes"
	"errors"
	"net/http"
	"path"
	"slices"
	"time"
)

// Feed is a published feed: its entries in their order, and what the feed says of
// itself.
type Feed struct {
	Head    Parts
	Entries []Entry
}

// Entry is an article in a feed.
type Entry struct {
	ID, Title, Link, Source string
	Date                    time.Time
	Parts                   Parts
}

// Parts are the elements of something, as they stand in the file, by name. Several
// of one name are one part.
type Parts map[string]string

// ErrNoFeed says that a file is none of the feeds that are written here.
var ErrNoFeed = errors.New("not a feed in RSS, Atom or JSON")

// Best lists the files that can be read back, the one that says most first.
func Best() []string { return []string{"feed.json", "atom.xml", "rss.xml"} }

// Readable reports whether a file of that name can be read back.
func Readable(name string) bool { return slices.Contains(Best(), path.Base(name)) }

// Read reads a file.
func Read(data []byte) (Feed, error) {
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return readJSON(data)
	}
	return readXML(data)
}

// readDate reads a date in the forms that are written here; zero for any other.
func readDate(text string) time.Time {
	for _, form := range []string{time.RFC3339, http.TimeFormat} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
