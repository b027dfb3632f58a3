package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"feedloom/article"
)

// created is an article that a document has brought, and its item.
type created struct {
	article *article.Article
	in      article.Incoming
}

// recall reads what is known of the source. A document without items is none to
// learn from: the one after it is the first.
func (w *weaver) recall(before []byte) error {
	stored := w.tx.Bucket(habitsBucket).Get([]byte(w.delivery.Source))
	if stored == nil {
		w.first = len(before) <= 1 // no items; format 1 had no habits
		return nil
	}
	if err := json.Unmarshal(stored, &w.habit); err != nil {
		return fmt.Errorf("read a source's habit: %w", err)
	}
	return nil
}

// judge marks those of the new articles that are backlog, and learns from the
// document.
func (w *weaver) judge() error {
	dates, judged := make([]time.Time, len(w.created)), make([]time.Time, len(w.created))
	spread := w.habit.Spread(len(w.created), w.delivery.At)
	for i, c := range w.created {
		dates[i], judged[i] = c.in.Date, c.in.Date
		if !c.in.Dated {
			judged[i] = spread[i]
		}
	}
	backlog := false
	for i, why := range w.habit.Judge(judged) {
		a := w.created[i].article
		if why != "" {
			backlog = true
			if err := w.shelve(w.created[i], why); err != nil {
				return err
			}
		}
		if a.Backlog != "" {
			w.outcome.Backlog++
			w.outcome.Why = a.Backlog
		}
	}
	if len(w.delivery.Listed) == 0 {
		return nil
	}
	habit := w.habit.Learn(dates, w.past(), backlog).LearnGUIDs(w.renamed, w.kept)
	if habit == w.habit {
		return nil
	}
	return putJSON(w.tx.Bucket(habitsBucket), w.delivery.Source, habit)
}

// past are the dates of the document's items, those in the future as of now.
func (w *weaver) past() []time.Time {
	all := slices.Clone(w.delivery.Dates)
	for i, d := range all {
		if d.After(w.delivery.At) {
			all[i] = w.delivery.At
		}
	}
	return all
}

// shelve makes backlog of an article that was taken for news. It stands in its
// feeds by its own date then.
func (w *weaver) shelve(c created, why article.Backlog) error {
	feeds, entry := w.router.Feeds(c.article), feedEntry(c.article)
	c.article.Backlog, c.article.Arrival = why, c.article.Published
	if err := w.write(c.article, c.in); err != nil {
		return err
	}
	return rejoin(w.tx, w.router, entry, feeds, c.article, feeds)
}

// compareGUIDs notes whether the source calls a known article as before, where
// the GUID was not what led to it.
func (w *weaver) compareGUIDs(a *article.Article, in article.Incoming, s article.Sighting) {
	known := a.By(in.Source)
	if known == nil || known.Item.GUID == "" || s.Item.GUID == "" {
		return
	}
	switch {
	case known.Item.GUID == s.Item.GUID:
		w.kept++
	case in.SameText(&known.Item):
		w.renamed++
	}
}
