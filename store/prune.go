package store

import (
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Retention says which articles are kept. Zeros keep all.
type Retention struct {
	MaxAge      time.Duration // by the article's date
	MaxArticles int           // the newest by date
}

// pruneBatch is how many articles one transaction takes out.
const pruneBatch = 1000

// Prune takes out the articles that are no longer kept, and says how many.
// What leads to them stays, so that one that comes back is not news.
func (s *Store) Prune(ctx context.Context, r Router, keep Retention, now time.Time) (int, error) {
	total := 0
	for {
		if err := ctx.Err(); err != nil {
			return total, err
		}
		var n int
		err := s.db.Update(func(tx *bbolt.Tx) error {
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

func (s *Store) pruneSome(tx *bbolt.Tx, r Router, keep Retention, now time.Time) (int, error) {
	keys := outOfDate(tx, keep, now)
	for _, key := range keys {
		a, err := s.codec.decode(tx.Bucket(articlesBucket).Get(key))
		if err != nil {
			return 0, err
		}
		if err := leave(tx, feedEntry(a), r.Feeds(a)); err != nil {
			return 0, err
		}
		if err := tx.Bucket(articlesBucket).Delete(key); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

// outOfDate lists the keys of the oldest articles that are not kept, at most
// pruneBatch of them.
func outOfDate(tx *bbolt.Tx, keep Retention, now time.Time) [][]byte {
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

func count(tx *bbolt.Tx) int {
	n := 0
	c := tx.Bucket(articlesBucket).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		n++
	}
	return n
}
