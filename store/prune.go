package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// pruneBatch is how many articles one transaction takes out.
const pruneBatch = 1000

// Prune takes out the articles that are no longer kept, and says how many.
// What leads to them stays, so that one that comes back is not news.
func (s *Store) Prune(ctx context.Context, r article.Router, keep article.Retention, now time.Time) (int, error) {
	total := 0
	for {
		if err := ctx.Err(); err != nil {
			return total, err
		}
		var n int
		err := s.update(func(tx *bbolt.Tx) error {
			var err error
			n, err = s.pruneSome(tx, r, keep, now)
			return err
		})
		total += n
		if err != nil {
			return total, fmt.Errorf("prune the store: %w", err)
		}
		if n < pruneBatch {
			return total, nil
		}
	}
}

func (s *Store) pruneSome(tx *bbolt.Tx, r article.Router, keep article.Retention, now time.Time) (int, error) {
	if err := indexedBy(tx, r); err != nil {
		return 0, err
	}
	keys := outOfDate(tx, keep, now)
	for _, key := range keys {
		a, err := s.at(tx, key)
		if err != nil {
			return 0, err
		}
		if err := leave(tx, feedEntry(a), r.Feeds(a)); err != nil {
			return 0, err
		}
		if err := drop(tx, a); err != nil {
			return 0, err
		}
	}
	return len(keys), addCount(tx, -len(keys))
}

// outOfDate lists the keys of the oldest articles that are not kept, at most
// pruneBatch of them.
func outOfDate(tx *bbolt.Tx, keep article.Retention, now time.Time) [][]byte {
	var keys [][]byte
	oldest := ""
	if keep.MaxAge > 0 {
		oldest = article.Stamp(now.Add(-keep.MaxAge))
	}
	surplus := 0
	if keep.MaxArticles > 0 {
		surplus = max(0, count(tx)-keep.MaxArticles)
	}
	c := tx.Bucket(articlesBucket).Cursor()
	for k, _ := c.First(); k != nil && len(keys) < pruneBatch; k, _ = c.Next() {
		if article.Key(k).Date() >= oldest && len(keys) >= surplus {
			break
		}
		keys = append(keys, append([]byte(nil), k...))
	}
	return keys
}

var countKey = []byte("count")

// count is how many articles are kept.
func count(tx *bbolt.Tx) int {
	if n := tx.Bucket(metaBucket).Get(countKey); n != nil {
		return int(binary.BigEndian.Uint64(n))
	}
	return 0
}

func addCount(tx *bbolt.Tx, n int) error {
	if n == 0 {
		return nil
	}
	return tx.Bucket(metaBucket).Put(countKey, idKey(uint64(count(tx)+n)))
}
