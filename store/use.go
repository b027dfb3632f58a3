package store

import (
	"bytes"
	"cmp"
	"context"
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

// indexBatch is how many articles one transaction enters into the new index.
const indexBatch = 10000

// Use makes the index fit the router. Where it did not, every feed is stale,
// those of the old index too; where it does, nothing is written. When it ends
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
	indexed, shown, err := s.fits(r)
	switch {
	case err != nil, indexed && shown:
		return err
	case !indexed:
		if err := s.draft(ctx, r); err != nil {
			return err
		}
	}
	return s.update(func(tx *bbolt.Tx) error {
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
}

// fits reports whether the index was built by the router, and whether its feeds
// look as the router says.
func (s *Store) fits(r article.Router) (indexed, shown bool, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		indexed = string(meta.Get(membershipKey)) == r.Membership()
		shown = string(meta.Get(lookKey)) == r.Look()
		return nil
	})
	return indexed, shown, err
}

// indexedBy is ErrOtherIndex where the index was not built by the router, or is
// just being replaced.
func indexedBy(tx *bbolt.Tx, r article.Router) error {
	if string(tx.Bucket(metaBucket).Get(membershipKey)) != r.Membership() || tx.Bucket(draftBucket) != nil {
		return ErrOtherIndex
	}
	return nil
}

// discardDraft removes a draft that is another router's.
func (s *Store) discardDraft(r article.Router) error {
	var useless bool
	err := s.view(func(tx *bbolt.Tx) error {
		draft := tx.Bucket(draftBucket)
		useless = draft != nil && string(draft.Get(membershipKey)) != r.Membership()
		return nil
	})
	if err != nil || !useless {
		return err
	}
	return s.update(func(tx *bbolt.Tx) error { return tx.DeleteBucket(draftBucket) })
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
		if s.indexing != nil && articles > s.batch {
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
	feeds, err := draft.CreateBucketIfNotExists(feedsBucket)
	if err != nil {
		return false, err
	}
	var values [][]byte
	c := tx.Bucket(packedBucket).Cursor()
	id, value := c.Seek(draft.Get(nextKey))
	for ; id != nil && len(values) < s.batch; id, value = c.Next() {
		values = append(values, value)
	}
	members, err := s.route(ctx, r, values)
	if err != nil {
		return false, err
	}
	for _, m := range members {
		if err := enter(feeds, m.path, m.entry); err != nil {
			return false, err
		}
	}
	if err := draft.Put(membershipKey, []byte(r.Membership())); err != nil {
		return false, err
	}
	if id == nil {
		return true, draft.Put(nextKey, idKey(math.MaxUint64))
	}
	return false, draft.Put(nextKey, bytes.Clone(id))
}

// member is an article's entry in a feed.
type member struct {
	path  article.Category
	entry []byte
}

// routeBatch is how many articles one goroutine routes at a time.
const routeBatch = 100

// route asks the router about packed articles. The members come in the order
// in which the index has them, which is the cheapest one to enter them in.
func (s *Store) route(ctx context.Context, r article.Router, values [][]byte) ([]member, error) {
	chunks := slices.Collect(slices.Chunk(values, routeBatch))
	routed := make([][]member, len(chunks))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, chunk := range chunks {
		group.Go(func() error {
			for _, value := range chunk {
				if err := ctx.Err(); err != nil {
					return err
				}
				a, err := s.codec.decode(value)
				if err != nil {
					return err
				}
				entry := feedEntry(a)
				for _, path := range r.Feeds(a) {
					routed[i] = append(routed[i], member{path, entry})
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	members := slices.Concat(routed...)
	slices.SortFunc(members, func(a, b member) int {
		return cmp.Or(a.path.Compare(b.path), bytes.Compare(a.entry, b.entry))
	})
	return members, nil
}

// replaceIndex puts the draft in the place of the index. That only frees pages
// and moves a reference: bbolt would lose what the same transaction had entered.
func replaceIndex(tx *bbolt.Tx) error {
	if err := tx.DeleteBucket(feedsBucket); err != nil {
		return err
	}
	if err := tx.MoveBucket(feedsBucket, tx.Bucket(draftBucket), nil); err != nil {
		return err
	}
	if err := tx.DeleteBucket(draftBucket); err != nil {
		return err
	}
	return markAllStale(tx)
}

// takeUp notes whose index it is now, and marks the feeds stale that there are
// whether they hold anything or not.
func takeUp(tx *bbolt.Tx, r article.Router) error {
	for _, path := range r.Paths() {
		if err := markStale(tx, path); err != nil {
			return err
		}
	}
	meta := tx.Bucket(metaBucket)
	if err := meta.Put(membershipKey, []byte(r.Membership())); err != nil {
		return err
	}
	return meta.Put(lookKey, []byte(r.Look()))
}
