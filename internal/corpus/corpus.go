// Package corpus is the form in which we are measured: names of documents go in,
// and out comes one line of JSON for each, with what was read of it. Several
// readers answer in this form, so that their lines can be compared
// (docs/reading.md).
package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// Line is what was read of one document. Err is empty if OK.
type Line struct {
	Path        string
	OK          bool
	Err         string
	N           int // of Entries
	Title, Link string
	Entries     []Entry
}

// Entry is one item of a document. Texts are HTML, or plain where the reader
// gives nothing else.
type Entry struct {
	Title, Link, ID string
	PubRaw, UpdRaw  string // dates as the document has them
	Pub, Upd        *int64 // Unix seconds; nil where there is no date that can be read
	Author, Email   string // of the first author
	Content, Desc   string // Desc is the summary
	Cats            []string
	Encl            []string // addresses of the enclosures
}

// Reader reads one document.
type Reader func(body []byte) (Line, error)

// Each reads the documents whose names are in names, one a line, and writes the
// lines in their order. A document that cannot be read is a line with Err; the
// error of Each is one of names or out.
func Each(names io.Reader, out io.Writer, read Reader) error {
	w := bufio.NewWriter(out)
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	s := bufio.NewScanner(names)
	for s.Scan() {
		name := strings.TrimSuffix(s.Text(), "\r")
		if name == "" {
			continue
		}
		if err := lines.Encode(line(name, read)); err != nil {
			return fmt.Errorf("write the line of %s: %w", name, err)
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("read the names: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the lines: %w", err)
	}
	return nil
}

func line(name string, read Reader) Line {
	body, err := os.ReadFile(name)
	var l Line
	if err == nil {
		l, err = read(body)
	}
	if err != nil {
		l = Line{Err: err.Error()}
	}
	l.Path, l.OK, l.N = name, err == nil, len(l.Entries)
	return l
}
