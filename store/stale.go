package store

import (
	"encoding/binary"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Stale lists the feeds that have changed since they were last published, with the
// pages of their archives that have.
func (s *Store) Stale() ([]article.Stale, error) {
	var all []article.Stale
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.Bucket(staleBucket).ForEach(func(k, v []byte) error {
			one := article.Stale{Path: pathOf(k), Mark: binary.BigEndian.Uint64(v)}
			if a, ok := archiveOf(tx, one.Path); ok {
				one.Pages = a.stalePages()
			}
			all = append(all, one)
			return nil
		})
	})
	return all, err
}

// Published says that these feeds and pages were written. What has changed since
// Stale named it stays stale.
func (s *Store) Published(done []article.Stale) error {
	if len(done) == 0 {
		return nil
	}
	return s.update(func(tx *bbolt.Tx) error {
		stale := tx.Bucket(staleBucket)
		for _, d := range done {
			if a, ok := archiveOf(tx, d.Path); ok {
				if err := a.publishedPages(d.Pages); err != nil {
					return err
				}
			}
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

// markAllPages marks every page of every archive.
func markAllPages(tx *bbolt.Tx) error {
	return eachArchive(tx, func(a archive) error {
		first, last := a.reach()
		if first == 0 {
			return nil
		}
		return a.markPages(first, last)
	})
}

// markAllStale marks every feed of the index.
func markAllStale(tx *bbolt.Tx) error {
	return tx.Bucket(feedsBucket).ForEachBucket(func(k []byte) error {
		return markStale(tx, pathOf(k))
	})
}
