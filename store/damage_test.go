package store_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
	"feedloom/store"
)

// delivered is a document of that many items, the text of each so long.
func delivered(items, length int) article.Delivery {
	d := article.Delivery{Source: "example.org/feed", At: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), Read: true}
	for i := range items {
		it := article.Item{Link: fmt.Sprint("https://example.org/", i), Title: fmt.Sprint("Title ", i), Content: noise(i, length)}
		d.Listed = append(d.Listed, article.Listed{Hash: article.Hash(i + 1), Item: &it})
	}
	return d
}

// noise is a text that can hardly be packed.
func noise(seed, length int) string {
	raw := make([]byte, length)
	rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)}).Read(raw)
	return base64.StdEncoding.EncodeToString(raw)[:length]
}

// filled makes a store with what was delivered, and leaves it open.
func filled(t testing.TB, path string, deliveries ...article.Delivery) *store.Store {
	t.Helper()
	s := open(t, path)
	t.Cleanup(func() { s.Close() })
	if err := s.Use(t.Context(), everything{}); err != nil {
		t.Fatal(err)
	}
	for _, d := range deliveries {
		if _, err := s.Save(t.Context(), everything{}, []article.Delivery{d}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// closed is such a store in a folder of its own, closed, and its bytes.
func closed(t testing.TB, deliveries ...article.Delivery) (path string, content []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "feedloom.db")
	if err := filled(t, path, deliveries...).Close(); err != nil {
		t.Fatal(err)
	}
	return path, read(t, path)
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func write(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t testing.TB, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

// titles are those of the newest articles.
func titles(t testing.TB, s *store.Store) []string {
	t.Helper()
	newest, err := s.Newest(article.Category{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, a := range newest {
		all = append(all, a.Primary().Item.Title)
	}
	return all
}

// newerMeta is which of the two first pages was written last.
func newerMeta(data []byte) int {
	tx := func(page int) uint64 { return binary.NativeEndian.Uint64(data[page*store.PageSize+64:]) }
	if tx(1) > tx(0) {
		return 1
	}
	return 0
}

// A file that something cuts while it is open is an error, then and from then
// on; it is not written to, and can be closed.
func TestCutWhileOpen(t *testing.T) {
	for name, rest := range map[string]int64{"nothing": 0, "a few bytes": 10, "a page": 4096, "half": 100_000} {
		path := filepath.Join(t.TempDir(), "feedloom.db")
		s := filled(t, path, delivered(200, 2000))
		if err := os.Truncate(path, rest); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Newest(article.Category{}, 1000); !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), "store restore FILE") {
			t.Errorf("%s left: read: %v", name, err)
		}
		if _, err := s.Save(t.Context(), everything{}, []article.Delivery{delivered(1, 10)}); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s left: save: %v", name, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s left: close: %v", name, err)
		}
		if n := len(read(t, path)); int64(n) != rest {
			t.Errorf("%s left: %d bytes are there afterwards", name, n)
		}
	}
}

// cutting cuts the file when it is asked for the feeds of an article, which is
// in the middle of a transaction.
type cutting struct {
	everything
	path string
	rest int64
}

func (c cutting) Membership() string { return "cutting" }

func (c cutting) Feeds(a *article.Article) []article.Category {
	if err := os.Truncate(c.path, c.rest); err != nil {
		panic(err)
	}
	return c.everything.Feeds(a)
}

// A page that vanishes during a transaction is an error as well, and does not
// end the process.
func TestCutWithinATransaction(t *testing.T) {
	for _, rest := range []int64{0, 4096, 100_000} {
		path := filepath.Join(t.TempDir(), "feedloom.db")
		s := filled(t, path, delivered(200, 2000))
		if err := s.Use(t.Context(), cutting{path: path, rest: rest}); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("cut to %d: %v", rest, err)
		}
		if _, err := s.Checkpoints(); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("cut to %d: read: %v", rest, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("cut to %d: close: %v", rest, err)
		}
		if n := len(read(t, path)); int64(n) != rest {
			t.Errorf("cut to %d: %d bytes are there afterwards", rest, n)
		}
	}
}

// Where the newer of the two first pages is torn, the store is what it was
// before the last transaction; that one is lost, and nothing else.
func TestTornMeta(t *testing.T) {
	second := delivered(1, 10)
	second.Source, second.Listed[0].Item.Title, second.Listed[0].Item.Link = "other.example/feed", "Second", "https://other.example/"
	path, data := closed(t, delivered(1, 10), second)
	for name, tear := range map[string]func(page []byte){
		"zeros":   func(page []byte) { clear(page) },
		"one bit": func(page []byte) { page[50] ^= 1 },
		"version": func(page []byte) { page[20] = 3 },
	} {
		torn := bytes.Clone(data)
		at := newerMeta(data) * store.PageSize
		tear(torn[at : at+store.PageSize])
		write(t, path, torn)
		s := open(t, path)
		if got := titles(t, s); len(got) != 1 || got[0] != "Title 0" {
			t.Errorf("%s: articles %q", name, got)
		}
		s.Close()
	}
}

// A file whose first pages are not as bbolt needs them is refused, and stays
// as it was.
func TestDamagedFirstPages(t *testing.T) {
	path, data := closed(t, delivered(20, 100))
	page := store.PageSize
	meta := func(data []byte) []byte { return data[newerMeta(data)*page+16:] }
	pageOf := func(data []byte, field int) []byte {
		return data[binary.NativeEndian.Uint64(meta(data)[field:])*uint64(page):]
	}
	seal := func(data []byte) {
		h := fnv.New64a()
		h.Write(meta(data)[:56])
		binary.NativeEndian.PutUint64(meta(data)[56:], h.Sum64())
	}
	const root, freelist, pages = 16, 32, 40
	for name, damage := range map[string]func(data []byte){
		"both metas torn":        func(data []byte) { data[50] ^= 1; data[page+50] ^= 1 },
		"root is another page":   func(data []byte) { pageOf(data, root)[0]++ },
		"root is no tree":        func(data []byte) { pageOf(data, root)[8] = 0x10 },
		"root goes on too far":   func(data []byte) { pageOf(data, root)[15] = 1 },
		"freelist is a leaf":     func(data []byte) { pageOf(data, freelist)[8] = 2 },
		"root is beyond the end": func(data []byte) { meta(data)[root+3] = 1; seal(data) },
		"root is a first page":   func(data []byte) { binary.NativeEndian.PutUint64(meta(data)[root:], 1); seal(data) },
		"more pages than there are": func(data []byte) {
			binary.NativeEndian.PutUint64(meta(data)[pages:], 1000)
			seal(data)
		},
		"all zeros": func(data []byte) { clear(data) },
	} {
		bad := bytes.Clone(data)
		damage(bad)
		write(t, path, bad)
		if _, err := store.Open(path, store.Options{}); !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), "store restore FILE") {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.Equal(read(t, path), bad) {
			t.Errorf("%s: the file was written to", name)
		}
	}
}

// Another program's file of bbolt is not made a store.
func TestForeignFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "their.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("meta"))
		return err
	}), db.Close())
	if err != nil {
		t.Fatal(err)
	}
	before := read(t, path)
	if _, err := store.Open(path, store.Options{}); !errors.Is(err, store.ErrForeign) {
		t.Errorf("opened: %v", err)
	}
	if !bytes.Equal(read(t, path), before) {
		t.Error("the file was written to")
	}
}

// An empty file, and one that another name leads to, become stores.
func TestFilesThatBecomeStores(t *testing.T) {
	dir := t.TempDir()
	empty, link := filepath.Join(dir, "empty.db"), filepath.Join(dir, "link.db")
	write(t, empty, nil)
	filled(t, empty, delivered(1, 10)).Close()
	if err := os.Symlink(empty, link); err != nil {
		t.Skip(err)
	}
	s := open(t, link)
	defer s.Close()
	if got := titles(t, s); len(got) != 1 {
		t.Errorf("articles %q", got)
	}
}

// To open a store that is as it should be writes nothing.
func TestOpenWritesNothing(t *testing.T) {
	path, before := closed(t, delivered(3, 10))
	open(t, path).Close()
	if !bytes.Equal(read(t, path), before) {
		t.Error("the file was written to")
	}
}

// A file that this user may not write says so.
func TestNoPermission(t *testing.T) {
	path, _ := closed(t, delivered(1, 10))
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
		f.Close()
		t.Skip("this user may write everything")
	}
	if _, err := store.Open(path, store.Options{}); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "the right to read and write") {
		t.Errorf("opened: %v", err)
	}
}

// stumbling is a router with a fault of its own.
type stumbling struct{ everything }

func (stumbling) Feeds(*article.Article) []article.Category { return make([]article.Category, 0)[1:2] }

// A panic that is no damage ends one transaction, and the next one is tried.
func TestPanicThatIsNoDamage(t *testing.T) {
	s := filled(t, filepath.Join(t.TempDir(), "feedloom.db"))
	if _, err := s.Save(t.Context(), stumbling{}, []article.Delivery{delivered(1, 10)}); err == nil {
		t.Error("a panic passed as success")
	}
	if _, err := s.Save(t.Context(), everything{}, []article.Delivery{delivered(1, 10)}); err != nil {
		t.Error("the next one:", err)
	}
	if got := titles(t, s); len(got) != 1 {
		t.Errorf("articles %q", got)
	}
}
