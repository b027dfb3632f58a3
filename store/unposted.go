package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// What is published one by one, as posts are, must be told which articles have
// changed: feeds are stale as a whole. The journal has an entry for each change,
// in their order, written in the transaction of the change; who has written the
// posts takes the entries out. Where all articles look otherwise, no million of
// entries is written: a pass goes through the short ids, from the first to the
// last, and enters as many as are asked for.

var (
	// postsKey says whether the journal is kept. There is none in a store that
	// never published posts.
	postsKey = []byte("posts")
	// passKey has the short id that the pass goes on with; there only while one
	// is under way.
	passKey = []byte("posts next")

	journalOn, journalOff = []byte("on"), []byte("off")
)

// journal begins to note changes, with all that there is; or ends that. What
// goes while it is off is noted all the same: when posts are written again, none
// of what was taken down may be among them.
func journal(tx *bbolt.Tx, posts bool) error {
	meta := tx.Bucket(metaBucket)
	switch {
	case posts:
		return errors.Join(meta.Put(postsKey, journalOn), meta.Put(passKey, idKey(0)))
	case meta.Get(postsKey) == nil:
		return nil
	}
	return errors.Join(meta.Put(postsKey, journalOff), meta.Delete(passKey))
}

func journaling(tx *bbolt.Tx) bool {
	return string(tx.Bucket(metaBucket).Get(postsKey)) == string(journalOn)
}

// changeAll notes that every article may have changed.
func changeAll(tx *bbolt.Tx) error {
	if !journaling(tx) {
		return nil
	}
	return tx.Bucket(metaBucket).Put(passKey, idKey(0))
}

// MarkUnposted has every post looked at.
func (s *Store) MarkUnposted() error { return s.update(changeAll) }

// noteChange notes that an article has changed, unless the pass comes to it.
func noteChange(tx *bbolt.Tx, id uint64) error {
	if !journaling(tx) {
		return nil
	}
	if next := tx.Bucket(metaBucket).Get(passKey); next != nil && binary.BigEndian.Uint64(next) <= id {
		return nil
	}
	return enterChange(tx, idKey(id))
}

// noteGone notes that an article goes, by the name that it is published under.
func (s *Store) noteGone(tx *bbolt.Tx, id uint64) error {
	value := tx.Bucket(packedBucket).Get(idKey(id))
	if value == nil || tx.Bucket(metaBucket).Get(postsKey) == nil {
		return nil
	}
	a, err := s.codec.decode(value)
	if err != nil {
		return err
	}
	return enterChange(tx, append(idKey(id), a.PublicID...))
}

func enterChange(tx *bbolt.Tx, value []byte) error {
	changed := tx.Bucket(changedBucket)
	mark, err := changed.NextSequence()
	if err != nil {
		return err
	}
	return inOrder(changed).Put(idKey(mark), value)
}

// Unposted lists the articles that have changed since they were Posted, in the
// order of the changes, at most limit of them: those with a higher mark than
// after. There are no more where it lists none.
func (s *Store) Unposted(after uint64, limit int) ([]article.Unposted, error) {
	changes, all, err := s.changed(after, limit)
	if err == nil && !all && len(changes) < limit {
		if err := s.update(func(tx *bbolt.Tx) error { return enterSome(tx, limit) }); err != nil {
			return nil, err
		}
		changes, _, err = s.changed(after, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("read which articles have changed: %w", err)
	}
	return changes, nil
}

// changed reads the journal; all says that no pass is under way.
func (s *Store) changed(after uint64, limit int) (changes []article.Unposted, all bool, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		all = tx.Bucket(metaBucket).Get(passKey) == nil
		c := tx.Bucket(changedBucket).Cursor()
		for k, v := c.Seek(idKey(after + 1)); k != nil && len(changes) < limit; k, v = c.Next() {
			change, err := s.change(tx, v)
			if err != nil {
				return err
			}
			change.Mark = binary.BigEndian.Uint64(k)
			changes = append(changes, change)
		}
		return nil
	})
	return changes, all, err
}

// change reads what an entry is about. What has gone may have come again, under
// another short id: then that is what it is now.
func (s *Store) change(tx *bbolt.Tx, entry []byte) (article.Unposted, error) {
	if len(entry) < 8 {
		return article.Unposted{}, fmt.Errorf("%w: an entry of %d bytes", ErrDamaged, len(entry))
	}
	public := string(entry[8:])
	ids := []uint64{binary.BigEndian.Uint64(entry)}
	if public != "" {
		ids = lookup(tx, publicAlias(public))
	}
	for _, id := range ids {
		k, _, err := s.byID(tx, id)
		if err != nil {
			return article.Unposted{}, err
		}
		if k.article != nil {
			return article.Unposted{PublicID: k.article.PublicID, Article: k.article}, nil
		}
	}
	return article.Unposted{PublicID: public}, nil
}

// enterSome enters the next articles of the pass, and ends it after the last.
func enterSome(tx *bbolt.Tx, limit int) error {
	meta := tx.Bucket(metaBucket)
	c := tx.Bucket(packedBucket).Cursor()
	id, _ := c.Seek(meta.Get(passKey))
	for n := 0; id != nil && n < limit; n++ {
		if err := enterChange(tx, id); err != nil {
			return err
		}
		id, _ = c.Next()
	}
	if id == nil {
		return meta.Delete(passKey)
	}
	return meta.Put(passKey, idKey(binary.BigEndian.Uint64(id)))
}

// Posted says that these changes are published. One that came after Unposted
// named it is told again.
func (s *Store) Posted(done []article.Unposted) error {
	if len(done) == 0 {
		return nil
	}
	return s.update(func(tx *bbolt.Tx) error {
		changed := tx.Bucket(changedBucket)
		for _, d := range done {
			if err := changed.Delete(idKey(d.Mark)); err != nil {
				return err
			}
		}
		return nil
	})
}
