package store_test

import (
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"feedloom/store"
)

// anew is everything under another fingerprint.
type anew struct {
	everything
	name string
}

func (a anew) Membership() string { return a.name }

// Use says how far it has come, save in a store that is done in one go, and
// leaves a file whose pages are all in their place.
func TestIndexing(t *testing.T) {
	path := filled(t)
	var told []int
	s, err := store.Open(path, store.Options{Indexing: func(done, articles int) {
		if articles != packSize {
			t.Errorf("%d articles", articles)
		}
		told = append(told, done)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Use(t.Context(), anew{name: "one"}); err != nil || len(told) > 0 {
		t.Errorf("told %d, %v", told, err)
	}
	if err := s.InBatchesOf(600).Use(t.Context(), anew{name: "two"}); err != nil || !slices.Equal(told, []int{0, 600, 1200, 1500}) {
		t.Errorf("told %d, %v", told, err)
	}
	s.Close()
	edit(t, path, func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return nil
	})
}
