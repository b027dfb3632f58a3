package store

import (
	"bytes"
	"context"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// ClosePages closes the pages that the archives of stale feeds lack: as long as an
// open article is not among the newest that a feed shows, a page is made of the
// first open ones, in the order of their entries, and stays. So the newest and the
// pages together are all that the feed holds, and who knows a page knows all before
// it. Where news comes one by one, each page is full when it is closed.
func (s *Store) ClosePages(ctx context.Context, r article.Router) error {
	var due []article.Category
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.Bucket(staleBucket).ForEach(func(k, _ []byte) error {
			if a, ok := archiveOf(tx, pathOf(k)); ok && r.Archive(a.path) > 0 && a.overdue(r.Archive(a.path)) {
				due = append(due, a.path)
			}
			return nil
		})
	})
	for _, path := range due {
		for more := true; more && err == nil; {
			err = s.update(func(tx *bbolt.Tx) (err error) {
				more, err = closeSome(ctx, tx, path, r.Archive(path), s.batch)
				return err
			})
		}
	}
	if err != nil {
		return fmt.Errorf("close the pages of archives: %w", err)
	}
	return nil
}

// closeSome closes pages, until they have that many articles together.
func closeSome(ctx context.Context, tx *bbolt.Tx, path article.Category, size, most int) (more bool, err error) {
	a, ok := archiveOf(tx, path)
	if !ok {
		return false, nil
	}
	for closed := 0; closed < most; closed += size {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		if !a.overdue(size) {
			return false, nil
		}
		if err := a.close(size); err != nil {
			return false, err
		}
	}
	return true, nil
}

// overdue reports whether an open article is not among the newest size of the
// feed. Both are in the order of entries, so that the first one tells.
func (a archive) overdue(size int) bool {
	first := a.firstOpen(1)
	feed := a.tx.Bucket(feedsBucket).Bucket(pathKey(a.path))
	if len(first) == 0 || feed == nil {
		return false
	}
	c := feed.Cursor()
	last, _ := c.Last()
	for n := 1; n < size && last != nil; n++ {
		last, _ = c.Prev()
	}
	return last != nil && bytes.Compare(first[0], last) < 0
}

// firstOpen are the first open entries.
func (a archive) firstOpen(most int) (entries [][]byte) {
	a.each(keyOpen, nil, func(entry, _ []byte) bool {
		entries = append(entries, bytes.Clone(entry))
		return len(entries) < most
	})
	return entries
}

// close makes a page of the first open articles. The page before it leads to it
// from now on.
func (a archive) close(size int) error {
	number, err := a.b.NextSequence()
	if err != nil {
		return err
	}
	_, before := a.reach()
	page, b := int(number), inOrder(a.b)
	var ids []byte
	for _, entry := range a.firstOpen(size) {
		ids = append(ids, entry[len(entry)-8:]...)
		if err := b.Delete(archiveKey(keyOpen, entry)); err != nil {
			return err
		}
		if err := b.Put(archiveKey(keyPlaced, entry), numberKey(page)); err != nil {
			return err
		}
	}
	if err := b.Put(pageKey(page), ids); err != nil {
		return err
	}
	if before != 0 {
		if err := a.markPage(before); err != nil {
			return err
		}
	}
	return a.markPage(page)
}
