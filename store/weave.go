package store

import (
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// weaver weaves the items of one document into the articles.
type weaver struct {
	store    *Store
	tx       *bbolt.Tx
	router   Router
	delivery *article.Delivery
	// first says that no document of this source was read before.
	first bool
	// repeated are the GUIDs that several items of the document have: they tell
	// nothing apart.
	repeated map[string]bool
	// ids has the article of each item of the document, 0 while it is not known.
	ids     []uint64
	outcome Outcome
}

// weave applies the rules of identity to every item that is new or changed,
// and notes which article each item of the document is.
func (s *Store) weave(tx *bbolt.Tx, r Router, d *article.Delivery) (Outcome, error) {
	before := tx.Bucket(seenBucket).Get([]byte(d.Source))
	w := &weaver{store: s, tx: tx, router: r, delivery: d, first: before == nil,
		repeated: repeatedGUIDs(d.Listed), ids: make([]uint64, len(d.Listed))}
	if err := w.recognise(before); err != nil {
		return Outcome{}, err
	}
	// From the last item to the first, so that short ids count up towards the
	// newest: documents begin with that one.
	for i := len(d.Listed) - 1; i >= 0; i-- {
		if d.Listed[i].Item == nil {
			continue
		}
		if err := w.item(i); err != nil {
			return Outcome{}, err
		}
	}
	return w.outcome, tx.Bucket(seenBucket).Put([]byte(d.Source), w.seen())
}

// recognise finds the articles of the items that have not changed, by their
// hashes, and of those whose GUID the source gave before.
func (w *weaver) recognise(before []byte) error {
	last, err := decodeSeen(before)
	if err != nil {
		return err
	}
	byHash := make(map[article.Hash]uint64, len(last))
	for _, l := range last {
		byHash[l.hash] = l.id
	}
	for i, l := range w.delivery.Listed {
		switch {
		case l.Item == nil:
			w.ids[i] = byHash[l.Hash]
		case l.GUID != "" && !w.repeated[l.GUID]:
			if ids := lookup(w.tx, guidAlias(w.delivery.Source, l.GUID)); len(ids) > 0 {
				w.ids[i] = ids[0]
			}
		}
	}
	return nil
}

// repeatedGUIDs names the GUIDs that several items of a document have.
func repeatedGUIDs(items []article.Listed) map[string]bool {
	seen, repeated := make(map[string]bool, len(items)), map[string]bool{}
	for _, l := range items {
		if seen[l.GUID] {
			repeated[l.GUID] = true
		}
		seen[l.GUID] = true
	}
	return repeated
}

func (w *weaver) seen() []byte {
	items := make([]listed, len(w.ids))
	for i, id := range w.ids {
		items[i] = listed{w.delivery.Listed[i].Hash, id}
	}
	return encodeSeen(items)
}

// item weaves in the item at place i of the document.
func (w *weaver) item(i int) error {
	in, sighting := w.arrived(i)
	byGUID, atURL, err := w.candidates(in)
	if err != nil {
		return err
	}
	if id := pruned(in, byGUID, atURL); id != 0 {
		w.ids[i] = id
		return nil
	}
	var guidArticle *article.Article
	if len(byGUID) > 0 {
		guidArticle = byGUID[0].article
	}
	found, _ := article.Identify(in, guidArticle, articles(atURL), w.store.window)
	if found == nil {
		return w.create(i, in, sighting)
	}
	again := in.Listed(found)
	w.ids[i] = found.ID
	if again {
		return nil // the document has it twice: once is enough
	}
	return w.absorb(found, in, sighting)
}

// arrived is the item with what its document says about it. An item without a
// date, or with one in the future, has that of its first sight; items of one
// document are first seen a second apart, in its order.
func (w *weaver) arrived(i int) (article.Arrived, article.Sighting) {
	d, item := w.delivery, w.delivery.Listed[i].Item
	seen := d.At.UTC().Truncate(time.Second).Add(-time.Duration(i) * time.Second)
	in := article.Arrived{
		Source:  d.Source,
		GUID:    item.GUID,
		Item:    item,
		Address: item.Address(d.Source),
		Date:    item.Date().UTC().Truncate(time.Second),
		Dated:   !item.Date().IsZero() && !item.Date().After(d.At),
		Listed: func(a *article.Article) bool {
			for j, id := range w.ids {
				if id == a.ID && j != i {
					return true
				}
			}
			return false
		},
	}
	if w.repeated[in.GUID] {
		in.GUID = ""
	}
	if !in.Dated {
		in.Date = seen
	}
	owner := item.Link != "" && article.Owns(d.Checkpoint.URL, item.Link)
	return in, article.Sighting{Source: d.Source, Seen: seen, Owner: owner, Item: *item}
}

// candidates are the articles that the item could be.
func (w *weaver) candidates(in article.Arrived) (byGUID, atURL []known, err error) {
	if in.GUID != "" {
		if byGUID, err = w.store.byAlias(w.tx, guidAlias(in.Source, in.GUID)); err != nil {
			return nil, nil, err
		}
	}
	atURL, err = w.store.byAlias(w.tx, urlAlias(in.Address))
	return byGUID, atURL, err
}

// pruned finds the article that the item is among those that are no longer
// kept: what comes back is not news.
func pruned(in article.Arrived, byGUID, atURL []known) uint64 {
	for _, k := range byGUID {
		if k.article == nil {
			return k.id
		}
	}
	for _, k := range atURL {
		if k.article == nil && (!in.Dated || k.key.Date() == article.Stamp(in.Date)) {
			return k.id
		}
	}
	return 0
}

func articles(all []known) []*article.Article {
	var kept []*article.Article
	for _, k := range all {
		if k.article != nil {
			kept = append(kept, k.article)
		}
	}
	return kept
}
