package store

import (
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

var (
	membershipKey = []byte("membership")
	lookKey       = []byte("look")
)

// Use makes the index fit the router, and what leads to articles the store's
// Tracking. Where they did not, every feed is stale; where they do, nothing is
// written.
func (s *Store) Use(ctx context.Context, r article.Router) error {
	if fits, err := s.fits(r); err != nil || fits {
		return err
	}
	err := s.update(func(tx *bbolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		if err := markAllStale(tx); err != nil { // of the old index: what goes is stale as well
			return err
		}
		relinked, err := s.readdress(ctx, tx)
		if err != nil {
			return err
		}
		if relinked || string(meta.Get(membershipKey)) != r.Membership() { // a rule may ask for the link
			if err := s.rebuild(ctx, tx, r); err != nil {
				return err
			}
		}
		for _, path := range r.Paths() {
			if err := markStale(tx, path); err != nil {
				return err
			}
		}
		if err := meta.Put(membershipKey, []byte(r.Membership())); err != nil {
			return err
		}
		return meta.Put(lookKey, []byte(r.Look()))
	})
	if err != nil {
		return fmt.Errorf("index the store by categories: %w", err)
	}
	return nil
}

// fits reports whether the index was built with what the router says now.
func (s *Store) fits(r article.Router) (fits bool, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		fits = string(meta.Get(membershipKey)) == r.Membership() && string(meta.Get(lookKey)) == r.Look() && s.addressed(tx)
		return nil
	})
	return fits, err
}

// indexedBy is ErrOtherIndex where the index was not built by the router.
func indexedBy(tx *bbolt.Tx, r article.Router) error {
	if string(tx.Bucket(metaBucket).Get(membershipKey)) != r.Membership() {
		return ErrOtherIndex
	}
	return nil
}

// rebuild routes every article again.
func (s *Store) rebuild(ctx context.Context, tx *bbolt.Tx, r article.Router) error {
	if err := tx.DeleteBucket(feedsBucket); err != nil {
		return err
	}
	if _, err := tx.CreateBucket(feedsBucket); err != nil {
		return err
	}
	err := tx.Bucket(articlesBucket).ForEach(func(_, value []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		a, err := s.codec.decode(value)
		if err != nil {
			return err
		}
		return join(tx, a, r.Feeds(a))
	})
	if err != nil {
		return err
	}
	return markAllStale(tx)
}

// join puts an article into the feeds that hold it, which are stale by that.
func join(tx *bbolt.Tx, a *article.Article, paths []article.Category) error {
	entry := feedEntry(a)
	for _, path := range paths {
		members, err := tx.Bucket(feedsBucket).CreateBucketIfNotExists(pathKey(path))
		if err != nil {
			return fmt.Errorf("index %q: %w", path, err)
		}
		if err := members.Put(entry, nil); err != nil {
			return err
		}
		if err := markStale(tx, path); err != nil {
			return err
		}
	}
	return nil
}

// leave takes an entry out of feeds, which are stale by that. A feed that
// holds nothing any more is not in the index.
func leave(tx *bbolt.Tx, entry []byte, paths []article.Category) error {
	feeds := tx.Bucket(feedsBucket)
	for _, path := range paths {
		if err := markStale(tx, path); err != nil {
			return err
		}
		members := feeds.Bucket(pathKey(path))
		if members == nil {
			continue
		}
		if err := members.Delete(entry); err != nil {
			return err
		}
		if k, _ := members.Cursor().First(); k != nil {
			continue
		}
		if err := feeds.DeleteBucket(pathKey(path)); err != nil {
			return err
		}
	}
	return nil
}

// The classes of the entries of a feed: all news comes before any backlog.
const (
	classBacklog = 0
	classNews    = 1
)

// feedEntry is an article's place in a feed: its class, its arrival, its short
// id. Read backwards, a feed is its news, newest first, and then its backlog.
func feedEntry(a *article.Article) []byte {
	// Seconds since the year 1, so that dates before 1970 sort too.
	const toYearOne = 62135596800
	entry := []byte{classNews}
	if a.Backlog != "" {
		entry[0] = classBacklog
	}
	entry = binary.BigEndian.AppendUint64(entry, uint64(a.Arrival.Unix()+toYearOne))
	return binary.BigEndian.AppendUint64(entry, a.ID)
}

// entryID is the short id of the article of an entry.
func entryID(entry []byte) uint64 { return binary.BigEndian.Uint64(entry[9:]) }

// pathKey is a path as a bucket's name, which may not be empty.
func pathKey(path article.Category) []byte { return []byte("/" + path.ID()) }

func pathOf(key []byte) article.Category { return article.ParseCategory(string(key[1:])) }

// Paths lists the feeds that hold an article.
func (s *Store) Paths() ([]article.Category, error) {
	var paths []article.Category
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.Bucket(feedsBucket).ForEachBucket(func(k []byte) error {
			paths = append(paths, pathOf(k))
			return nil
		})
	})
	return paths, err
}

// Newest returns the articles of a feed that arrived last, newest first and
// backlog after all news, at most limit of them.
func (s *Store) Newest(path article.Category, limit int) ([]*article.Article, error) {
	var newest []*article.Article
	err := s.view(func(tx *bbolt.Tx) error {
		members := tx.Bucket(feedsBucket).Bucket(pathKey(path))
		if members == nil {
			return nil
		}
		c := members.Cursor()
		for k, _ := c.Last(); k != nil && len(newest) < limit; k, _ = c.Prev() {
			found, _, err := s.byID(tx, entryID(k))
			if err != nil {
				return err
			}
			if found.article != nil {
				newest = append(newest, found.article)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the newest articles of %q: %w", path, err)
	}
	return newest, nil
}
