package store

import (
	"context"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Admit takes in articles as another store had them: with their key, public id,
// dates, sightings and edits, and under all names that they had, so that nothing
// of them comes twice when their sources are polled. Their short ids are new, in
// the order in which they are given. What is there already, or was pruned, is
// left as it is; what is forgotten stays out. profiles are taken for sources of
// which there is none. Where the transaction fails, each article is tried in one
// of its own.
func (s *Store) Admit(ctx context.Context, r article.Router, as []*article.Article, profiles map[string]article.Profile) ([]article.Admission, error) {
	if len(as) == 0 {
		return nil, nil
	}
	admissions, err := s.admitTogether(ctx, r, as, profiles)
	if err == nil || ctx.Err() != nil {
		return admissions, err
	}
	if len(as) == 1 {
		return []article.Admission{{Err: err}}, err
	}
	admissions, failed := make([]article.Admission, len(as)), 0
	for i := range as {
		one, err := s.admitTogether(ctx, r, as[i:i+1], profiles)
		if err != nil {
			admissions[i].Err = err
			failed++
			continue
		}
		admissions[i] = one[0]
	}
	if failed == len(as) {
		return admissions, admissions[0].Err
	}
	return admissions, nil
}

func (s *Store) admitTogether(ctx context.Context, r article.Router, as []*article.Article, profiles map[string]article.Profile) ([]article.Admission, error) {
	all := make([]article.Admission, len(as))
	err := s.update(func(tx *bbolt.Tx) error {
		if err := indexedBy(tx, r); err != nil {
			return err
		}
		w := &weaver{store: s, tx: tx, router: r}
		for i, a := range as {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			if all[i], err = w.admit(a); err != nil {
				return fmt.Errorf("take in %q: %w", a.PublicID, err)
			}
			if all[i].New() {
				if err := admitProfiles(tx, a, profiles); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// admitProfiles keeps what the article's sources say of themselves, where
// nothing of that is known.
func admitProfiles(tx *bbolt.Tx, a *article.Article, profiles map[string]article.Profile) error {
	for i := range a.Sightings {
		source := a.Sightings[i].Source
		p, given := profiles[source]
		if !given || tx.Bucket(profilesBucket).Get([]byte(source)) != nil {
			continue
		}
		if err := saveProfile(tx, source, &p); err != nil {
			return err
		}
	}
	return nil
}

// admit takes in one article. It is changed: it gets a short id, and a key and a
// public id where it had none that are free.
func (w *weaver) admit(a *article.Article) (article.Admission, error) {
	primary := w.sighted(a, a.Primary())
	if a.Key == "" || a.Key.Date() != article.Stamp(a.Published) || len(a.Key) > maxKey {
		a.Key = article.NewKey(a.Published, primary.Address, "")
	}
	forgotten := w.tx.Bucket(forgottenBucket).Get(forgottenKey(a.Key)) != nil
	known := false
	if a.PublicID != "" {
		for _, id := range lookup(w.tx, publicAlias(a.PublicID)) {
			known = true
			forgotten = forgotten || w.tx.Bucket(forgottenBucket).Get(forgottenID(id)) != nil
		}
	}
	for i := range a.Sightings {
		in := w.sighted(a, &a.Sightings[i])
		forgotten = forgotten || w.isForgotten(in)
		there, err := w.sawThat(in)
		if err != nil {
			return article.Admission{}, err
		}
		known = known || there
	}
	switch {
	case forgotten:
		return article.Admission{Forgotten: true}, nil
	case known:
		return article.Admission{Known: true}, nil
	}
	return article.Admission{}, w.enrol(a, primary)
}

// maxKey is longer than any key that is made here, in bytes.
const maxKey = 1000

// sighted is a sighting as it would come in.
func (w *weaver) sighted(a *article.Article, s *article.Sighting) article.Incoming {
	in := article.Incoming{
		Source: s.Source, GUID: s.Item.GUID, Item: &s.Item,
		Address: w.store.tracking.Address(&s.Item, s.Source), Tracking: w.store.tracking,
		Date: s.Item.Date().UTC(), Dated: !s.Item.Date().IsZero(),
	}
	if !in.Dated {
		in.Date = a.Published
	}
	in.Print = in.NewPrint()
	return in
}

// sawThat reports whether its source gave this very item to an article that is
// there: it has been polled here as well, and has another public id because it
// was seen at another time, or after another source's.
func (w *weaver) sawThat(in article.Incoming) (bool, error) {
	ids := lookup(w.tx, urlAlias(in.Address))
	for _, id := range ids {
		k, _, err := w.store.byID(w.tx, id)
		if err != nil {
			return false, err
		}
		if k.article == nil {
			continue
		}
		s := k.article.By(in.Source)
		if s != nil && s.Item.GUID == in.GUID && s.Item.Date().Equal(in.Item.Date()) && s.Item.Face() == in.Item.Face() &&
			w.store.tracking.Address(&s.Item, s.Source) == in.Address {
			return true, nil
		}
	}
	return false, nil
}

// enrol stores an article that is new here.
func (w *weaver) enrol(a *article.Article, primary article.Incoming) (err error) {
	if w.tx.Bucket(articlesBucket).Get([]byte(a.Key)) != nil {
		if a.Key, err = w.freeKey(a, primary); err != nil {
			return err
		}
	}
	if a.PublicID == "" {
		a.PublicID = w.publicID(a, primary)
	}
	if a.ID, err = w.tx.Bucket(articlesBucket).NextSequence(); err != nil {
		return err
	}
	if _, err := w.next(a.Arrival); err != nil { // what comes later arrives later
		return err
	}
	if err := setAlias(w.tx, publicAlias(a.PublicID), a.ID); err != nil {
		return err
	}
	if err := w.store.keep(w.tx, a); err != nil {
		return err
	}
	if err := w.names(a); err != nil {
		return err
	}
	if err := addCount(w.tx, 1); err != nil {
		return err
	}
	return join(w.tx, w.router, a, w.router.Feeds(a))
}

// names leads all names that the article has, and had, to it.
func (w *weaver) names(a *article.Article) error {
	for _, n := range a.Former {
		if err := w.guid(a, n.Source, n.GUID); err != nil {
			return err
		}
		if n.URL != "" {
			if err := addAlias(w.tx, urlAlias(n.URL), a.ID); err != nil {
				return err
			}
		}
	}
	for i := range a.Sightings {
		in := w.sighted(a, &a.Sightings[i])
		if err := w.guid(a, in.Source, in.GUID); err != nil {
			return err
		}
		if in.Print != 0 {
			if err := addAlias(w.tx, textAlias(in.Print), a.ID); err != nil {
				return err
			}
		}
		if err := addAlias(w.tx, urlAlias(in.Address), a.ID); err != nil {
			return err
		}
	}
	return nil
}

// guid leads a source's GUID to the article, unless it leads to one that was
// seen later: a GUID may have come back on something else.
func (w *weaver) guid(a *article.Article, source, guid string) error {
	if guid == "" {
		return nil
	}
	alias := guidAlias(source, guid)
	ids := lookup(w.tx, alias)
	for _, id := range slices.Clone(ids) {
		k, _, err := w.store.byID(w.tx, id)
		if err != nil {
			return err
		}
		if k.article != nil && k.article.FirstSeen.After(a.FirstSeen) {
			return nil
		}
	}
	return setAlias(w.tx, alias, a.ID)
}
