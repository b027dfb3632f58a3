package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"feedloom/article"
	"feedloom/store"
)

// anew is everything under another fingerprint.
type anew struct {
	everything
	name string
}

func (a anew) Membership() string { return a.name }

// Use says how far it has come, save in a store that is done in a moment, and
// leaves a file whose pages are all in their place.
func TestIndexing(t *testing.T) {
	path := manyArticles(t)
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
	err = s.InBatchesOf(60).Use(t.Context(), anew{name: "two"})
	if err != nil || len(told) != 1+packSize/60 || told[1] != 60 || !slices.IsSorted(told) || told[len(told)-1] != packSize {
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

// An article that is forgotten while a new index is a draft does not stand in it.
func TestForgottenInADraft(t *testing.T) {
	path := manyArticles(t)
	s := open(t, path).InBatchesOf(600)
	ctx, cancel := context.WithCancel(t.Context())
	if err := s.Use(ctx, cancelling{anew{name: "one"}, cancel}); !errors.Is(err, context.Canceled) {
		t.Fatalf("it was cut short: %v", err)
	}
	if _, err := s.Forget(t.Context(), article.Takedown{ID: 1, At: noon, Asked: "#1"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Use(t.Context(), anew{name: "one"}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if report := check(t, path); !report.Whole() || report.Articles != packSize-1 {
		t.Errorf("%+v", report)
	}
}

// cancelling cancels when it is asked for the thousandth article.
type cancelling struct {
	anew
	cancel context.CancelFunc
}

func (e cancelling) Feeds(a *article.Article) []article.Category {
	if a.ID == 1000 {
		e.cancel()
	}
	return e.anew.Feeds(a)
}
