package store

import (
	"fmt"
	"strconv"

	"go.etcd.io/bbolt"
)

// migrations bring the buckets from the format of their place, counted from 1,
// to the next one. Values bring themselves: the codec reads all versions.
var migrations = []func(*bbolt.Tx) error{
	// 1 to 2: an entry of a feed begins with its class (feedEntry), and arrivals
	// are new. The index is derived: Use builds it anew.
	func(tx *bbolt.Tx) error { return tx.Bucket(metaBucket).Delete(membershipKey) },
}

// migrate brings a store of an earlier version, 0 for a new file, to this one's
// format. It is one transaction: a crash leaves the store as it was.
func migrate(tx *bbolt.Tx, version int) error {
	for v := version; 0 < v && v < format; v++ {
		if err := migrations[v-1](tx); err != nil {
			return fmt.Errorf("bring the store from format %d to %d: %w", v, v+1, err)
		}
	}
	return tx.Bucket(metaBucket).Put(formatKey, []byte(strconv.Itoa(format)))
}
