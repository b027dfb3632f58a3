package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// ErrNotForgotten says that there is no such takedown.
var ErrNotForgotten = errors.New("nothing is forgotten under this number")

// Readmit lifts a takedown: what it kept out may come again, and what was taken
// down does with the next poll of a source that lists it still. These sources
// are returned; they are read again, whether or not they have changed.
func (s *Store) Readmit(ctx context.Context, number uint64) (article.Forgotten, []string, error) {
	var lifted record
	var sources []string
	err := s.update(func(tx *bbolt.Tx) error {
		all, err := records(tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(r record) bool { return r.Number == number })
		if at < 0 {
			return ErrNotForgotten
		}
		lifted = all[at]
		if err := tx.Bucket(forgottenBucket).Delete(recordKey(number)); err != nil {
			return err
		}
		gone, err := lift(tx, lifted, slices.Delete(all, at, at+1))
		if err != nil {
			return err
		}
		ids := taken(gone)
		if err := unlink(ctx, tx, ids); err != nil {
			return err
		}
		sources, err = unsee(tx, ids)
		return err
	})
	if err != nil {
		return article.Forgotten{}, nil, fmt.Errorf("lift takedown %d: %w", number, err)
	}
	return lifted.Forgotten, sources, nil
}

// taken are the short ids among blocks whose articles were taken down. Those
// that had been pruned before stay that.
func taken(blocks map[string][]byte) map[uint64]bool {
	ids := map[uint64]bool{}
	for key, value := range blocks {
		if key[0] == 'i' && len(key) == 9 && len(value) == 9 && value[8] == wasKept {
			ids[binary.BigEndian.Uint64([]byte(key[1:]))] = true
		}
	}
	return ids
}

// unlink takes away all that leads to the short ids. Aliases lead on to the
// other articles that they led to.
func unlink(ctx context.Context, tx *bbolt.Tx, ids map[uint64]bool) error {
	if len(ids) == 0 {
		return nil
	}
	rest := map[string][]uint64{}
	err := eachAlias(ctx, tx, func(alias []byte, to []uint64) error {
		if slices.ContainsFunc(to, func(id uint64) bool { return ids[id] }) {
			rest[string(alias)] = slices.DeleteFunc(to, func(id uint64) bool { return ids[id] })
		}
		return nil
	})
	if err != nil {
		return err
	}
	for alias, to := range rest {
		if len(to) == 0 {
			err = tx.Bucket(aliasesBucket).Delete([]byte(alias))
		} else {
			err = setAlias(tx, []byte(alias), to...)
		}
		if err != nil {
			return err
		}
	}
	for id := range ids {
		if err := tx.Bucket(idsBucket).Delete(idKey(id)); err != nil {
			return err
		}
	}
	return nil
}

// unsee takes the short ids, and the items that were left out, from what the
// sources listed last. A source that lists one of them is read again.
func unsee(tx *bbolt.Tx, ids map[uint64]bool) (sources []string, err error) {
	left := map[string][]listed{}
	err = tx.Bucket(seenBucket).ForEach(func(source, value []byte) error {
		items, err := decodeSeen(value)
		if err != nil {
			return err
		}
		if rest := slices.DeleteFunc(items, func(l listed) bool { return l.id == 0 || ids[l.id] }); len(rest) < len(items) {
			left[string(source)] = rest
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for source, items := range left {
		if err := errors.Join(tx.Bucket(seenBucket).Put([]byte(source), encodeSeen(items)), readAgain(tx, source)); err != nil {
			return nil, err
		}
		sources = append(sources, source)
	}
	slices.Sort(sources)
	return sources, nil
}

// readAgain has the source's next poll bring its document, changed or not.
func readAgain(tx *bbolt.Tx, source string) error {
	stored := tx.Bucket(checkpointsBucket).Get([]byte(source))
	if stored == nil {
		return nil
	}
	var cp article.Checkpoint
	if err := json.Unmarshal(stored, &cp); err != nil {
		return fmt.Errorf("read the checkpoint of %q: %w", source, err)
	}
	cp.ETag, cp.LastModified, cp.Answered, cp.Body = "", "", 0, 0
	return putJSON(tx.Bucket(checkpointsBucket), source, cp)
}
