package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"

	"go.etcd.io/bbolt"
)

// trackingKey has the fingerprint of the list of tracking parameters by which
// aliases and links were made.
var trackingKey = []byte("tracking")

// addressed reports whether that was the store's own.
func (s *Store) addressed(tx *bbolt.Tx) bool {
	return string(tx.Bucket(metaBucket).Get(trackingKey)) == s.tracking.Fingerprint()
}

// readdressNextKey has the short id that readdress goes on with.
var readdressNextKey = []byte("readdress next")

// readdress leads the addresses to every article that it has by the store's own
// list, where they were made by another one: with more or fewer names in
// config.yaml, or of an older version. The links become those of this list too.
// What led to an article still does: it was known there. It takes many small
// transactions; one that is cut short is gone on with.
func (s *Store) readdress(ctx context.Context) error {
	for done := false; !done; {
		err := s.update(func(tx *bbolt.Tx) (err error) {
			done, err = s.readdressSome(ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readdressSome does so for the next articles. With the last of them all feeds
// have to be looked at.
func (s *Store) readdressSome(ctx context.Context, tx *bbolt.Tx) (done bool, err error) {
	meta := tx.Bucket(metaBucket)
	of, next := s.readdressFrom(meta.Get(readdressNextKey))
	var ids []uint64
	c := tx.Bucket(idsBucket).Cursor()
	id, _ := c.Seek(next)
	for ; id != nil && len(ids) < s.batch; id, _ = c.Next() {
		ids = append(ids, binary.BigEndian.Uint64(id))
	}
	next = bytes.Clone(id)
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		if err := s.readdressOne(tx, id); err != nil {
			return false, err
		}
	}
	if next != nil {
		return false, meta.Put(readdressNextKey, append([]byte(of), next...))
	}
	return true, errors.Join(s.readdressBlocks(tx), meta.Delete(readdressNextKey), meta.Delete(lookKey),
		meta.Put(trackingKey, []byte(of)))
}

// readdressFrom is the fingerprint of the store's list, and the short id from
// which on it is to be applied; the first where another list was being.
func (s *Store) readdressFrom(noted []byte) (of string, next []byte) {
	of = s.tracking.Fingerprint()
	if rest, ours := bytes.CutPrefix(noted, []byte(of)); ours {
		next = rest
	}
	return of, next
}

func (s *Store) readdressOne(tx *bbolt.Tx, id uint64) error {
	k, _, err := s.byID(tx, id)
	if err != nil {
		return err
	}
	if k.article == nil {
		return s.readdressPruned(tx, k)
	}
	relinked, err := s.readdressArticle(tx, k)
	if err != nil || !relinked {
		return err
	}
	// A rule may ask for the link: the index fits nobody any more.
	return tx.Bucket(metaBucket).Delete(membershipKey)
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
	return true, s.keep(tx, k.article)
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
