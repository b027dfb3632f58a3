package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// The bucket forgotten has a record of each takedown, and what it blocks:
// canonical URLs, as the bucket aliases has them; GUIDs, each with the short id
// of an article that went by it; short ids; and keys, which no other article
// may have. The value of a block begins with the number of its takedown.

func recordKey(number uint64) []byte { return binary.BigEndian.AppendUint64([]byte{'r'}, number) }

func guidBlock(alias []byte, id uint64) []byte {
	return binary.BigEndian.AppendUint64(bytes.Clone(alias), id)
}

func forgottenID(id uint64) []byte { return binary.BigEndian.AppendUint64([]byte{'i'}, id) }

func forgottenKey(key article.Key) []byte { return append([]byte{'k'}, key...) }

// What an article was when it was forgotten, as the block of its short id says.
const (
	wasPruned = 0
	wasKept   = 1
)

// record is a takedown as it is stored. A block that several takedowns want is
// in the record of each.
type record struct {
	article.Forgotten
	Blocks [][]byte `json:"blocks"`
}

// block keeps something out. What is kept out already stays as it is.
func (r *record) block(tx *bbolt.Tx, key, detail []byte) error {
	r.Blocks = append(r.Blocks, bytes.Clone(key))
	forgotten := tx.Bucket(forgottenBucket)
	if forgotten.Get(key) != nil {
		return nil
	}
	return forgotten.Put(key, append(idKey(r.Number), detail...))
}

func putRecord(tx *bbolt.Tx, r record) error {
	value, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return tx.Bucket(forgottenBucket).Put(recordKey(r.Number), value)
}

// records reads all takedowns, the oldest first.
func records(tx *bbolt.Tx) ([]record, error) {
	var all []record
	c := tx.Bucket(forgottenBucket).Cursor()
	for k, v := c.Seek([]byte{'r'}); k != nil && k[0] == 'r'; k, v = c.Next() {
		r, err := decodeRecord(v)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

func decodeRecord(value []byte) (r record, err error) {
	if err := json.Unmarshal(value, &r); err != nil {
		return record{}, fmt.Errorf("read what is forgotten: %w: %w", ErrDamaged, err)
	}
	return r, nil
}

// Forgotten lists the takedowns that are in force, the oldest first.
func (s *Store) Forgotten() ([]article.Forgotten, error) {
	var all []article.Forgotten
	err := s.view(func(tx *bbolt.Tx) error {
		rs, err := records(tx)
		for _, r := range rs {
			all = append(all, r.Forgotten)
		}
		return err
	})
	return all, err
}

// forgottenBy is the takedown of a block, nil where there is no such block.
func forgottenBy(tx *bbolt.Tx, block []byte) (*article.Forgotten, error) {
	value := tx.Bucket(forgottenBucket).Get(block)
	if value == nil {
		return nil, nil
	}
	if len(value) < 8 {
		return nil, fmt.Errorf("read what is forgotten: %w: a block of %d bytes", ErrDamaged, len(value))
	}
	r, err := decodeRecord(tx.Bucket(forgottenBucket).Get(append([]byte{'r'}, value[:8]...)))
	return &r.Forgotten, err
}

// marks tell an article from another one that its GUID came back on: hashes of
// its title, address and date, 0 where it has none.
type marks [3]article.Hash

func marksOf(it *article.Item, address string, date time.Time) marks {
	m := marks{0, article.HashOf(address), article.HashOf(article.Stamp(date))}
	if it.Title != "" {
		m[0] = article.HashOf(strings.ToLower(strings.Join(strings.Fields(it.Title), " ")))
	}
	return m
}

// marksFor are those of the article as the source of a GUID gave it. Of a
// pruned one the key is left.
func (f *forgetting) marksFor(k known, alias []byte) marks {
	of := func(s *article.Sighting, date time.Time) marks {
		return marksOf(&s.Item, f.store.tracking.Address(&s.Item, s.Source), date)
	}
	if k.article == nil {
		_, address, _ := strings.Cut(string(k.key), "\x00")
		address, _, _ = strings.Cut(address, "\x00")
		return marks{0, article.HashOf(address), article.HashOf(k.key.Date())}
	}
	for i := range k.article.Sightings {
		s := &k.article.Sightings[i]
		if !bytes.HasPrefix(alias, guidAlias(s.Source, "")[:9]) {
			continue
		}
		date := s.Item.Date()
		if date.IsZero() {
			date = k.article.Published
		}
		return of(s, date)
	}
	return of(k.article.Primary(), k.article.Published)
}

// shares reports whether both have a title, an address or a date in common.
func (m marks) shares(other marks) bool {
	for i := range m {
		if m[i] != 0 && m[i] == other[i] {
			return true
		}
	}
	return false
}

func (m marks) encode() []byte {
	var b []byte
	for _, h := range m {
		b = binary.BigEndian.AppendUint64(b, uint64(h))
	}
	return b
}

// eachGUIDBlock visits the marks of the forgotten articles that went by a GUID.
func eachGUIDBlock(tx *bbolt.Tx, alias []byte, visit func(marks)) {
	c := tx.Bucket(forgottenBucket).Cursor()
	for k, v := c.Seek(alias); bytes.HasPrefix(k, alias); k, v = c.Next() {
		var m marks
		if len(v) != 8+8*len(m) {
			continue
		}
		for i := range m {
			m[i] = article.Hash(binary.BigEndian.Uint64(v[8+8*i:]))
		}
		visit(m)
	}
}

// readdressBlocks keeps out what the forgotten addresses have become by the
// store's own list of tracking parameters, where they were made by another one.
// What was kept out still is.
func (s *Store) readdressBlocks(tx *bbolt.Tx) error {
	all, err := records(tx)
	if err != nil {
		return err
	}
	for _, r := range all {
		before := len(r.Blocks)
		for _, address := range []string{s.tracking.Again(r.URL), s.tracking.Canonical(r.Asked)} {
			if r.URL == "" || tx.Bucket(forgottenBucket).Get(urlAlias(address)) != nil {
				continue
			}
			if err := r.block(tx, urlAlias(address), nil); err != nil {
				return err
			}
		}
		if len(r.Blocks) == before {
			continue
		}
		if err := putRecord(tx, r); err != nil {
			return err
		}
	}
	return nil
}

// lift takes the blocks of a takedown that is lifted away, save those that
// others want too: these are theirs from now on. It returns the keys of those
// that went, with their values.
func lift(tx *bbolt.Tx, r record, others []record) (gone map[string][]byte, err error) {
	forgotten := tx.Bucket(forgottenBucket)
	gone = map[string][]byte{}
	for _, key := range r.Blocks {
		value := bytes.Clone(forgotten.Get(key))
		if len(value) < 8 {
			continue
		}
		heir := slices.IndexFunc(others, func(o record) bool {
			return slices.ContainsFunc(o.Blocks, func(b []byte) bool { return bytes.Equal(b, key) })
		})
		if heir >= 0 {
			copy(value, idKey(others[heir].Number))
			err = forgotten.Put(key, value)
		} else {
			gone[string(key)] = value
			err = forgotten.Delete(key)
		}
		if err != nil {
			return nil, err
		}
	}
	return gone, nil
}
