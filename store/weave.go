package store

import (
	"context"
	"errors"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// weaver weaves the items of one document into the articles.
type weaver struct {
	store    *Store
	tx       *bbolt.Tx
	router   article.Router
	delivery *article.Delivery
	// first says that no item of this source was read before.
	first bool
	// habit is what is known of the source, created what this document has
	// brought; renamed and kept count the known items by what became of their
	// GUIDs.
	habit         article.Habit
	created       []created
	renamed, kept int
	// repeated are the GUIDs that several items of the document have: they tell
	// nothing apart.
	repeated map[string]bool
	// ids has the article of each item of the document, 0 while it is not known;
	// listed counts the items of each article.
	// hashes has the last item of each.
	ids    []uint64
	listed map[uint64]int
	hashes map[uint64]article.Hash
	// read has the articles that were looked at, so that items which share an
	// address do not read them again each.
	read map[uint64]known
	// shown is what their texts show.
	shown   article.Shown
	outcome article.Outcome
}

// weave applies the rules of identity to every item that is new or changed,
// and notes which article each item of the document is.
func (s *Store) weave(ctx context.Context, tx *bbolt.Tx, r article.Router, d *article.Delivery) (article.Outcome, error) {
	before := tx.Bucket(seenBucket).Get([]byte(d.Source))
	w := &weaver{store: s, tx: tx, router: r, delivery: d,
		repeated: repeatedGUIDs(d.Listed), ids: make([]uint64, len(d.Listed)),
		listed: map[uint64]int{}, hashes: map[uint64]article.Hash{}, read: map[uint64]known{}, shown: article.Shown{}}
	if err := errors.Join(w.recall(before), w.recognise(before)); err != nil {
		return article.Outcome{}, err
	}
	if err := w.fit(); err != nil {
		return article.Outcome{}, err
	}
	// From the last item to the first, so that short ids count up towards the
	// newest: documents begin with that one.
	for i := len(d.Listed) - 1; i >= 0; i-- {
		if err := ctx.Err(); err != nil {
			return article.Outcome{}, err
		}
		if d.Listed[i].Item == nil {
			continue
		}
		if err := w.item(i); err != nil {
			return article.Outcome{}, err
		}
	}
	if err := errors.Join(addCount(tx, w.outcome.New), w.judge()); err != nil {
		return article.Outcome{}, err
	}
	return w.outcome, tx.Bucket(seenBucket).Put([]byte(d.Source), w.seen())
}

// name says which article the item at place i is.
func (w *weaver) name(i int, id uint64) {
	w.listed[w.ids[i]]--
	w.ids[i] = id
	w.listed[id]++
	w.hashes[id] = w.delivery.Listed[i].Hash
}

// takenFrom reports of an article whether another item is it already, and not
// one that is listed twice.
func (w *weaver) takenFrom(i int) func(id uint64) bool {
	return func(id uint64) bool {
		return w.ids[i] != id && w.listed[id] > 0 && w.hashes[id] != w.delivery.Listed[i].Hash
	}
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
		if l.Item != nil {
			continue
		}
		w.name(i, byHash[l.Hash])
		if l.GUID != "" {
			w.kept++
		}
	}
	// An article goes by the last of its GUIDs before it goes by an older one.
	return errors.Join(w.recogniseGUIDs(true), w.recogniseGUIDs(false))
}

// recogniseGUIDs finds the articles that the source gave these GUIDs before:
// last, or at some time.
func (w *weaver) recogniseGUIDs(last bool) error {
	for i, l := range w.delivery.Listed {
		if l.Item == nil || l.GUID == "" || w.repeated[l.GUID] || w.ids[i] != 0 {
			continue
		}
		in, _ := w.incoming(i)
		found, err := w.byAlias(guidAlias(in.Source, in.GUID))
		if err != nil {
			return err
		}
		for _, k := range found {
			if (k.goesBy(in.Source) == in.GUID) == last && k.claimedBy(in) {
				w.name(i, k.id)
			}
		}
	}
	return nil
}

// fit finds the articles of other sources that items of this document are
// beyond doubt, before another item of the same address can take them: first
// those with the same words, then those of the same title and date.
func (w *weaver) fit() error {
	for _, fits := range []func(article.Incoming, *article.Article) bool{article.Incoming.Twin, article.Incoming.Fits} {
		for i, l := range w.delivery.Listed {
			if l.Item == nil || w.ids[i] != 0 {
				continue
			}
			if err := w.fitItem(i, fits); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *weaver) fitItem(i int, fits func(article.Incoming, *article.Article) bool) error {
	in, _ := w.incoming(i)
	atURL, err := w.byAlias(urlAlias(in.Address))
	if err != nil {
		return err
	}
	for _, k := range atURL {
		if k.article != nil && w.listed[k.id] == 0 && fits(in, k.article) {
			w.name(i, k.id)
			return nil
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
	in, sighting := w.incoming(i)
	if w.isForgotten(in) {
		w.outcome.Forgotten++
		return nil
	}
	in.Print = in.NewPrint()
	found, err := w.candidates(in)
	if err != nil {
		return err
	}
	a, rule := article.Identify(in, found.kept(), w.store.window)
	if rule != article.ByGUID && rule != article.ByKey {
		if id := w.pruned(found, in, w.takenFrom(i)); id != 0 {
			w.name(i, id)
			return nil
		}
	}
	sighting.Rule = rule
	if a == nil {
		return w.create(i, in, sighting)
	}
	again := in.Listed(a)
	w.name(i, a.ID)
	if again && rule != article.ByGUID {
		return nil // the document has it twice: once is enough
	}
	return w.absorb(a, in, sighting)
}

// incoming is the item with what its document says about it. An item without a
// date, or with one in the future, has that of its first sight; items of one
// document are first seen a second apart, in its order.
func (w *weaver) incoming(i int) (article.Incoming, article.Sighting) {
	d, item := w.delivery, w.delivery.Listed[i].Item
	seen := d.At.UTC().Truncate(time.Second).Add(-time.Duration(i) * time.Second)
	in := article.Incoming{
		Source:   d.Source,
		GUID:     item.GUID,
		Item:     item,
		Address:  w.store.tracking.Address(item, d.Source),
		Tracking: w.store.tracking,
		Date:     item.Date().UTC().Truncate(time.Second),
		Dated:    !item.Date().IsZero() && !item.Date().After(d.At),
		Churning: w.habit.Churning(),
		Shown:    w.shown,
		Listed: func(a *article.Article) bool {
			others := w.listed[a.ID]
			if w.ids[i] == a.ID {
				others--
			}
			return others > 0
		},
	}
	if w.repeated[in.GUID] || in.Churning {
		in.GUID = ""
	}
	if !in.Dated {
		in.Date = seen
	}
	owner := item.Link != "" && article.Owns(d.URL, item.Link)
	return in, article.Sighting{Source: d.Source, Seen: seen, Owner: owner, Item: *item}
}
