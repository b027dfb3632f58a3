package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Prune takes out the articles that are no longer kept, and says how many.
// What leads to them stays, so that one that comes back is not news.
//
// Nothing is decoded. Prune reads the entries of arrivals, from the oldest to
// the first that every category keeps: those that go, and those that outlive
// the shortest age because another category keeps them, some 80 ns each. A
// category's MaxArticles costs a walk over as many of its entries, some 500 ns
// each. One that goes takes 30 µs. pruneBatch and scanBatch bound what one
// transaction does; between two of them others may save.
func (s *Store) Prune(ctx context.Context, r article.Router, keep article.Retention, now time.Time) (int, error) {
	p := &pruner{store: s, router: r, keep: keep}
	err := s.view(func(tx *bbolt.Tx) error {
		p.bounds = newBounds(tx, keep, now)
		return indexedBy(tx, r)
	})
	if err == nil && !p.bounds.keepAll() {
		err = p.take(ctx, p.unkept)
	}
	if err == nil && keep.MaxArticles > 0 {
		err = p.take(ctx, p.surplus)
	}
	if err != nil {
		return p.total, fmt.Errorf("prune the store: %w", err)
	}
	return p.total, nil
}

// pruneBatch is how many articles one transaction takes out, scanBatch how many
// entries one looks at.
const (
	pruneBatch = 1000
	scanBatch  = 50_000
)

// pruner is one run of Prune.
type pruner struct {
	store  *Store
	router article.Router
	keep   article.Retention
	bounds *bounds
	from   []byte // the entry that unkept goes on with
	total  int
}

// place is an entry of arrivals with its value.
type place struct{ entry, leaves []byte }

// take takes out what find finds, until it says that there is no more. It
// looks without the lock that savers need.
func (p *pruner) take(ctx context.Context, find func(*bbolt.Tx) (found []place, more bool)) error {
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var found []place
		err := p.store.view(func(tx *bbolt.Tx) error {
			found, more = find(tx)
			return nil
		})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			continue
		}
		n := 0
		err = p.store.update(func(tx *bbolt.Tx) (err error) {
			n, err = p.takeOut(tx, found)
			return err
		})
		if err != nil {
			return err
		}
		p.total += n
	}
	return nil
}

// unkept finds the next articles that no category keeps.
func (p *pruner) unkept(tx *bbolt.Tx) (found []place, more bool) {
	c := tx.Bucket(arrivalsBucket).Cursor()
	k, v := c.Seek(p.from)
	for range scanBatch {
		switch {
		case k == nil, k[0] == classNews && p.bounds.latest.keeps(k):
			return found, false
		case p.bounds.latest.keeps(k): // and so is all backlog behind it
			k, v = c.Seek([]byte{classNews})
			continue
		case !p.bounds.keeps(k, v):
			found = append(found, place{bytes.Clone(k), bytes.Clone(v)})
		}
		k, v = c.Next()
		if len(found) == pruneBatch {
			break
		}
	}
	p.from = bytes.Clone(k)
	return found, k != nil
}

// surplus finds the first articles of all that are too many.
func (p *pruner) surplus(tx *bbolt.Tx) (found []place, more bool) {
	n := count(tx) - p.keep.MaxArticles
	c := tx.Bucket(arrivalsBucket).Cursor()
	for k, v := c.First(); k != nil && len(found) < min(n, pruneBatch); k, v = c.Next() {
		found = append(found, place{bytes.Clone(k), bytes.Clone(v)})
	}
	return found, len(found) == pruneBatch
}

// takeOut takes out those articles that are where they were found.
func (p *pruner) takeOut(tx *bbolt.Tx, found []place) (int, error) {
	if err := indexedBy(tx, p.router); err != nil {
		return 0, err
	}
	n := 0
	for _, at := range found {
		if leaves := tx.Bucket(arrivalsBucket).Get(at.entry); leaves == nil || !bytes.Equal(leaves, at.leaves) {
			continue // it was saved anew in between
		}
		feeds, err := feedsAbove(at.leaves)
		if err != nil {
			return 0, err
		}
		if err := leave(tx, at.entry, feeds); err != nil {
			return 0, err
		}
		if err := p.store.drop(tx, entryID(at.entry)); err != nil {
			return 0, err
		}
		n++
	}
	return n, addCount(tx, -n)
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
