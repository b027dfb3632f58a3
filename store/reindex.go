package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"

	"go.etcd.io/bbolt"
	"golang.org/x/sync/errgroup"

	"feedloom/article"
)

// The fingerprints of what the index was built by, and of what its feeds looked
// like when they were last all stale.
var (
	membershipKey = []byte("membership")
	lookKey       = []byte("look")
)

// A new index grows in the bucket of drafts, beside the one that is in force,
// in many small transactions: memory stays flat, and what was done is not lost
// when the program ends. The last one puts it in place of the other. Its own
// membershipKey says whose it is, nextKey from which short id on articles are
// missing. While there is a draft, nothing is saved or pruned.
var nextKey = []byte("next")

// indexBatch is how many articles one transaction enters into the new index. Each
// may change a page of every feed that it is in. quick is how many transactions
// take no more than a moment together.
const (
	indexBatch = 500
	quick      = 20
)

// Use makes the index fit the router, and what leads to articles the store's
// Tracking. Where they did not, every feed is stale, those of the old index
// too; where they do, nothing is written. When it ends
// early, the old index is in force, and the next Use goes on where it ended.
func (s *Store) Use(ctx context.Context, r article.Router) error {
	s.using.Lock()
	defer s.using.Unlock()
	if err := s.use(ctx, r); err != nil {
		return fmt.Errorf("index the store by categories: %w", err)
	}
	return nil
}

func (s *Store) use(ctx context.Context, r article.Router) error {
	if err := s.discardDraft(r); err != nil {
		return err
	}
	indexed, shown, addressed, err := s.fits(r)
	if err == nil && !addressed {
		if err := s.readdress(ctx); err != nil {
			return err
		}
		indexed, shown, _, err = s.fits(r)
	}
	switch {
	case err != nil:
		return err
	case indexed && shown:
		return s.rearchive(ctx)
	case !indexed:
		if err := s.draft(ctx, r); err != nil {
			return err
		}
	}
	err = s.update(func(tx *bbolt.Tx) error {
		if err := markAllStale(tx); err != nil { // what goes is stale as well
			return err
		}
		if !indexed {
			if err := replaceIndex(tx); err != nil {
				return err
			}
		}
		return takeUp(tx, r)
	})
	if err != nil {
		return err
	}
	return s.rearchive(ctx)
}

// fits reports whether the index was built by the router, whether its feeds look
// as the router says, and whether addresses are those of the store's Tracking.
func (s *Store) fits(r article.Router) (indexed, shown, addressed bool, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		indexed = string(meta.Get(membershipKey)) == r.Membership()
		shown = string(meta.Get(lookKey)) == r.Look()
		addressed = s.addressed(tx)
		return nil
	})
	return indexed, shown, addressed, err
}

// indexedBy is ErrOtherIndex where the index was not built by the router, or is
// just being replaced.
func indexedBy(tx *bbolt.Tx, r article.Router) error {
	if string(tx.Bucket(metaBucket).Get(membershipKey)) != r.Membership() || tx.Bucket(draftBucket) != nil {
		return ErrOtherIndex
	}
	return nil
}

// discardDraft removes a draft that is another router's, or of articles that are
// going to have other links.
func (s *Store) discardDraft(r article.Router) error {
	var useless bool
	err := s.view(func(tx *bbolt.Tx) error {
		draft := tx.Bucket(draftBucket)
		useless = draft != nil && (string(draft.Get(membershipKey)) != r.Membership() || !s.addressed(tx))
		return nil
	})
	if err != nil || !useless {
		return err
	}
	return s.update(func(tx *bbolt.Tx) error { return tx.DeleteBucket(draftBucket) })
}

// abandonDraft removes the draft, if there is one, of a store that changes.
func abandonDraft(tx *bbolt.Tx) error {
	if tx.Bucket(draftBucket) == nil {
		return nil
	}
	return tx.DeleteBucket(draftBucket)
}

// draft builds the new index, or what is missing of it.
func (s *Store) draft(ctx context.Context, r article.Router) error {
	articles := 0
	err := s.view(func(tx *bbolt.Tx) error {
		articles = count(tx)
		return nil
	})
	if err != nil {
		return err
	}
	tell := func(done int) {
		if s.indexing != nil && articles > quick*s.batch {
			s.indexing(min(done, articles), articles)
		}
	}
	tell(0)
	for n, done := 0, false; !done; tell(n) {
		err := s.update(func(tx *bbolt.Tx) (err error) {
			done, err = s.draftSome(ctx, tx, r)
			return err
		})
		if err != nil {
			return err
		}
		n += s.batch
	}
	return nil
}

// draftSome enters the next articles.
func (s *Store) draftSome(ctx context.Context, tx *bbolt.Tx, r article.Router) (done bool, err error) {
	draft, err := tx.CreateBucketIfNotExists(draftBucket)
	if err != nil {
		return false, err
	}
	var values [][]byte
	c := tx.Bucket(packedBucket).Cursor()
	id, value := c.Seek(draft.Get(nextKey))
	for ; id != nil && len(values) < s.batch; id, value = c.Next() {
		values = append(values, bytes.Clone(value)) // here a page that is gone is an error; elsewhere it would end the process
	}
	routed, err := s.route(ctx, r, values)
	if err != nil {
		return false, err
	}
	if err := enterAll(draft, routed); err != nil {
		return false, err
	}
	if err := draft.Put(membershipKey, []byte(r.Membership())); err != nil {
		return false, err
	}
	if id == nil {
		return true, draft.Put(nextKey, idKey(math.MaxUint64))
	}
	return false, draft.Put(nextKey, bytes.Clone(id))
}

// routed is an article's entry, and the feeds that hold it.
type routed struct {
	entry []byte
	feeds []article.Category
}

// routeBatch is how many articles one goroutine routes at a time.
const routeBatch = 100

// route asks the router about packed articles, and puts them in the order of
// their entries.
func (s *Store) route(ctx context.Context, r article.Router, values [][]byte) ([]routed, error) {
	all := make([]routed, len(values))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < len(values); from += routeBatch {
		group.Go(func() error {
			for i := from; i < min(from+routeBatch, len(values)); i++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				a, err := s.codec.decode(values[i])
				if err != nil {
					return err
				}
				all[i] = routed{feedEntry(a), r.Feeds(a)}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b routed) int { return bytes.Compare(a.entry, b.entry) })
	return all, nil
}

// enterAll enters articles into the draft.
func enterAll(draft *bbolt.Bucket, all []routed) error {
	feeds, err := draft.CreateBucketIfNotExists(feedsBucket)
	if err != nil {
		return err
	}
	arrivals, err := draft.CreateBucketIfNotExists(arrivalsBucket)
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := arrive(arrivals, one.entry, one.feeds); err != nil {
			return err
		}
		for _, path := range one.feeds {
			if err := enter(feeds, path, one.entry); err != nil {
				return err
			}
		}
	}
	return nil
}

// replaceIndex puts the draft in the place of the index. That only frees pages
// and moves a reference: bbolt would lose what the same transaction had entered.
func replaceIndex(tx *bbolt.Tx) error {
	for _, name := range [][]byte{feedsBucket, arrivalsBucket} {
		if err := tx.DeleteBucket(name); err != nil {
			return err
		}
		if err := tx.MoveBucket(name, tx.Bucket(draftBucket), nil); err != nil {
			return err
		}
	}
	if err := tx.DeleteBucket(draftBucket); err != nil {
		return err
	}
	return markAllStale(tx)
}

// takeUp notes whose index it is now, and marks the feeds stale that there are
// whether they hold anything or not, and every page. Archives are yet to follow.
func takeUp(tx *bbolt.Tx, r article.Router) error {
	for _, path := range r.Paths() {
		if err := markStale(tx, path); err != nil {
			return err
		}
	}
	meta := tx.Bucket(metaBucket)
	return errors.Join(takeUpArchives(tx, r), meta.Put(membershipKey, []byte(r.Membership())), meta.Put(lookKey, []byte(r.Look())),
		journal(tx, r.Posts()))
}
