package store_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"

	"feedloom/article"
	"feedloom/store"
)

// packSize is more articles than one transaction of the migration moves.
const packSize = 1500

// manyArticles is a store of so many articles, numbered by their titles from 1.
func manyArticles(t *testing.T) (path string) {
	path = filepath.Join(t.TempDir(), "feedloom.db")
	s := open(t, path)
	defer s.Close()
	d := article.Delivery{Source: "blog.example", At: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), Read: true}
	for i := range packSize {
		it := article.Item{Link: fmt.Sprint("https://blog.example/", i), Title: fmt.Sprint(packSize - i), Content: "<p>Some text.</p>"}
		d.Listed = append(d.Listed, article.Listed{Hash: article.Hash(i), Item: &it})
	}
	if err := s.Use(t.Context(), everything{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Save(t.Context(), everything{}, []article.Delivery{d}); err != nil {
		t.Fatal(err)
	}
	return path
}

// unpackFrom makes a store one of format 1, in which articles lay by their keys,
// from that short id on. next says how far its migration had come when the
// program ended.
func unpackFrom(t *testing.T, path string, first uint64, next []byte) {
	edit(t, path, func(tx *bbolt.Tx) error {
		articles, packed, ids := tx.Bucket([]byte("articles")), tx.Bucket([]byte("packed")), tx.Bucket([]byte("ids"))
		for id := first; id <= packSize; id++ {
			k := binary.BigEndian.AppendUint64(nil, id)
			if err := errors.Join(articles.Put(ids.Get(k), packed.Get(k)), packed.Delete(k)); err != nil {
				return err
			}
		}
		// One that was pruned, whose key another article has by now.
		pruned := binary.BigEndian.AppendUint64(nil, 0)
		if err := ids.Put(pruned, ids.Get(binary.BigEndian.AppendUint64(nil, packSize))); err != nil {
			return err
		}
		meta := tx.Bucket([]byte("meta"))
		if next != nil {
			if err := meta.Put([]byte("pack next"), next); err != nil {
				return err
			}
		}
		return meta.Put([]byte("format"), []byte("1"))
	})
}

// A large store of format 1 is moved in several transactions, wherever the
// program ended between two of them.
func TestPackGoesOn(t *testing.T) {
	for name, change := range map[string]func(path string){
		"all": func(path string) { unpackFrom(t, path, 1, nil) },
		"the rest": func(path string) {
			unpackFrom(t, path, 1000, binary.BigEndian.AppendUint64(nil, 1000))
		},
	} {
		path := manyArticles(t)
		change(path)
		s := open(t, path)
		if err := s.Use(t.Context(), everything{}); err != nil {
			t.Fatal(err)
		}
		as, err := s.Newest(nil, 2*packSize)
		if err != nil || len(as) != packSize {
			t.Fatalf("%s: %d articles, %v", name, len(as), err)
		}
		for i, a := range as {
			if a.ID != uint64(packSize-i) || a.Primary().Item.Title != fmt.Sprint(a.ID) {
				t.Fatalf("%s: at %d is %q, id %d", name, i, a.Primary().Item.Title, a.ID)
			}
		}
		s.Close()
		edit(t, path, func(tx *bbolt.Tx) error {
			if n := tx.Bucket([]byte("packed")).Stats().KeyN; n != packSize {
				t.Errorf("%s: %d packed", name, n)
			}
			return tx.Bucket([]byte("articles")).ForEach(func(k, id []byte) error {
				if len(id) != 8 {
					return fmt.Errorf("%s: %q leads to %d bytes", name, k, len(id))
				}
				return nil
			})
		})
	}
}

// What the first version packed is read: plain JSON, without a dictionary.
func TestFirstVersionIsRead(t *testing.T) {
	path := manyArticles(t)
	const json = `{"id":7,"key":"2026-01-01T00:00:00Z\u0000blog.example/7","public_id":"urn:x","published":"2026-01-01T00:00:00Z",` +
		`"updated":"2026-01-01T00:00:00Z","first_seen":"2026-01-01T00:00:00Z","arrival":"2026-01-01T00:00:00Z",` +
		`"sightings":[{"source":"blog.example","seen":"2026-01-01T00:00:00Z","item":{"title":"Old","content":"\u003cp\u003eText\u003c/p\u003e"}}]}`
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	edit(t, path, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("packed")).Put(binary.BigEndian.AppendUint64(nil, 7), z.EncodeAll([]byte(json), []byte{1}))
	})
	s := open(t, path)
	defer s.Close()
	as, err := s.Newest(nil, packSize)
	if err != nil {
		t.Fatal(err)
	}
	it := as[len(as)-7].Primary().Item
	if it.Title != "Old" || it.Content != "<p>Text</p>" {
		t.Errorf("it is read as %+v", it)
	}
}

// A store that was made with smaller pages gets ours when it is compacted.
func TestCompactedPages(t *testing.T) {
	path := unpack(t, "testdata/format1.db.gz")
	open(t, path).Close()
	size := func() (n int) {
		edit(t, path, func(tx *bbolt.Tx) error { n = tx.DB().Info().PageSize; return nil })
		return n
	}
	if n := size(); n >= store.PageSize {
		t.Fatalf("its pages have %d bytes: this test shows nothing", n)
	}
	if _, _, err := store.Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if n := size(); n != store.PageSize {
		t.Errorf("its pages have %d bytes, want %d", n, store.PageSize)
	}
}

// What was packed with a dictionary is unpacked with it, for ever. A better one
// is another file, with the next id and the next version of values.
func TestDictionariesStay(t *testing.T) {
	for file, want := range map[string]string{
		"1.zdict": "fdfcb89e4363148a7268eb2e400b8e90989097aa1be88550797744fd432b3aa6",
	} {
		data, err := os.ReadFile(filepath.Join("dictionaries", file))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != want {
			t.Errorf("%s is another file now: its SHA-256 is %s", file, got)
		}
	}
}

// A file has room for what it is about: 4 KB of HTML that compress to a half
// take 3 KB on disk with all that leads to them, however their dates lie.
func TestSizeOnDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feedloom.db")
	s := open(t, path)
	if err := s.Use(t.Context(), everything{}); err != nil {
		t.Fatal(err)
	}
	const documents, items = 40, 50
	letters := letters()
	for n := range documents {
		d := article.Delivery{Source: fmt.Sprint("blog.example/", n), At: time.Date(2026, 1, 2, n, 0, 0, 0, time.UTC), Read: true}
		for i := range items {
			link := fmt.Sprintf("https://blog.example/%d/%d/some-words-of-a-title", n, i)
			it := article.Item{GUID: link, Link: link, Title: fmt.Sprint("Some words of a title ", n, i),
				Published: d.At.Add(-time.Duration(i) * 25 * time.Hour), Content: strings.Repeat("<p>x</p>", 250) + letters(2000)}
			d.Listed = append(d.Listed, article.Listed{Hash: article.Hash(n*items + i), GUID: link, Item: &it})
		}
		if _, err := s.Save(t.Context(), everything{}, []article.Delivery{d}); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(func(tx *bbolt.Tx) error {
		used := 0
		return errors.Join(tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			used += b.Stats().LeafAlloc + b.Stats().BranchAlloc
			if each := b.Stats().LeafAlloc / (documents * items); string(name) == "feeds" && each > 70 {
				return fmt.Errorf("%d bytes an article in a feed", each)
			}
			return nil
		}), func() error {
			if each := used / (documents * items); each > 3000 {
				return fmt.Errorf("%d bytes an article", each)
			}
			return nil
		}())
	})
	if err != nil {
		t.Error(err)
	}
}

// letters writes letters that hardly compress: six bits each.
func letters() func(n int) string {
	const all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	state := uint64(1)
	return func(n int) string {
		b := make([]byte, n)
		for i := range b {
			state = state*6364136223846793005 + 1442695040888963407
			b[i] = all[state>>58]
		}
		return string(b)
	}
}
