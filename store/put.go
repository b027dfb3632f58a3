package store

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"feedloom/article"
)

// create stores a new article.
func (w *weaver) create(i int, in article.Incoming, s article.Sighting) error {
	arrival, err := w.arrival(in, s)
	if err != nil {
		return err
	}
	a := article.Create(in, s, arrival)
	if w.first && !in.Dated {
		a.Backlog = article.Undated
	}
	if a.Key, err = w.freeKey(a, in); err != nil {
		return err
	}
	if a.ID, err = w.tx.Bucket(articlesBucket).NextSequence(); err != nil {
		return err
	}
	a.PublicID = w.publicID(a, in)
	if err := setAlias(w.tx, publicAlias(a.PublicID), a.ID); err != nil {
		return err
	}
	w.name(i, a.ID)
	w.outcome.New++
	w.created = append(w.created, created{a, in})
	if err := w.write(a, in); err != nil {
		return err
	}
	return join(w.tx, w.router, a, w.router.Feeds(a))
}

// arrival is when an article joins its feeds: when it was first seen, or, in a
// source's first document, at its own date.
func (w *weaver) arrival(in article.Incoming, s article.Sighting) (time.Time, error) {
	if !w.first {
		return w.next(s.Seen)
	}
	if in.Dated {
		return in.Date, nil
	}
	_, err := w.next(in.Date) // what comes later arrives later
	return in.Date, err
}

var arrivedKey = []byte("arrived")

// next is a time of arrival that lies before no other: a clock that was ahead
// for a while would else keep out of every feed what comes after it was set.
func (w *weaver) next(seen time.Time) (time.Time, error) {
	meta := w.tx.Bucket(metaBucket)
	if last := meta.Get(arrivedKey); last != nil {
		if t := time.Unix(int64(binary.BigEndian.Uint64(last)), 0).UTC(); !seen.After(t) {
			return t, nil
		}
	}
	return seen, meta.Put(arrivedKey, idKey(uint64(seen.Unix())))
}

// freeKey is the key of an article, told apart from one that another article
// of that date and URL has.
func (w *weaver) freeKey(a *article.Article, in article.Incoming) (article.Key, error) {
	taken := func(k article.Key) bool {
		// One that was pruned may have left the key, and not the id made of it.
		named := lookup(w.tx, publicAlias(k.URN()))
		return w.tx.Bucket(articlesBucket).Get([]byte(k)) != nil || w.tx.Bucket(forgottenBucket).Get(forgottenKey(k)) != nil ||
			len(named) > 0 && named[0] != a.ID
	}
	apart := in.GUID
	if apart == "" {
		apart = in.Item.Title + "\n" + in.Item.Summary + "\n" + in.Item.Content
		for _, e := range in.Item.Enclosures {
			apart += "\n" + e.URL
		}
	}
	for _, by := range []string{"", apart, in.Source + "\n" + apart} {
		if key := article.NewKey(a.Published, in.Address, by); !taken(key) {
			return key, nil
		}
	}
	for n := 2; n < maxAtURL; n++ {
		if key := article.NewKey(a.Published, in.Address, fmt.Sprintf("%s\n%s\n%d", in.Source, apart, n)); !taken(key) {
			return key, nil
		}
	}
	return "", fmt.Errorf("more than %d articles of %s share the address %s and one text", maxAtURL, article.Stamp(a.Published), in.Address)
}

// publicID is the source's GUID where that is an IRI and nobody has it, else a
// URN made of the key.
func (w *weaver) publicID(a *article.Article, in article.Incoming) string {
	if article.PermanentID(in.GUID) && len(lookup(w.tx, publicAlias(in.GUID))) == 0 {
		return in.GUID
	}
	return a.Key.URN()
}

// absorb takes up what the source says of an article that is known.
func (w *weaver) absorb(a *article.Article, in article.Incoming, s article.Sighting) error {
	before, entry, published := w.router.Feeds(a), feedEntry(a), a.Published
	w.compareGUIDs(a, in, s)
	if err := w.forgetPrint(a, in); err != nil {
		return err
	}
	change := a.Absorb(in, s)
	switch change {
	case article.Unchanged:
		return w.alias(a, in)
	case article.Joined:
		w.outcome.Joined++
	case article.Edited:
		w.outcome.Edited++
	}
	if !a.Published.Equal(published) {
		if err := w.rekey(a, in); err != nil {
			return err
		}
	}
	now := w.router.Feeds(a)
	if joins(before, now) && !w.first {
		var err error
		if a.Arrival, err = w.next(s.Seen); err != nil {
			return err
		}
		a.Backlog = ""
	}
	unseen := change == article.Noted && slices.EqualFunc(before, now, article.Category.Equal)
	if err := w.write(a, in); err != nil || unseen {
		return err
	}
	return rejoin(w.tx, w.router, entry, before, a, now)
}

// forgetPrint takes away what leads from the text that the source gave the
// article before: one that is never at rest would leave another at every fetch.
func (w *weaver) forgetPrint(a *article.Article, in article.Incoming) error {
	known := a.By(in.Source)
	if known == nil {
		return nil
	}
	was := in
	was.Item, was.Date = &known.Item, known.Item.Date().UTC().Truncate(time.Second)
	was.Dated = !was.Date.IsZero()
	if print := was.NewPrint(); print != 0 && print != in.Print {
		return dropAlias(w.tx, textAlias(print), a.ID)
	}
	return nil
}

// joins reports whether there is a feed now that did not hold the article
// before. It arrives there now, and so everywhere: to be in a feed for longer
// than needed hurts nobody, to miss one does.
func joins(before, now []article.Category) bool {
	return slices.ContainsFunc(now, func(path article.Category) bool {
		return !slices.ContainsFunc(before, path.Equal)
	})
}

// rekey moves an article to the key of its date. Its short id, and with it all
// that leads to it, stays.
func (w *weaver) rekey(a *article.Article, in article.Incoming) error {
	if err := w.tx.Bucket(articlesBucket).Delete([]byte(a.Key)); err != nil {
		return err
	}
	var err error
	a.Key, err = w.freeKey(a, in)
	return err
}

// write writes an article and what leads to it.
func (w *weaver) write(a *article.Article, in article.Incoming) error {
	if err := w.store.keep(w.tx, a); err != nil {
		return err
	}
	w.read[a.ID] = known{id: a.ID, key: a.Key, article: a}
	return w.alias(a, in)
}

// alias leads the item's GUID and address to the article.
func (w *weaver) alias(a *article.Article, in article.Incoming) error {
	if in.GUID != "" {
		if err := setAlias(w.tx, guidAlias(in.Source, in.GUID), a.ID); err != nil {
			return err
		}
	}
	if in.Print != 0 {
		if err := addAlias(w.tx, textAlias(in.Print), a.ID); err != nil {
			return err
		}
	}
	return addAlias(w.tx, urlAlias(in.Address), a.ID)
}
