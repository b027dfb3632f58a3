package store

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"go.etcd.io/bbolt"
)

// migrations bring the buckets from the format of their place, counted from 1,
// to the next one. Each is called in one transaction after the other until it
// reports that it is done, and takes so few steps in each that memory holds
// them. Values bring themselves: the codec reads all versions.
var migrations = []func(*Store, *bbolt.Tx) (done bool, err error){
	// 1 to 2: what an article is lies by short id, and its key leads there; the
	// entries of feeds begin with their class; arrivals are new.
	(*Store).toPacked,
}

// migrate brings a store of an earlier version, 0 for a new file, closer to this
// one's format, and reports whether it is there. A crash between two
// transactions leaves a store that the next Open goes on with.
func (s *Store) migrate(tx *bbolt.Tx, version int) (done bool, err error) {
	if version == format {
		return true, nil
	}
	if version == 0 {
		return true, tx.Bucket(metaBucket).Put(formatKey, []byte(strconv.Itoa(format)))
	}
	done, err = migrations[version-1](s, tx)
	if err != nil {
		return false, fmt.Errorf("bring the store from format %d to %d: %w", version, version+1, err)
	}
	if !done {
		return false, nil
	}
	return version+1 == format, tx.Bucket(metaBucket).Put(formatKey, []byte(strconv.Itoa(version+1)))
}

// packBatch is how many articles one transaction moves.
const packBatch = 1000

var packNextKey = []byte("pack next")

// toPacked empties the index, which is derived: Use builds it anew. Then it
// packs.
func (s *Store) toPacked(tx *bbolt.Tx) (done bool, err error) {
	if tx.Bucket(metaBucket).Get(packNextKey) == nil {
		if err := emptyIndex(tx); err != nil {
			return false, err
		}
	}
	return s.packSome(tx)
}

// emptyIndex takes everything out of the feeds, which are stale by that, until
// Use puts it in again.
func emptyIndex(tx *bbolt.Tx) error {
	if err := markAllStale(tx); err != nil {
		return err
	}
	if err := tx.DeleteBucket(feedsBucket); err != nil {
		return err
	}
	if _, err := tx.CreateBucket(feedsBucket); err != nil {
		return err
	}
	return tx.Bucket(metaBucket).Delete(membershipKey)
}

// packSome moves the values of the next articles, in the order of short ids, so
// that their pages fill. The key of one that was pruned may be another's by now.
func (s *Store) packSome(tx *bbolt.Tx) (done bool, err error) {
	articles, packed, meta := tx.Bucket(articlesBucket), inOrder(tx.Bucket(packedBucket)), tx.Bucket(metaBucket)
	c := tx.Bucket(idsBucket).Cursor()
	id, key := c.Seek(meta.Get(packNextKey))
	for n := 0; id != nil; n++ {
		if n == packBatch {
			return false, meta.Put(packNextKey, bytes.Clone(id))
		}
		value := bytes.Clone(articles.Get(key))
		if len(value) > len(id) {
			a, err := s.codec.decode(value)
			if err != nil {
				return false, err
			}
			own := idKey(a.ID)
			if err := errors.Join(packed.Put(own, value), articles.Put([]byte(a.Key), own)); err != nil {
				return false, err
			}
		}
		id, key = c.Next()
	}
	return true, meta.Delete(packNextKey)
}
