package store

import (
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Forget takes articles out of the store and of their feeds, which are stale by
// that, and remembers to keep them out. What leads to them stays, as after
// pruning. A URL is blocked for every source, also where nothing of it is
// stored; of a single article the GUIDs are, since others may share its URL.
// Where all that is asked is in force already, that takedown is returned.
func (s *Store) Forget(ctx context.Context, t article.Takedown) (article.Forgotten, error) {
	var forgotten article.Forgotten
	err := s.update(func(tx *bbolt.Tx) error {
		if t.URL != "" {
			t.URL = s.tracking.Canonical(t.URL)
		}
		f := forgetting{store: s, tx: tx, takedown: t}
		if err := f.find(ctx); err != nil {
			return err
		}
		before, err := f.before()
		if err != nil || before != nil {
			forgotten = f.Forgotten
			return err
		}
		if err := f.begin(); err != nil {
			return err
		}
		forgotten = f.Forgotten
		return errors.Join(abandonDraft(tx), f.blockNames(ctx), f.takeDown(), putRecord(tx, f.record))
	})
	if err != nil {
		return article.Forgotten{}, fmt.Errorf("forget %q: %w", t.Asked, err)
	}
	return forgotten, nil
}

// forgetting is one takedown on its way.
type forgetting struct {
	store    *Store
	tx       *bbolt.Tx
	takedown article.Takedown
	gone     map[uint64]known // what it is about
	record
}

// find names the articles that are meant, those that were pruned too.
func (f *forgetting) find(ctx context.Context) (err error) {
	f.IDs = []uint64{f.takedown.ID}
	if f.takedown.URL != "" {
		if f.IDs, err = idsAt(ctx, f.tx, f.takedown.URL); err != nil {
			return err
		}
	}
	f.gone = make(map[uint64]known, len(f.IDs))
	for _, id := range f.IDs {
		k, found, err := f.store.byID(f.tx, id)
		switch {
		case err != nil:
			return err
		case !found:
			return fmt.Errorf("no article has the id %d", id)
		}
		f.gone[id] = k
	}
	return nil
}

// before finds the takedown that has done all this already.
func (f *forgetting) before() (*article.Forgotten, error) {
	for _, k := range f.gone {
		if k.article != nil {
			return nil, nil
		}
	}
	block := forgottenID(f.takedown.ID)
	if f.takedown.URL != "" {
		block = urlAlias(f.takedown.URL)
	}
	before, err := forgottenBy(f.tx, block)
	if before != nil {
		f.Forgotten = *before
	}
	return before, err
}

func (f *forgetting) begin() error {
	number, err := f.tx.Bucket(forgottenBucket).NextSequence()
	f.Forgotten = article.Forgotten{Number: number, At: f.takedown.At.UTC(), Asked: f.takedown.Asked, URL: f.takedown.URL, IDs: f.IDs}
	return err
}

// blockNames blocks what leads to the articles: their GUIDs; and, where a URL
// was meant, that and the others that they had, if no article that is kept has
// them too.
func (f *forgetting) blockNames(ctx context.Context) error {
	if f.URL != "" {
		if err := f.block(f.tx, urlAlias(f.URL), nil); err != nil {
			return err
		}
	}
	return eachAlias(ctx, f.tx, func(alias []byte, ids []uint64) error {
		ours, others := f.among(ids)
		if alias[0] == 'u' && f.URL != "" && len(ours) > 0 && !others {
			return f.block(f.tx, alias, nil)
		}
		if alias[0] != 'g' {
			return nil
		}
		for _, k := range ours {
			if err := f.block(f.tx, guidBlock(alias, k.id), f.marksFor(k, alias).encode()); err != nil {
				return err
			}
		}
		return nil
	})
}

// among are those of the short ids that are to be forgotten; others says that
// another one of them is of an article that is kept.
func (f *forgetting) among(ids []uint64) (ours []known, others bool) {
	for _, id := range ids {
		if k, is := f.gone[id]; is {
			ours = append(ours, k)
		}
	}
	if len(ours) == 0 {
		return nil, false
	}
	for _, id := range ids {
		if _, is := f.gone[id]; !is && isKept(f.tx, id) {
			return ours, true
		}
	}
	return ours, false
}

// takeDown takes the articles out of their feeds and out of the store.
func (f *forgetting) takeDown() error {
	kept := 0
	for _, k := range f.gone {
		was := []byte{wasPruned}
		if k.article != nil {
			was[0] = wasKept
			kept++
		}
		if err := errors.Join(f.block(f.tx, forgottenID(k.id), was), f.block(f.tx, forgottenKey(k.key), nil)); err != nil {
			return err
		}
		if k.article == nil {
			continue
		}
		entry := feedEntry(k.article)
		if err := leave(f.tx, entry, feedsWith(f.tx, entry)); err != nil {
			return err
		}
		if err := f.store.drop(f.tx, k.id); err != nil {
			return err
		}
	}
	return addCount(f.tx, -kept)
}

// isForgotten reports whether the item's article is to stay forgotten.
func (w *weaver) isForgotten(in article.Incoming) bool {
	forgotten := w.tx.Bucket(forgottenBucket)
	if forgotten.Get(urlAlias(in.Address)) != nil {
		return true
	}
	if in.GUID == "" {
		return false
	}
	incoming := marksOf(in.Item, in.Address, in.Date)
	found := false
	eachGUIDBlock(w.tx, guidAlias(in.Source, in.GUID), func(of marks) {
		found = found || !in.Dated || of.shares(incoming)
	})
	return found
}
