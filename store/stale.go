package store

import (
	"encoding/binary"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Stale lists the feeds that have changed since they were last published.
func (s *Store) Stale() ([]article.Stale, error) {
	var all []article.Stale
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.Bucket(staleBucket).ForEach(func(k, v []byte) error {
			all = append(all, article.Stale{Path: pathOf(k), Mark: binary.BigEndian.Uint64(v)})
			return nil
		})
	})
	return all, err
}

// Published says that these feeds were written. One that has changed since
// Stale named it stays stale.
func (s *Store) Published(done []article.Stale) error {
	if len(done) == 0 {
		return nil
	}
	return s.update(func(tx *bbolt.Tx) error {
		stale := tx.Bucket(staleBucket)
		for _, d := range done {
			key := pathKey(d.Path)
			if mark := stale.Get(key); mark == nil || binary.BigEndian.Uint64(mark) != d.Mark {
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
	return s.update(func(tx *bbolt.Tx) error {
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
