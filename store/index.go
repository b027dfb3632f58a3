package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Router says in which feeds an article stands. The store keeps an index of
// what it says, and builds it anew when Membership changes.
type Router interface {
	// Feeds lists the paths of the feeds that hold the article, prefixes and
	// the whole site (the empty path) included.
	Feeds(*article.Article) []article.Category
	// Paths lists the feeds that there are whether they hold anything or not.
	Paths() []article.Category
	// Membership is a fingerprint of all that decides Feeds, Look one of all
	// that decides how the feeds are written.
	Membership() string
	Look() string
}

var (
	membershipKey = []byte("membership")
	lookKey       = []byte("look")
)

// Use makes the index fit the router. Where it did not, every feed is stale.
func (s *Store) Use(r Router) error {
	err := s.db.Update(func(tx *bbolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		sameMembers := string(meta.Get(membershipKey)) == r.Membership()
		if sameMembers && string(meta.Get(lookKey)) == r.Look() {
			return nil
		}
		if err := markAllStale(tx); err != nil { // of the old index: what goes is stale as well
			return err
		}
		if !sameMembers {
			if err := s.rebuild(tx, r); err != nil {
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

// rebuild routes every article again.
func (s *Store) rebuild(tx *bbolt.Tx, r Router) error {
	if err := tx.DeleteBucket(feedsBucket); err != nil {
		return err
	}
	if _, err := tx.CreateBucket(feedsBucket); err != nil {
		return err
	}
	err := tx.Bucket(articlesBucket).ForEach(func(_, value []byte) error {
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

// feedEntry is an article's place in a feed: its arrival, then its short id.
func feedEntry(a *article.Article) []byte {
	// Seconds since the year 1, so that dates before 1970 sort too.
	const toYearOne = 62135596800
	return binary.BigEndian.AppendUint64(idKey(uint64(a.Arrival.Unix()+toYearOne)), a.ID)
}

// pathKey is a path as a bucket's name, which may not be empty.
func pathKey(path article.Category) []byte { return []byte("/" + path.ID()) }

func pathOf(key []byte) article.Category { return article.ParseCategory(string(key[1:])) }

// Paths lists the feeds that hold an article.
func (s *Store) Paths() ([]article.Category, error) {
	var paths []article.Category
	err := s.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(feedsBucket).ForEachBucket(func(k []byte) error {
			paths = append(paths, pathOf(k))
			return nil
		})
	})
	return paths, err
}

// Newest returns the articles of a feed that arrived last, newest first, at
// most limit of them.
func (s *Store) Newest(path article.Category, limit int) ([]*article.Article, error) {
	var newest []*article.Article
	err := s.db.View(func(tx *bbolt.Tx) error {
		members := tx.Bucket(feedsBucket).Bucket(pathKey(path))
		if members == nil {
			return nil
		}
		c := members.Cursor()
		for k, _ := c.Last(); k != nil && len(newest) < limit; k, _ = c.Prev() {
			found, _, err := s.byID(tx, binary.BigEndian.Uint64(k[8:]))
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

// Stale is a feed whose files are behind its articles.
type Stale struct {
	Path article.Category
	mark []byte
}

// Stale lists the feeds that have changed since they were last published.
func (s *Store) Stale() ([]Stale, error) {
	var all []Stale
	err := s.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(staleBucket).ForEach(func(k, v []byte) error {
			all = append(all, Stale{pathOf(k), bytes.Clone(v)})
			return nil
		})
	})
	return all, err
}

// Published says that these feeds were written. One that has changed since
// Stale named it stays stale.
func (s *Store) Published(done []Stale) error {
	if len(done) == 0 {
		return nil
	}
	return s.db.Update(func(tx *bbolt.Tx) error {
		stale := tx.Bucket(staleBucket)
		for _, d := range done {
			key := pathKey(d.Path)
			if !bytes.Equal(stale.Get(key), d.mark) {
				continue
			}
			if err := stale.Delete(key); err != nil {
				return err
			}
		}
		return nil
	})
}

// MarkStale has these feeds written again.
func (s *Store) MarkStale(paths []article.Category) error {
	if len(paths) == 0 {
		return nil
	}
	return s.db.Update(func(tx *bbolt.Tx) error {
		for _, path := range paths {
			if err := markStale(tx, path); err != nil {
				return err
			}
		}
		return nil
	})
}

// markStale gives the path a mark that it never had before.
func markStale(tx *bbolt.Tx, path article.Category) error {
	stale := tx.Bucket(staleBucket)
	mark, err := stale.NextSequence()
	if err != nil {
		return err
	}
	return stale.Put(pathKey(path), idKey(mark))
}

// markAllStale marks every feed of the index.
func markAllStale(tx *bbolt.Tx) error {
	return tx.Bucket(feedsBucket).ForEachBucket(func(k []byte) error {
		return markStale(tx, pathOf(k))
	})
}
