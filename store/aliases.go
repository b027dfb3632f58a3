package store

import (
	"encoding/binary"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// maxAtURL bounds how many articles of one address an item is compared with:
// the newest ones. A feed whose items all share one link needs no more, since
// each is known by its GUID, or by its hash while it does not change.
const maxAtURL = 100

// The keys of aliases are a letter, which says of what, and hashes, so that
// long addresses and GUIDs cost no more than short ones.

func guidAlias(source, guid string) []byte {
	key := binary.BigEndian.AppendUint64([]byte{'g'}, uint64(article.HashOf(source)))
	return binary.BigEndian.AppendUint64(key, uint64(article.HashOf(guid)))
}

func urlAlias(address string) []byte {
	return binary.BigEndian.AppendUint64([]byte{'u'}, uint64(article.HashOf(address)))
}

func publicAlias(id string) []byte {
	return binary.BigEndian.AppendUint64([]byte{'p'}, uint64(article.HashOf(id)))
}

func textAlias(print article.Hash) []byte {
	return binary.BigEndian.AppendUint64([]byte{'t'}, uint64(print))
}

// lookup returns the short ids that an alias leads to.
func lookup(tx *bbolt.Tx, alias []byte) []uint64 {
	return decodeIDs(tx.Bucket(aliasesBucket).Get(alias))
}

func decodeIDs(value []byte) []uint64 {
	ids := make([]uint64, 0, len(value)/8)
	for ; len(value) >= 8; value = value[8:] {
		ids = append(ids, binary.BigEndian.Uint64(value))
	}
	return ids
}

// addAlias leads an alias to one more article, the newest maxAtURL of them.
func addAlias(tx *bbolt.Tx, alias []byte, id uint64) error {
	ids := lookup(tx, alias)
	if slices.Contains(ids, id) {
		return nil
	}
	ids = append(ids, id)
	return setAlias(tx, alias, ids[max(0, len(ids)-maxAtURL):]...)
}

// setAlias leads an alias to these articles and no others.
func setAlias(tx *bbolt.Tx, alias []byte, ids ...uint64) error {
	value := make([]byte, 0, 8*len(ids))
	for _, id := range ids {
		value = binary.BigEndian.AppendUint64(value, id)
	}
	return tx.Bucket(aliasesBucket).Put(alias, value)
}

// dropAlias leads an alias no longer to that article.
func dropAlias(tx *bbolt.Tx, alias []byte, id uint64) error {
	ids := slices.DeleteFunc(lookup(tx, alias), func(other uint64) bool { return other == id })
	if len(ids) == 0 {
		return tx.Bucket(aliasesBucket).Delete(alias)
	}
	return setAlias(tx, alias, ids...)
}

// known is an article that an alias leads to: whole, or only its key where it
// has been pruned.
type known struct {
	id      uint64
	key     article.Key
	article *article.Article // nil: pruned
	// forgotten says that it was taken down, or is not to come back.
	forgotten bool
}

// byID finds an article by its short id. found is false for an id that was
// never given out.
func (s *Store) byID(tx *bbolt.Tx, id uint64) (k known, found bool, err error) {
	key := tx.Bucket(idsBucket).Get(idKey(id))
	if key == nil {
		return known{}, false, nil
	}
	k = known{id: id, key: article.Key(key)}
	k.forgotten = tx.Bucket(forgottenBucket).Get(forgottenID(id)) != nil
	value := tx.Bucket(packedBucket).Get(idKey(id))
	if value == nil || k.forgotten {
		return k, true, nil
	}
	if k.article, err = s.codec.decode(value); err != nil {
		return known{}, false, fmt.Errorf("read article %d: %w", id, err)
	}
	if k.article.ID != id { // the key of one that was pruned is free for others
		k.article = nil
	}
	return k, true, nil
}
