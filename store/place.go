package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Places says where an article stands in each of the feeds that the router
// gives it. Where the index was built by another router, indexed is false, and
// the places are those that it will have: every article is asked for that.
func (s *Store) Places(ctx context.Context, r article.Router, a *article.Article) (places []article.Place, indexed bool, err error) {
	for _, path := range r.Feeds(a) {
		places = append(places, article.Place{Path: path})
	}
	err = s.view(func(tx *bbolt.Tx) error {
		indexed = indexedBy(tx, r) == nil
		if indexed {
			return countIndexed(ctx, tx, feedEntry(a), places)
		}
		return s.countAll(ctx, tx, r, feedEntry(a), places)
	})
	if err != nil {
		return nil, false, fmt.Errorf("find the place of article %d: %w", a.ID, err)
	}
	return places, indexed, nil
}

// countIndexed reads each feed backwards until the entry comes.
func countIndexed(ctx context.Context, tx *bbolt.Tx, entry []byte, places []article.Place) error {
	for i := range places {
		if a, ok := archiveOf(tx, places[i].Path); ok {
			places[i].Page = a.pageOf(entry)
		}
		members := tx.Bucket(feedsBucket).Bucket(pathKey(places[i].Path))
		if members == nil || !has(members, entry) {
			continue
		}
		c := members.Cursor()
		for k, _ := c.Last(); k != nil && bytes.Compare(k, entry) >= 0; k, _ = c.Prev() {
			places[i].Place++
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// countAll counts in each feed the articles that stand before the entry.
func (s *Store) countAll(ctx context.Context, tx *bbolt.Tx, r article.Router, entry []byte, places []article.Place) error {
	return tx.Bucket(packedBucket).ForEach(func(_, value []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		other, err := s.codec.decode(value)
		if err != nil {
			return err
		}
		if bytes.Compare(feedEntry(other), entry) < 0 {
			return nil
		}
		feeds := r.Feeds(other)
		for i := range places {
			if slices.ContainsFunc(feeds, places[i].Path.Equal) {
				places[i].Place++
			}
		}
		return nil
	})
}

// feedsWith lists the feeds of the index that have the entry.
func feedsWith(tx *bbolt.Tx, entry []byte) []article.Category {
	var paths []article.Category
	feeds := tx.Bucket(feedsBucket)
	// The function returns no error, and so does ForEachBucket.
	_ = feeds.ForEachBucket(func(k []byte) error {
		if has(feeds.Bucket(k), entry) {
			paths = append(paths, pathOf(k))
		}
		return nil
	})
	return paths
}

// has reports whether a feed has the entry, whose value is empty.
func has(members *bbolt.Bucket, entry []byte) bool {
	k, _ := members.Cursor().Seek(entry)
	return bytes.Equal(k, entry)
}
