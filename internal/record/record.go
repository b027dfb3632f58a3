// Package record is articles as lines of JSON, for people's own tools: what
// export writes and import reads. docs/export.md says what each key means; keys
// are added, and none is taken away or given another meaning.
package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"feedloom/article"
)

// Record is an article with all that is stored of it, and what its sources say
// of themselves.
type Record struct {
	article.Article
	// Edits stand in the place of the article's: numbers of 64 bits are none in
	// most languages.
	Edits []edit `json:"edits,omitempty"`
	// Categories are those that config.yaml gives it. They are not read back.
	Categories []article.Category `json:"categories,omitempty"`
	// Profiles are those of its sources, by their ids.
	Profiles map[string]article.Profile `json:"profiles,omitempty"`
}

// edit is an article.Edit with its hashes as 16 hex digits.
type edit struct {
	At     time.Time      `json:"at"`
	Source string         `json:"source"`
	Parts  []article.Part `json:"parts"`
	Was    string         `json:"was"`
	Is     string         `json:"is"`
}

// New is the record of an article. profiles are those of all sources.
func New(a *article.Article, categories []article.Category, profiles map[string]article.Profile) Record {
	r := Record{Article: *a, Categories: categories, Profiles: map[string]article.Profile{}}
	for _, e := range a.Edits {
		r.Edits = append(r.Edits, edit{e.At, e.Source, e.Parts, e.Was.String(), e.Is.String()})
	}
	for _, s := range a.Sightings {
		if p, known := profiles[s.Source]; known {
			r.Profiles[s.Source] = p
		}
	}
	return r
}

// Write writes the record as one line.
func (r Record) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

// Parse reads a line. Who writes records of their own needs no more than
// sightings with an item each, and a date; the rest is made of these. The error
// says what is missing or wrong.
func Parse(line []byte) (Record, error) {
	var r Record
	d := json.NewDecoder(bytes.NewReader(line))
	if err := d.Decode(&r); err != nil {
		return Record{}, fmt.Errorf("it is no article in JSON: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Record{}, fmt.Errorf("something stands behind the article")
	}
	if err := r.check(); err != nil {
		return Record{}, err
	}
	r.fill()
	return r, nil
}

// check refuses what a store could not keep.
func (r *Record) check() error {
	if len(r.Sightings) == 0 {
		return fmt.Errorf("expected sightings, one for each source that named the article, found none")
	}
	seen := map[string]bool{}
	for i, s := range r.Sightings {
		switch {
		case s.Source == "":
			return fmt.Errorf("expected sightings[%d].source, found none", i)
		case seen[s.Source]:
			return fmt.Errorf("expected one sighting of each source, found two of %q", s.Source)
		case s.Item.Blank():
			return fmt.Errorf("expected sightings[%d].item with a guid, a link, a title or a text, found nothing", i)
		}
		seen[s.Source] = true
	}
	if r.Published.IsZero() && r.Primary().Item.Date().IsZero() {
		return fmt.Errorf("expected published, found none")
	}
	if r.PublicID != "" && !article.PermanentID(r.PublicID) {
		return fmt.Errorf("expected public_id to be a permanent address, tag or urn, found %.200q", r.PublicID)
	}
	return r.checkEdits()
}

func (r *Record) checkEdits() error {
	r.Article.Edits = nil
	for i, e := range r.Edits {
		was, err := strconv.ParseUint(e.Was, 16, 64)
		if err != nil {
			return fmt.Errorf("expected edits[%d].was to be 16 hex digits, found %.40q", i, e.Was)
		}
		is, err := strconv.ParseUint(e.Is, 16, 64)
		if err != nil {
			return fmt.Errorf("expected edits[%d].is to be 16 hex digits, found %.40q", i, e.Is)
		}
		r.Article.Edits = append(r.Article.Edits,
			article.Edit{At: e.At, Source: e.Source, Parts: e.Parts, Was: article.Hash(was), Is: article.Hash(is)})
	}
	return nil
}

// fill gives the times that are missing, and has all of them as stores have
// them.
func (r *Record) fill() {
	or := func(t *time.Time, other time.Time) {
		if t.IsZero() {
			*t = other
		}
		*t = t.UTC().Truncate(time.Second)
	}
	or(&r.Published, r.Primary().Item.Date())
	or(&r.Updated, r.Published)
	or(&r.FirstSeen, r.Published)
	or(&r.Arrival, r.FirstSeen)
	for i := range r.Sightings {
		or(&r.Sightings[i].Seen, r.FirstSeen)
	}
}
