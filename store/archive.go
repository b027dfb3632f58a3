package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// archive is the history of a feed, in pages that stay as they are: which article
// is on which page is remembered, and not found out from dates, so that an edit,
// a new date or a new rule moves nobody else. Its bucket has
//
//	o, entry -> nothing      the article is in the feed, and on no page yet: it is open
//	a, entry -> page number  the article is on that page
//	p, page number -> short ids, in the order of their entries
//	s, page number -> mark   the page's files are behind, as in the bucket of stale feeds
//
// The bucket's sequence is the number of the last page that was closed: a number
// is never given twice, whoever has seen it.
type archive struct {
	tx   *bbolt.Tx
	path article.Category
	b    *bbolt.Bucket
}

// The first bytes of an archive's keys.
const (
	keyOpen   = 'o'
	keyPlaced = 'a'
	keyPage   = 'p'
	keyStale  = 's'
)

// archiveOf is the archive of a feed; ok is false where it has none.
func archiveOf(tx *bbolt.Tx, path article.Category) (a archive, ok bool) {
	all := tx.Bucket(archivesBucket)
	if all == nil { // a store that was not written to since there are archives
		return archive{}, false
	}
	b := all.Bucket(pathKey(path))
	return archive{tx, path, b}, b != nil
}

// makeArchive is archiveOf where the feed is to have one.
func makeArchive(tx *bbolt.Tx, path article.Category) (archive, error) {
	b, err := tx.Bucket(archivesBucket).CreateBucketIfNotExists(pathKey(path))
	if err != nil {
		return archive{}, fmt.Errorf("make the archive of %q: %w", path, err)
	}
	return archive{tx, path, b}, nil
}

// joinArchive opens an article in the archive of a feed that it has joined.
func joinArchive(tx *bbolt.Tx, r article.Router, path article.Category, entry []byte) error {
	if r.Archive(path) == 0 {
		return nil
	}
	a, err := makeArchive(tx, path)
	if err != nil {
		return err
	}
	return a.open(entry)
}

// leaveArchive takes an article off the archive of a feed that it has left.
func leaveArchive(tx *bbolt.Tx, path article.Category, entry []byte) error {
	a, ok := archiveOf(tx, path)
	if !ok {
		return nil
	}
	return a.takeOff(entry)
}

// changeInArchive is for an article that a feed holds, as it did before or for the
// first time, and that stands there by another entry now. Its page is stale.
func changeInArchive(tx *bbolt.Tx, r article.Router, path article.Category, before, now []byte) error {
	a, ok := archiveOf(tx, path)
	if !ok {
		return joinArchive(tx, r, path, now)
	}
	page := a.pageOf(before)
	if page == 0 {
		if err := a.b.Delete(archiveKey(keyOpen, before)); err != nil {
			return err
		}
		return a.open(now)
	}
	if err := a.b.Delete(archiveKey(keyPlaced, before)); err != nil {
		return err
	}
	if err := a.b.Put(archiveKey(keyPlaced, now), numberKey(page)); err != nil {
		return err
	}
	return a.markPage(page)
}

// open notes an article that is on no page yet.
func (a archive) open(entry []byte) error { return a.b.Put(archiveKey(keyOpen, entry), nil) }

// pageOf is the page that an article is on, 0 for none.
func (a archive) pageOf(entry []byte) int {
	page := a.b.Get(archiveKey(keyPlaced, entry))
	if len(page) != 8 {
		return 0
	}
	return int(binary.BigEndian.Uint64(page))
}

// knows reports whether an article is on a page or open.
func (a archive) knows(entry []byte) bool {
	return a.pageOf(entry) != 0 || has(a.b, archiveKey(keyOpen, entry))
}

// takeOff takes an article off its page, or from those that are open.
func (a archive) takeOff(entry []byte) error {
	page := a.pageOf(entry)
	if page == 0 {
		return a.b.Delete(archiveKey(keyOpen, entry))
	}
	if err := a.b.Delete(archiveKey(keyPlaced, entry)); err != nil {
		return err
	}
	key, id := pageKey(page), entry[len(entry)-8:]
	var rest []byte
	for ids := a.b.Get(key); len(ids) >= 8; ids = ids[8:] {
		if !bytes.Equal(ids[:8], id) {
			rest = append(rest, ids[:8]...)
		}
	}
	if err := a.b.Put(key, rest); err != nil {
		return err
	}
	if err := a.markPage(page); err != nil {
		return err
	}
	return a.trim()
}

// trim removes the oldest pages where nothing is left on them: the next one leads
// to them no more. An empty page between two others stays, as both lead there.
func (a archive) trim() error {
	first, last := a.reach()
	was := first
	for ; first != 0 && first <= last && len(a.b.Get(pageKey(first))) == 0; first++ {
		if err := a.b.Delete(pageKey(first)); err != nil {
			return err
		}
		if err := a.b.Delete(archiveKey(keyStale, numberKey(first))); err != nil {
			return err
		}
	}
	if first == was || first > last {
		return nil
	}
	return a.markPage(first)
}

// reach are the numbers of the oldest and the newest page, 0 where there is none.
// All between them are there.
func (a archive) reach() (first, last int) {
	c := a.b.Cursor()
	k, _ := c.Seek([]byte{keyPage})
	if k == nil || k[0] != keyPage {
		return 0, 0
	}
	first = numberIn(k)
	if k, _ = c.Seek([]byte{keyPage + 1}); k == nil {
		k, _ = c.Last()
	} else {
		k, _ = c.Prev()
	}
	return first, numberIn(k)
}

// markPage has a page written again, with its feed.
func (a archive) markPage(page int) error { return a.markPages(page, page) }

func (a archive) markPages(first, last int) error {
	for page := first; page <= last; page++ {
		mark, err := a.tx.Bucket(staleBucket).NextSequence()
		if err != nil {
			return err
		}
		if err := a.b.Put(archiveKey(keyStale, numberKey(page)), idKey(mark)); err != nil {
			return err
		}
	}
	return markStale(a.tx, a.path)
}

// stalePages lists the pages whose files are behind.
func (a archive) stalePages() (pages []article.StalePage) {
	a.each(keyStale, nil, func(k, v []byte) bool {
		pages = append(pages, article.StalePage{Number: numberIn(k), Mark: binary.BigEndian.Uint64(v)})
		return true
	})
	return pages
}

// publishedPages forgets that pages were stale, save those that are so anew.
func (a archive) publishedPages(done []article.StalePage) error {
	for _, page := range done {
		key := archiveKey(keyStale, numberKey(page.Number))
		if !bytes.Equal(a.b.Get(key), idKey(page.Mark)) {
			continue
		}
		if err := a.b.Delete(key); err != nil {
			return err
		}
	}
	return nil
}

// each calls do with the keys of a kind, from one on, without their first byte,
// until it returns false.
func (a archive) each(kind byte, from []byte, do func(k, v []byte) bool) {
	c := a.b.Cursor()
	for k, v := c.Seek(archiveKey(kind, from)); k != nil && k[0] == kind && do(k[1:], v); k, v = c.Next() {
	}
}

// eachArchive calls do with every archive.
func eachArchive(tx *bbolt.Tx, do func(archive) error) error {
	all := tx.Bucket(archivesBucket)
	if all == nil {
		return nil
	}
	return all.ForEachBucket(func(k []byte) error { return do(archive{tx, pathOf(k), all.Bucket(k)}) })
}

func archiveKey(kind byte, rest []byte) []byte { return append([]byte{kind}, rest...) }

func pageKey(page int) []byte { return archiveKey(keyPage, numberKey(page)) }

func numberKey(page int) []byte { return idKey(uint64(page)) }

// numberIn is the page number that a key ends with.
func numberIn(key []byte) int { return int(entryID(key)) }
