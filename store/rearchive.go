package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// rearchiveKey says that archives may not fit the index: it was built anew, or
// other feeds are to have archives.
var rearchiveKey = []byte("rearchive")

// rearchive makes the archives fit the index, in many small transactions: who is in
// a feed no more leaves its archive, who has joined it is open there, and everybody
// else stays on their page. One that is cut short is begun again, and has less to
// do. Meanwhile others may save.
func (s *Store) rearchive(ctx context.Context) error {
	var paths []article.Category
	err := s.view(func(tx *bbolt.Tx) error {
		if tx.Bucket(metaBucket).Get(rearchiveKey) == nil {
			return nil
		}
		return eachArchive(tx, func(a archive) error {
			paths = append(paths, a.path)
			return nil
		})
	})
	if err != nil || len(paths) == 0 {
		return err
	}
	for _, path := range paths {
		if err == nil {
			err = s.mend(ctx, path, strangers, archive.takeOff)
		}
		if err == nil {
			err = s.mend(ctx, path, unknown, archive.open)
		}
	}
	if err != nil {
		return fmt.Errorf("bring the archives up to date: %w", err)
	}
	return s.update(func(tx *bbolt.Tx) error { return tx.Bucket(metaBucket).Delete(rearchiveKey) })
}

// takeUpArchives drops the archives that the router has no more and makes those that
// feeds are to have. All pages are stale, and what is on them is yet to be looked at.
func takeUpArchives(tx *bbolt.Tx, r article.Router) error {
	var gone []article.Category
	err := eachArchive(tx, func(a archive) error {
		if r.Archive(a.path) == 0 {
			gone = append(gone, a.path)
		}
		return nil
	})
	for _, path := range gone {
		err = errors.Join(err, tx.Bucket(archivesBucket).DeleteBucket(pathKey(path)))
	}
	if err != nil {
		return err
	}
	err = tx.Bucket(feedsBucket).ForEachBucket(func(k []byte) error {
		if r.Archive(pathOf(k)) == 0 {
			return nil
		}
		_, err := makeArchive(tx, pathOf(k))
		return err
	})
	if first, _ := tx.Bucket(archivesBucket).Cursor().First(); err != nil || first == nil {
		return err
	}
	return errors.Join(markAllPages(tx), tx.Bucket(metaBucket).Put(rearchiveKey, []byte{1}))
}

// search finds entries that are wrong in an archive, beginning at one of a feed,
// and says where to go on, nil for nowhere.
type search func(a archive, feed *bbolt.Bucket, from []byte, most int) (found [][]byte, next []byte)

// mend finds what is wrong, a part at a time and without the lock that savers
// need, and mends it.
func (s *Store) mend(ctx context.Context, path article.Category, find search, mend func(archive, []byte) error) error {
	for next := []byte{}; next != nil; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var a archive
		var found [][]byte
		from := next
		look := func(tx *bbolt.Tx) (ok bool) {
			if a, ok = archiveOf(tx, path); ok {
				found, next = find(a, tx.Bucket(feedsBucket).Bucket(pathKey(path)), from, s.batch)
			}
			return ok
		}
		err := s.view(func(tx *bbolt.Tx) error {
			if !look(tx) {
				next = nil
			}
			return nil
		})
		if err == nil && len(found) > 0 {
			err = s.update(func(tx *bbolt.Tx) error {
				look(tx) // again: somebody may have saved in between
				for _, entry := range found {
					if err := mend(a, entry); err != nil {
						return err
					}
				}
				return markStale(tx, path)
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// strangers are on a page or open, and not in the feed.
func strangers(a archive, feed *bbolt.Bucket, from []byte, most int) (found [][]byte, next []byte) {
	if len(from) == 0 {
		from = []byte{keyPlaced}
	}
	kind, looked := from[0], 0
	a.each(kind, from[1:], func(entry, _ []byte) bool {
		if looked == scanBatch || len(found) == most {
			next = archiveKey(kind, entry)
			return false
		}
		looked++
		if feed == nil || !has(feed, entry) {
			found = append(found, bytes.Clone(entry))
		}
		return true
	})
	if next == nil && kind == keyPlaced {
		next = []byte{keyOpen}
	}
	return found, next
}

// unknown are in the feed, and neither on a page nor open.
func unknown(a archive, feed *bbolt.Bucket, from []byte, most int) (found [][]byte, next []byte) {
	if feed == nil {
		return nil, nil
	}
	c := feed.Cursor()
	looked := 0
	for k, _ := c.Seek(from); k != nil; k, _ = c.Next() {
		if looked == scanBatch || len(found) == most {
			return found, slices.Clone(k)
		}
		looked++
		if !a.knows(k) {
			found = append(found, bytes.Clone(k))
		}
	}
	return found, nil
}
