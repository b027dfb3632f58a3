// Baseline says what gofeed alone reads in documents, in the form of readfeeds:
// what we are compared with. No part of Feedloom is in its way of reading.
package main

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"github.com/mmcdole/gofeed"

	"feedloom/internal/corpus"
)

func main() {
	if err := corpus.Each(os.Stdin, os.Stdout, read); err != nil {
		fmt.Fprintln(os.Stderr, "baseline:", err)
		os.Exit(1)
	}
}

func read(body []byte) (l corpus.Line, err error) {
	defer func() {
		if p := recover(); p != nil {
			l, err = corpus.Line{}, fmt.Errorf("panic: %v", p)
		}
	}()
	f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return corpus.Line{}, err
	}
	l = corpus.Line{Title: f.Title, Link: f.Link, Entries: make([]corpus.Entry, 0, len(f.Items))}
	for _, it := range f.Items {
		l.Entries = append(l.Entries, entryOf(it))
	}
	return l, nil
}

func entryOf(it *gofeed.Item) corpus.Entry {
	e := corpus.Entry{
		Title:   it.Title,
		Link:    it.Link,
		ID:      it.GUID,
		PubRaw:  it.Published,
		UpdRaw:  it.Updated,
		Pub:     seconds(it.PublishedParsed),
		Upd:     seconds(it.UpdatedParsed),
		Content: it.Content,
		Desc:    it.Description,
		Cats:    append([]string{}, it.Categories...),
		Encl:    []string{},
	}
	if len(it.Authors) > 0 && it.Authors[0] != nil {
		e.Author, e.Email = it.Authors[0].Name, it.Authors[0].Email
	}
	for _, enc := range it.Enclosures {
		e.Encl = append(e.Encl, enc.URL)
	}
	return e
}

func seconds(t *time.Time) *int64 {
	if t == nil {
		return nil
	}
	s := t.Unix()
	return &s
}
