package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
	"feedloom/store"
)

// pruned is a store most of whose articles are gone, closed.
func pruned(t *testing.T, articles, length, keep int) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "feedloom.db")
	s := filled(t, path, delivered(articles, length))
	if _, err := s.Prune(t.Context(), everything{}, article.Retention{MaxArticles: keep}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// Compacting gives back the room of what is gone, and changes nothing else: not
// an article, not what is known of those that were pruned, not the next short id.
func TestCompact(t *testing.T) {
	path := pruned(t, 40, 1000, 30)
	large := bytes.Repeat([]byte("x"), 64<<10) // more of them than one transaction copies
	edit(t, path, func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket([]byte("other"))
		for i := range byte(160) {
			err = errors.Join(err, b.Put([]byte{i}, large))
		}
		return err
	})
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	before, had := titles(t, s), statsOf(t, s)
	s.Close()
	from, to, err := store.Compact(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() != to || to >= from*9/10 || info.Mode().Perm() != 0o640 {
		t.Errorf("%d bytes became %d; %v, %v", from, to, info, err)
	}
	if names := files(t, filepath.Dir(path)); len(names) != 1 {
		t.Errorf("left: %q", names)
	}
	if report, err := store.Check(t.Context(), path); err != nil || !report.Whole() {
		t.Errorf("check: %+v, %v", report, err)
	}
	edit(t, path, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("other"))
		for i := range byte(160) {
			if !bytes.Equal(b.Get([]byte{i}), large) {
				t.Errorf("the large value %d is not what it was", i)
			}
		}
		return nil
	})
	s = open(t, path)
	defer s.Close()
	if got := titles(t, s); !slices.Equal(got, before) {
		t.Errorf("articles %q, want %q", got, before)
	}
	if has := statsOf(t, s); has.Articles != had.Articles || has.Pruned != had.Pruned || has.Aliases != had.Aliases || has.Feeds != had.Feeds {
		t.Errorf("%+v became %+v", had, has)
	}
	again := delivered(1, 10)
	again.Source, again.Listed[0].Item.Link = "other.example/feed", "https://other.example/"
	if _, err := s.Save(t.Context(), everything{}, []article.Delivery{again, delivered(40, 1000)}); err != nil {
		t.Fatal(err)
	}
	newest, err := s.Newest(article.Category{}, 1)
	if err != nil || len(newest) != 1 || newest[0].ID != 41 || statsOf(t, s).Articles != 31 {
		t.Errorf("afterwards: %+v, %+v, %v", newest, statsOf(t, s), err)
	}
}

// Who leads another name to the store keeps it.
func TestCompactFollowsLinks(t *testing.T) {
	path := pruned(t, 20, 100, 10)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	if _, _, err := store.Compact(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().IsRegular() {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
}

// A store that cannot be compacted is what it was, and nothing is left behind.
func TestCompactThatFails(t *testing.T) {
	path := pruned(t, 20, 100, 10)
	before := read(t, path)
	same := func(name string) {
		t.Helper()
		if !slices.Equal(read(t, path), before) {
			t.Errorf("%s: the store was written to", name)
		}
		if names := files(t, filepath.Dir(path)); len(names) != 1 {
			t.Errorf("%s: left: %q", name, names)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := store.Compact(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	same("cancelled")
	s := open(t, path)
	if _, _, err := store.Compact(t.Context(), path); !errors.Is(err, store.ErrInUse) {
		t.Errorf("in use: %v", err)
	}
	s.Close()
	same("in use")
	before = before[:len(before)/2]
	write(t, path, before)
	if _, _, err := store.Compact(t.Context(), path); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
	same("damaged")
	if _, _, err := store.Compact(t.Context(), path+".none"); err == nil {
		t.Error("compacted what is not there")
	}
	same("none")
}

func statsOf(t testing.TB, s *store.Store) store.Stats {
	t.Helper()
	st, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// The figures of a store are those of what went in.
func TestStats(t *testing.T) {
	path := pruned(t, 50, 1000, 40)
	s, err := store.OpenToRead(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	st := statsOf(t, s)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if st.Articles != 40 || st.Pruned != 10 || st.Sources != 1 || st.Feeds != 1 || st.Aliases != 100 || st.Format < 1 {
		t.Errorf("%+v", st)
	}
	if st.File != info.Size() || st.Used+st.Free != st.File || st.Free <= 0 || st.Article != st.Used/40 || st.Used < 40*500 {
		t.Errorf("sizes: %+v", st)
	}
	// Undated items were first seen a second apart, the last of the list first.
	newest := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	if !st.Newest.Equal(newest) || !st.Oldest.Equal(newest.Add(-39*time.Second)) {
		t.Errorf("from %v to %v", st.Oldest, st.Newest)
	}
	sum, articles := int64(0), store.BucketSize{}
	for _, b := range st.Buckets {
		sum += b.Bytes
		if b.Name == "packed" {
			articles = b
		}
	}
	// Beside the buckets there are two meta pages, the list of buckets, and that of free pages.
	if articles.Keys != 40 || articles.Bytes < 40*500 || sum > st.Used || st.Used > sum+int64(4*store.PageSize) {
		t.Errorf("buckets: %+v", st.Buckets)
	}
}
