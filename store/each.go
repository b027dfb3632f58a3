package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// eachBatch is how many articles one transaction reads. The next begins when
// they have been visited: however long that takes, no old page is held for it.
const eachBatch = 200

// Each hands every article that is kept to visit, in the order of short ids,
// from that one on. What is saved meanwhile comes too. It ends with the first
// error of visit, which it returns as it is.
func (s *Store) Each(ctx context.Context, from uint64, visit func(*article.Article) error) error {
	for {
		batch, err := s.batchFrom(from)
		if err != nil {
			return fmt.Errorf("read the articles: %w", err)
		}
		if len(batch) == 0 {
			return nil
		}
		for _, value := range batch {
			if err := ctx.Err(); err != nil {
				return err
			}
			a, err := s.codec.decode(value)
			if err != nil {
				return fmt.Errorf("read the articles: %w", err)
			}
			if err := visit(a); err != nil {
				return err
			}
			from = a.ID + 1
		}
	}
}

// Get is the article of a short id, nil where it is not kept.
func (s *Store) Get(id uint64) (a *article.Article, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		k, _, err := s.byID(tx, id)
		a = k.article
		return err
	})
	return a, err
}

// batchFrom reads packed articles.
func (s *Store) batchFrom(from uint64) (batch [][]byte, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		c := tx.Bucket(packedBucket).Cursor()
		for id, value := c.Seek(idKey(from)); id != nil && len(batch) < eachBatch; id, value = c.Next() {
			if tx.Bucket(forgottenBucket).Get(forgottenID(binary.BigEndian.Uint64(id))) == nil {
				batch = append(batch, bytes.Clone(value))
			}
		}
		return nil
	})
	return batch, err
}
