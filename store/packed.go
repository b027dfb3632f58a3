package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// An article is two entries: in the order of dates its key, which leads to its
// short id, and in the order of short ids all the rest, packed. Sources list
// dates in any order, and pages into which keys come in any order stay a third
// empty; short ids count up, so that the large entries fill their pages.

// pageSize is that of new stores, in bytes, on every machine. bbolt keeps at
// least two entries on a page: on one of 4 KB two packed articles seldom have
// room, and spill to a second one.
const pageSize = 16 << 10

// full is how full a page is when the next one is begun, in buckets whose keys
// come in order. What is written later, such as an edit, finds little room.
const full = 1.0

// inOrder is a bucket whose keys mostly come in order.
func inOrder(b *bbolt.Bucket) *bbolt.Bucket {
	b.FillPercent = full
	return b
}

// packed reads the article that an entry of the order of dates leads to.
func (s *Store) packed(tx *bbolt.Tx, id []byte) (*article.Article, error) {
	value := tx.Bucket(packedBucket).Get(id)
	if value == nil {
		return nil, fmt.Errorf("%w: an article is missing (id %x)", ErrDamaged, id)
	}
	return s.codec.decode(value)
}

// keep writes an article under its key and its short id, and how the one leads
// to the other.
func (s *Store) keep(tx *bbolt.Tx, a *article.Article) error {
	value, err := s.codec.encode(a)
	if err != nil {
		return err
	}
	id := idKey(a.ID)
	if err := tx.Bucket(articlesBucket).Put([]byte(a.Key), id); err != nil {
		return fmt.Errorf("store article %d: %w", a.ID, err)
	}
	if err := inOrder(tx.Bucket(packedBucket)).Put(id, value); err != nil {
		return fmt.Errorf("store article %d: %w", a.ID, err)
	}
	return inOrder(tx.Bucket(idsBucket)).Put(id, []byte(a.Key))
}

// drop takes out an article. Its short id goes on leading to its key.
func (s *Store) drop(tx *bbolt.Tx, id uint64) error {
	if err := s.noteGone(tx, id); err != nil {
		return err
	}
	if err := tx.Bucket(packedBucket).Delete(idKey(id)); err != nil {
		return err
	}
	key := bytes.Clone(tx.Bucket(idsBucket).Get(idKey(id)))
	if !bytes.Equal(tx.Bucket(articlesBucket).Get(key), idKey(id)) {
		return nil
	}
	return tx.Bucket(articlesBucket).Delete(key)
}

func idKey(id uint64) []byte { return binary.BigEndian.AppendUint64(nil, id) }
