package main

import (
	"html"
	"strings"
	"time"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/corpus"
)

func lineOf(r fetch.Reading, base string) corpus.Line {
	l := corpus.Line{Title: title(r.Whole, base), Link: r.Profile.Link, Entries: make([]corpus.Entry, 0, len(r.Listed))}
	for i, listed := range r.Listed {
		l.Entries = append(l.Entries, entryOf(listed.Item, r.Sent[i], base))
	}
	return l
}

// title is what was read of a title, as HTML if it has markup or is said to be HTML:
// that it is plain text in what we publish is no matter of reading.
func title(sent fetch.Sent, base string) string {
	s := fetch.Clean(sent.Title, base)
	if sent.HTML || strings.Contains(s, "<") {
		return s
	}
	return html.UnescapeString(s)
}

func entryOf(it *article.Item, sent fetch.Sent, base string) corpus.Entry {
	e := corpus.Entry{
		Title:   title(sent, base),
		Link:    it.Link,
		ID:      it.GUID,
		PubRaw:  sent.Published,
		UpdRaw:  sent.Updated,
		Pub:     seconds(it.Published),
		Upd:     seconds(it.Updated),
		Content: it.Content,
		Desc:    it.Summary,
		Cats:    []string{},
		Encl:    []string{},
	}
	if e.Link == "" && it.Permalink {
		e.Link = it.GUID // as in the feeds that are published
	}
	// An item's one text is its content, whatever the source called it. It is
	// then the summary too, as Universal Feed Parser has it of content alone:
	// whoever asks for either gets the text.
	if e.Desc == "" {
		e.Desc = e.Content
	}
	if len(it.Authors) > 0 {
		e.Author, e.Email = it.Authors[0].Name, it.Authors[0].Email
	}
	for _, t := range it.Tags {
		if t.Term != "" {
			e.Cats = append(e.Cats, t.Term)
		} else {
			e.Cats = append(e.Cats, t.Label)
		}
	}
	for _, enc := range it.Enclosures {
		e.Encl = append(e.Encl, enc.URL)
	}
	return e
}

// seconds since 1970, nil for no date.
func seconds(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	s := t.Unix()
	return &s
}
