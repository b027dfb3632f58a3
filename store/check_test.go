package store_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"feedloom/store"
)

// edit changes a store behind its back.
func edit(t testing.TB, path string, change func(tx *bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(change), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func put(t testing.TB, path, bucket, key, value string) {
	t.Helper()
	edit(t, path, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucket)).Put([]byte(key), []byte(value)) })
}

func check(t testing.TB, path string) store.Report {
	t.Helper()
	report, err := store.Check(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// A store has nothing wrong, also after pruning, and checking writes nothing.
func TestCheckWhole(t *testing.T) {
	path := pruned(t, 300, 100, 250)
	before := read(t, path)
	if report := check(t, path); !report.Whole() || report.Damaged || report.Articles != 250 {
		t.Errorf("%+v", report)
	}
	if !bytes.Equal(read(t, path), before) {
		t.Error("the store was written to")
	}
	s := open(t, path)
	defer s.Close()
	if _, err := store.Check(t.Context(), path); !errors.Is(err, store.ErrInUse) {
		t.Errorf("in use: %v", err)
	}
}

func id(n uint64) string { return string(binary.BigEndian.AppendUint64(nil, n)) }

// What the buckets say of each other is told where it does not hold, as damage
// where it cannot be read.
func TestCheckFindsDisorder(t *testing.T) {
	first := func(tx *bbolt.Tx, bucket string) (b *bbolt.Bucket, k, v []byte) {
		b = tx.Bucket([]byte(bucket))
		k, v = b.Cursor().First()
		return b, bytes.Clone(k), bytes.Clone(v)
	}
	for want, c := range map[string]struct {
		change  func(tx *bbolt.Tx) error
		damaged bool
	}{
		`The article of 2020.* at "x" cannot be read`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("articles")).Put([]byte("2020-01-01T00:00:00Z\x00x"), []byte("\x01???"))
		}, true},
		`The article of 2021.* is not where its short id, 5, leads`: {func(tx *bbolt.Tx) error {
			b, k, v := first(tx, "articles")
			return errors.Join(b.Delete(k), b.Put([]byte("2021-01-01T00:00:00Z\x00x"), v))
		}, false},
		`has a short id, 5, that another one has`: {func(tx *bbolt.Tx) error {
			b, _, v := first(tx, "articles")
			return b.Put([]byte("9999-01-01T00:00:00Z\x00x"), v)
		}, false},
		`The short id 99 is beyond the last one`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("ids")).Put([]byte(id(99)), []byte("2021-01-01T00:00:00Z\x00x"))
		}, false},
		`The short id 4 leads to the article .*, which has another one`: {func(tx *bbolt.Tx) error {
			_, k, _ := first(tx, "articles")
			return tx.Bucket([]byte("ids")).Put([]byte(id(4)), k)
		}, false},
		`leads to the short id 77, which was never given out. What`: {func(tx *bbolt.Tx) error {
			b, k, _ := first(tx, "aliases")
			return b.Put(k, []byte(id(77)))
		}, false},
		`has 3 bytes, which lead nowhere`: {func(tx *bbolt.Tx) error {
			b, k, _ := first(tx, "aliases")
			return b.Put(k, []byte("abc"))
		}, true},
		`An item that the source "example.org/feed" listed last leads to the short id 77`: {func(tx *bbolt.Tx) error {
			b, k, v := first(tx, "seen")
			return b.Put(k, append(v, id(1)+id(77)...))
		}, false},
		`The items that the source "example.org/feed" listed last cannot be read`: {func(tx *bbolt.Tx) error {
			b, k, v := first(tx, "seen")
			return b.Put(k, v[:len(v)-1])
		}, true},
		`What is known of the source "example.org/feed" cannot be read`: {func(tx *bbolt.Tx) error {
			b, k, _ := first(tx, "checkpoints")
			return b.Put(k, []byte("{"))
		}, true},
		`What the source "b" says of itself cannot be read`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("profiles")).Put([]byte("b"), []byte("{"))
		}, true},
		`The feed of the whole site lists 1 articles that are not there, and 0 at`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("feeds")).Bucket([]byte("/")).Put([]byte(id(1)+id(77)), nil)
		}, false},
		`The feed of the whole site lists 0 articles that are not there, and 1 at`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("feeds")).Bucket([]byte("/")).Put([]byte(id(1)+id(5)), nil)
		}, false},
		`The feed "/x" has no list`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("feeds")).Put([]byte("/x"), []byte("y"))
		}, true},
		`is to be published has 1 bytes`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("stale")).Put([]byte("/x"), []byte("y"))
		}, true},
		`The store counts 12 articles, and has 6`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("meta")).Put([]byte("count"), []byte(id(12)))
		}, false},
		`How the source "b" publishes cannot be read`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("habits")).Put([]byte("b"), []byte("{"))
		}, true},
		`The categories of the short id \d+ cannot be read`: {func(tx *bbolt.Tx) error {
			b, k, _ := first(tx, "arrivals")
			return b.Put(k, []byte("{"))
		}, true},
		`The short id 77 is kept by an arrival`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("arrivals")).Put([]byte("\x01"+id(1)+id(77)), []byte("[]"))
		}, false},
		`Of 6 articles 1 have no arrival`: {func(tx *bbolt.Tx) error {
			b, k, _ := first(tx, "arrivals")
			return b.Delete(k)
		}, false},
		`What was forgotten under the number 0000000000000001 cannot be read`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("forgotten")).Put([]byte("r"+id(1)), []byte("{"))
		}, true},
		`What keeps 75 out cannot be read`: {func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("forgotten")).Put([]byte("u"), []byte("x"))
		}, true},
		`The bucket aliases is not there`: {func(tx *bbolt.Tx) error {
			return tx.DeleteBucket([]byte("aliases"))
		}, true},
	} {
		path := pruned(t, 10, 100, 6)
		edit(t, path, c.change)
		report := check(t, path)
		text := strings.Join(report.Problems, "\n")
		if !regexp.MustCompile(want).MatchString(text) || report.Damaged != c.damaged {
			t.Errorf("want %q (damaged: %v), found %v:\n%s", want, c.damaged, report.Damaged, text)
		}
	}
}

// Pages that are damaged are told of, and never crash or hang the check.
func TestCheckDamagedPages(t *testing.T) {
	path, data := closed(t, delivered(600, 100))
	page := store.PageSize
	branch := 2 * page // a branch in use, and the leaf that is first below it
	for data[branch+8] != 1 || data[branch+10] < 4 {
		branch += page
	}
	leaf := int(binary.NativeEndian.Uint64(data[branch+24:])) * page
	for name, c := range map[string]struct {
		want   string
		damage func(data []byte)
	}{
		"round and round":  {"in use twice", func(data []byte) { binary.NativeEndian.PutUint64(data[branch+24:], uint64(branch/page)) }},
		"into the freed":   {"cannot be read", func(data []byte) { data[branch+24+3] = 1 }},
		"into a meta":      {"none of the file's", func(data []byte) { binary.NativeEndian.PutUint64(data[branch+24:], 1) }},
		"no children":      {"has 0 elements", func(data []byte) { data[branch+10], data[branch+11] = 0, 0 }},
		"another kind":     {"does not belong", func(data []byte) { data[leaf+8] = 4 }},
		"too many":         {"elements, which cannot be", func(data []byte) { data[leaf+11] = 0xff }},
		"beyond the page":  {"ends beyond it", func(data []byte) { data[leaf+16+6] = 0xff }},
		"keys in disorder": {"The pages of the file disagree", func(data []byte) { copy(data[leaf+16:], data[leaf+32:leaf+48]) }},
	} {
		bad := bytes.Clone(data)
		c.damage(bad)
		write(t, path, bad)
		report := check(t, path)
		if text := strings.Join(report.Problems, "\n"); !report.Damaged || !strings.Contains(text, c.want) {
			t.Errorf("%s: want %q, found (%v):\n%s", name, c.want, report.Damaged, text)
		}
	}
}

// Whatever bytes are wrong, the check comes to an end and says so, or they
// stand where nothing is.
func TestCheckSurvivesNoise(t *testing.T) {
	path, data := closed(t, delivered(300, 100))
	r, found := rand.New(rand.NewPCG(1, 2)), 0
	for range 100 {
		bad := bytes.Clone(data)
		for range 1 + r.IntN(20) {
			at := r.IntN(len(bad)/store.PageSize) * store.PageSize
			bad[at+r.IntN(200)] = byte(r.Uint32())
		}
		write(t, path, bad)
		report, err := store.Check(t.Context(), path)
		if err != nil && !errors.Is(err, store.ErrNewer) && !errors.Is(err, store.ErrForeign) {
			t.Fatal(err)
		}
		if !report.Whole() {
			found++
		}
	}
	if found < 30 {
		t.Errorf("only %d of 100 were noticed", found)
	}
}

// A store with much wrong is told of in bounds, and a check can be stopped.
func TestCheckIsBounded(t *testing.T) {
	path, _ := closed(t, delivered(200, 10))
	edit(t, path, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("articles"))
		return b.ForEach(func(k, _ []byte) error { return b.Put(bytes.Clone(k), []byte("\x01x")) })
	})
	if report := check(t, path); len(report.Problems) != 50 || report.More != 150 {
		t.Errorf("%d problems and %d more", len(report.Problems), report.More)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Check(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// What is no store is said, and none is made.
func TestCheckNoStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feedloom.db")
	if _, err := store.Check(t.Context(), path); err == nil || !strings.Contains(err.Error(), "nothing in it yet") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a store was made")
	}
	write(t, path, []byte("text"))
	if report := check(t, path); !report.Damaged {
		t.Errorf("a text: %+v", report)
	}
}
