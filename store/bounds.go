package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// bound is where what a category keeps begins.
type bound struct {
	since uint64 // the first arrival
	first []byte // the first entry
}

func (b bound) keeps(entry []byte) bool {
	return entryArrival(entry) >= b.since && bytes.Compare(entry, b.first) >= 0
}

// raise keeps what both keep.
func (b bound) raise(c bound) bound {
	b.since = max(b.since, c.since)
	if bytes.Compare(b.first, c.first) < 0 {
		b.first = c.first
	}
	return b
}

// bounds are those of all categories at one moment.
type bounds struct {
	keep article.Retention
	now  time.Time
	caps map[string][]byte // of categories with MaxArticles: the first entry that is kept, by id
	// latest keeps what everyone keeps.
	latest bound
	// known has the bounds of articles that share their categories, by the
	// value of arrivals.
	known map[string][]bound
}

// maxKnown bounds the memory of that: where each item's own tags are its path,
// few articles share it.
const maxKnown = 10_000

// newBounds finds the bounds. A category below another one comes first, so that
// what it gives up takes no place of the ones above.
func newBounds(tx *bbolt.Tx, keep article.Retention, now time.Time) *bounds {
	b := &bounds{keep: keep, now: now, caps: map[string][]byte{}, known: map[string][]bound{}}
	b.latest = b.of(article.Category{})
	for _, k := range keep.Categories {
		b.latest = b.latest.raise(b.of(k.Path))
	}
	deepest := slices.Clone(keep.Categories)
	slices.SortStableFunc(deepest, func(a, c article.CategoryRetention) int {
		return cmp.Compare(len(c.Path), len(a.Path))
	})
	for _, k := range deepest {
		if k.MaxArticles > 0 {
			b.cap(tx, k)
		}
	}
	return b
}

// keepAll reports whether nothing can be out of bounds.
func (b *bounds) keepAll() bool { return b.latest.since == 0 && b.latest.first == nil }

// cap finds the first of the newest articles of a category that stay. Those
// that go anyway do not count.
func (b *bounds) cap(tx *bbolt.Tx, k article.CategoryRetention) {
	members := tx.Bucket(feedsBucket).Bucket(pathKey(k.Path))
	if members == nil {
		return
	}
	arrivals, kept := tx.Bucket(arrivalsBucket), 0
	c := members.Cursor()
	for entry, _ := c.Last(); entry != nil; entry, _ = c.Prev() {
		if !b.keeps(entry, arrivals.Get(entry)) {
			continue
		}
		if kept++; kept < k.MaxArticles {
			continue
		}
		b.caps[k.Path.ID()] = bytes.Clone(entry)
		b.latest = b.latest.raise(bound{first: b.caps[k.Path.ID()]})
		clear(b.known)
		return
	}
}

// keeps reports whether one of an article's categories keeps it.
func (b *bounds) keeps(entry, leaves []byte) bool {
	if b.latest.keeps(entry) {
		return true
	}
	all, found := b.known[string(leaves)]
	if !found {
		all = b.ofAll(leaves)
		if len(b.known) == maxKnown {
			clear(b.known)
		}
		b.known[string(leaves)] = all
	}
	return slices.ContainsFunc(all, func(one bound) bool { return one.keeps(entry) })
}

// ofAll are the bounds of an article's categories, or of the whole store where
// it has none.
func (b *bounds) ofAll(leaves []byte) []bound {
	paths, err := decodeLeaves(leaves)
	if err != nil {
		return []bound{{}} // what cannot be read is not pruned
	}
	if len(paths) == 0 {
		return []bound{b.of(article.Category{})}
	}
	all := make([]bound, len(paths))
	for i, path := range paths {
		all[i] = b.of(path)
	}
	return all
}

// of is the bound of one category.
func (b *bounds) of(path article.Category) (of bound) {
	if since := b.keep.Since(path, b.now); !since.IsZero() {
		of.since = arrivalNumber(since)
	}
	for _, above := range path.Prefixes() {
		of = of.raise(bound{first: b.caps[above.ID()]})
	}
	return of
}

// entryArrival is the arrival of an entry, as arrivalNumber has it.
func entryArrival(entry []byte) uint64 { return binary.BigEndian.Uint64(entry[1:9]) }
