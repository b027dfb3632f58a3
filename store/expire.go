package store

import (
	"encoding/binary"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// expiredKey has when Expire last found something to do.
var expiredKey = []byte("expired")

// Expire makes those feeds stale of whose newest articles one has become too old
// to be shown since Expire was last asked, and says when the next one will; zero
// for none. It looks at entries alone, a hundred nanoseconds each, and at no feed
// without a MaxAge. Where a clock was set back, what comes in again counts too.
func (s *Store) Expire(shows article.Showing, now time.Time) (next time.Time, err error) {
	var stale []article.Category
	err = s.view(func(tx *bbolt.Tx) error {
		before, feeds := lastExpired(tx), tx.Bucket(feedsBucket)
		return feeds.ForEachBucket(func(k []byte) error {
			path := pathOf(k)
			age := shows.MaxAge(path)
			if age <= 0 {
				return nil
			}
			changed, first := expiring(feeds.Bucket(k), shows.Limit(path), age, before, now)
			if changed {
				stale = append(stale, path)
			}
			if !first.IsZero() && (next.IsZero() || first.Before(next)) {
				next = first
			}
			return nil
		})
	})
	if err != nil || len(stale) == 0 {
		return next, err
	}
	return next, s.update(func(tx *bbolt.Tx) error {
		for _, path := range stale {
			if err := markStale(tx, path); err != nil {
				return err
			}
		}
		return tx.Bucket(metaBucket).Put(expiredKey, idKey(arrivalNumber(now)))
	})
}

// lastExpired is the year 1 where Expire has never found anything.
func lastExpired(tx *bbolt.Tx) time.Time {
	at := tx.Bucket(metaBucket).Get(expiredKey)
	if len(at) != 8 {
		return time.Time{}
	}
	return timeOf(binary.BigEndian.Uint64(at))
}

// expiring reports whether other ones of a feed's newest articles are too old now
// than before, and when the first of those that are not will be.
func expiring(members *bbolt.Bucket, limit int, age time.Duration, before, now time.Time) (changed bool, first time.Time) {
	c := members.Cursor()
	for k, _ := c.Last(); k != nil && limit > 0; k, _ = c.Prev() {
		limit--
		arrival := arrivalOf(k)
		old := article.Expired(arrival, age, now)
		changed = changed || old != article.Expired(arrival, age, before)
		if at := article.Expiry(arrival, age); !old && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return changed, first
}
