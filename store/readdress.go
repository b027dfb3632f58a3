package store

import (
	"context"
	"encoding/binary"

	"go.etcd.io/bbolt"
)

// trackingKey has the fingerprint of the list of tracking parameters by which
// aliases and links were made.
var trackingKey = []byte("tracking")

// addressed reports whether that was the store's own.
func (s *Store) addressed(tx *bbolt.Tx) bool {
	return string(tx.Bucket(metaBucket).Get(trackingKey)) == s.tracking.Fingerprint()
}

// readdress leads the addresses to every article that it has by the store's own
// list, where they were made by another one: with more or fewer names in
// config.yaml, or of an older version. The links become those of this list too;
// relinked says that there was such a link. What led to an article still does:
// it was known there.
func (s *Store) readdress(ctx context.Context, tx *bbolt.Tx) (relinked bool, err error) {
	if s.addressed(tx) {
		return false, nil
	}
	err = tx.Bucket(idsBucket).ForEach(func(id, _ []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		k, _, err := s.byID(tx, binary.BigEndian.Uint64(id))
		if err != nil {
			return err
		}
		if k.article == nil {
			return s.readdressPruned(tx, k)
		}
		changed, err := s.readdressArticle(tx, k)
		relinked = relinked || changed
		return err
	})
	if err != nil {
		return false, err
	}
	if err := s.readdressBlocks(tx); err != nil {
		return false, err
	}
	return relinked, tx.Bucket(metaBucket).Put(trackingKey, []byte(s.tracking.Fingerprint()))
}

func (s *Store) readdressArticle(tx *bbolt.Tx, k known) (relinked bool, err error) {
	for i := range k.article.Sightings {
		sighting := &k.article.Sightings[i]
		relinked = s.tracking.Relink(&sighting.Item) || relinked
		if err := addAlias(tx, urlAlias(s.tracking.Address(&sighting.Item, sighting.Source)), k.id); err != nil {
			return false, err
		}
	}
	if !relinked {
		return false, nil
	}
	value, err := s.codec.encode(k.article)
	if err != nil {
		return false, err
	}
	return true, tx.Bucket(articlesBucket).Put([]byte(k.key), value)
}

// readdressPruned does what can be done where the key alone is left: parameters
// that an older list took away are not known any more.
func (s *Store) readdressPruned(tx *bbolt.Tx, k known) error {
	address, whole := k.key.Address()
	if !whole {
		return nil
	}
	return addAlias(tx, urlAlias(s.tracking.Again(address)), k.id)
}
