package readback

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"
)

// xmlReader reads RSS and Atom in one pass. What stands in a feed is a depth below
// it, what stands in an entry two.
type xmlReader struct {
	data    []byte
	decoder *xml.Decoder
	feed    Feed
	stack   []string // the names of the open elements, with their prefixes
	starts  []int64  // and where each begins
	depth   int      // of the element that holds the entries
	text    strings.Builder
	entry   *Entry // the open one
}

func readXML(data []byte) (Feed, error) {
	r := &xmlReader{data: data, decoder: xml.NewDecoder(bytes.NewReader(data)), feed: Feed{Head: Parts{}}}
	for {
		start := r.decoder.InputOffset()
		token, err := r.decoder.RawToken()
		switch {
		case errors.Is(err, io.EOF) && r.depth > 0 && len(r.stack) == 0:
			return r.feed, nil
		case err != nil:
			return Feed{}, fmt.Errorf("%w: %w", ErrNoFeed, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := r.open(t, start); err != nil {
				return Feed{}, err
			}
		case xml.EndElement:
			if len(r.stack) == 0 {
				return Feed{}, ErrNoFeed
			}
			r.close()
		case xml.CharData:
			r.text.Write(t)
		}
	}
}

// name is one as it stands in the file.
func name(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

func (r *xmlReader) open(t xml.StartElement, at int64) error {
	if len(r.stack) == 0 {
		switch {
		case r.depth == 0 && t.Name.Local == "rss":
			r.depth = 2
		case r.depth == 0 && t.Name.Local == "feed":
			r.depth = 1
		default:
			return ErrNoFeed
		}
	}
	r.stack, r.starts = append(r.stack, name(t.Name)), append(r.starts, at)
	r.text.Reset()
	switch len(r.stack) - r.depth {
	case 1:
		if r.isEntry() {
			r.entry = &Entry{Parts: Parts{}}
		}
	case 2:
		if r.entry != nil && t.Name.Local == "link" && r.entry.Link == "" && attribute(t, "rel") == "alternate" {
			r.entry.Link = attribute(t, "href")
		}
	}
	return nil
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isEntry reports whether the innermost element is an entry.
func (r *xmlReader) isEntry() bool {
	last := r.stack[len(r.stack)-1]
	return last == "item" || last == "entry"
}

// close ends the innermost element.
func (r *xmlReader) close() {
	end := len(r.stack) - 1
	raw := string(r.data[r.starts[end]:r.decoder.InputOffset()])
	switch below := len(r.stack) - r.depth; {
	case below == 1 && r.isEntry():
		r.feed.Entries = append(r.feed.Entries, *r.entry)
		r.entry = nil
	case below == 1:
		r.feed.Head[r.stack[end]] += raw
	case below == 2 && r.entry != nil:
		r.entry.Parts[r.stack[end]] += raw
		r.entry.take(r.stack[end], plain(raw, r.text.String()))
	case below == 3 && r.entry != nil && r.stack[end-1] == "source" && r.stack[end] == "title":
		r.entry.Source = plain(raw, r.text.String())
	}
	r.stack, r.starts = r.stack[:end], r.starts[:end]
	r.text.Reset()
}

// plain is the text of an element as people read it: where it is HTML that shows
// signs of markup, those signs; and without what keeps readers from taking a plain
// text for HTML.
func plain(raw, text string) string {
	tag, _, _ := strings.Cut(raw, ">")
	if strings.Contains(tag, `type="html"`) {
		text = html.UnescapeString(text)
	}
	return strings.TrimSpace(strings.ReplaceAll(text, "<\u200b", "<"))
}

// take takes what an element of the entry says.
func (e *Entry) take(element, text string) {
	switch element {
	case "id", "guid":
		e.ID = text
	case "title":
		e.Title = text
	case "link":
		if text != "" {
			e.Link = text
		}
	case "published", "pubDate":
		e.Date = readDate(text)
	case "source":
		if text != "" {
			e.Source = text
		}
	}
}
