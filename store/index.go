package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// join puts an article into arrivals and into the feeds that hold it, which are
// stale by that, and into their archives.
func join(tx *bbolt.Tx, r article.Router, a *article.Article, paths []article.Category) error {
	if err := joinFeeds(tx, a, paths); err != nil {
		return err
	}
	for _, path := range paths {
		if err := joinArchive(tx, r, path, feedEntry(a)); err != nil {
			return err
		}
	}
	return nil
}

// leave takes an entry out of arrivals, of feeds, which are stale by that, and of
// their archives.
func leave(tx *bbolt.Tx, entry []byte, paths []article.Category) error {
	if err := leaveFeeds(tx, entry, paths); err != nil {
		return err
	}
	for _, path := range paths {
		if err := leaveArchive(tx, path, entry); err != nil {
			return err
		}
	}
	return nil
}

// rejoin is for an article that has changed: it stood in these feeds by that
// entry. In the archives of those that hold it still it keeps its page.
func rejoin(tx *bbolt.Tx, r article.Router, entry []byte, before []article.Category, a *article.Article, now []article.Category) error {
	if err := leaveFeeds(tx, entry, before); err != nil {
		return err
	}
	if err := joinFeeds(tx, a, now); err != nil {
		return err
	}
	for _, path := range before {
		if slices.ContainsFunc(now, path.Equal) {
			continue
		}
		if err := leaveArchive(tx, path, entry); err != nil {
			return err
		}
	}
	for _, path := range now {
		if err := changeInArchive(tx, r, path, entry, feedEntry(a)); err != nil {
			return err
		}
	}
	return nil
}

// joinFeeds is for whatever readers see of an article: it may have changed.
func joinFeeds(tx *bbolt.Tx, a *article.Article, paths []article.Category) error {
	entry := feedEntry(a)
	if err := errors.Join(arrive(tx.Bucket(arrivalsBucket), entry, paths), noteChange(tx, a.ID)); err != nil {
		return err
	}
	for _, path := range paths {
		if err := enter(tx.Bucket(feedsBucket), path, entry); err != nil {
			return err
		}
		if err := markStale(tx, path); err != nil {
			return err
		}
	}
	return nil
}

// scattered is how full a page becomes that is split where keys come anywhere:
// a half, which bbolt has too, and a bit to tell it from what nobody has set.
const scattered = 0.51

// enter puts an entry into a feed of an index.
func enter(feeds *bbolt.Bucket, path article.Category, entry []byte) error {
	members, err := feeds.CreateBucketIfNotExists(pathKey(path))
	if err != nil {
		return fmt.Errorf("index %q: %w", path, err)
	}
	return enterInOrder(members, entry, nil)
}

// enterInOrder puts an entry where it belongs by its arrival. News comes at the
// end, so that pages may be filled; the past of a new source comes anywhere, and
// a full page would be split into a full one and an empty one again and again.
func enterInOrder(entries *bbolt.Bucket, entry, value []byte) error {
	switch last, _ := entries.Cursor().Last(); {
	case bytes.Compare(last, entry) > 0:
		entries.FillPercent = scattered
	case entries.FillPercent != scattered: // by an earlier entry of the transaction
		inOrder(entries)
	}
	return entries.Put(entry, value)
}

// leaveFeeds leaves a feed out of the index that holds nothing any more.
func leaveFeeds(tx *bbolt.Tx, entry []byte, paths []article.Category) error {
	feeds := tx.Bucket(feedsBucket)
	if err := tx.Bucket(arrivalsBucket).Delete(entry); err != nil {
		return err
	}
	for _, path := range paths {
		if err := markStale(tx, path); err != nil {
			return err
		}
		members := feeds.Bucket(pathKey(path))
		if members == nil {
			continue
		}
		if err := members.Delete(entry); err != nil {
			return err
		}
		if k, _ := members.Cursor().First(); k != nil {
			continue
		}
		if err := feeds.DeleteBucket(pathKey(path)); err != nil {
			return err
		}
	}
	return nil
}

// The classes of the entries of a feed: all news comes before any backlog.
const (
	classBacklog = 0
	classNews    = 1
)

// feedEntry is an article's place in a feed: its class, its arrival, its short
// id. Read backwards, a feed is its news, newest first, and then its backlog.
func feedEntry(a *article.Article) []byte {
	entry := []byte{classNews}
	if a.Backlog != "" {
		entry[0] = classBacklog
	}
	entry = binary.BigEndian.AppendUint64(entry, arrivalNumber(a.Arrival))
	return binary.BigEndian.AppendUint64(entry, a.ID)
}

// arrivalNumber is a time in seconds since the year 1, so that dates before
// 1970 sort too.
func arrivalNumber(t time.Time) uint64 { return uint64(t.Unix() + toYearOne) }

// timeOf is the time of an arrivalNumber.
func timeOf(number uint64) time.Time { return time.Unix(int64(number)-toYearOne, 0).UTC() }

const toYearOne = 62135596800

// arrivalOf is the arrival of an entry, in whole seconds.
func arrivalOf(entry []byte) time.Time { return timeOf(entryArrival(entry)) }

// entryID is the short id of the article of an entry, which ends with it; 0 for
// what is no entry.
func entryID(entry []byte) uint64 {
	if len(entry) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(entry[len(entry)-8:])
}

// pathKey is a path as a bucket's name, which may not be empty.
func pathKey(path article.Category) []byte { return []byte("/" + path.ID()) }

func pathOf(key []byte) article.Category { return article.ParseCategory(string(key[1:])) }

// Paths lists the feeds that hold at least as many articles as least says of
// each, and one.
func (s *Store) Paths(least func(article.Category) int) ([]article.Category, error) {
	var paths []article.Category
	err := s.view(func(tx *bbolt.Tx) error {
		feeds := tx.Bucket(feedsBucket)
		return feeds.ForEachBucket(func(k []byte) error {
			path := pathOf(k)
			if n := least(path); n <= 1 || holds(feeds.Bucket(k), n) {
				paths = append(paths, path)
			}
			return nil
		})
	})
	return paths, err
}

// holds reports whether a bucket has at least n entries.
func holds(b *bbolt.Bucket, n int) bool {
	c := b.Cursor()
	for k, _ := c.First(); k != nil && n > 0; k, _ = c.Next() {
		n--
	}
	return n <= 0
}

// Newest returns the articles of a feed that arrived last, newest first and
// backlog after all news, at most limit of them.
func (s *Store) Newest(path article.Category, limit int) ([]*article.Article, error) {
	members, err := s.Members(path, limit, nil)
	if err != nil {
		return nil, err
	}
	var newest []*article.Article
	for _, m := range members {
		newest = append(newest, m.Article)
	}
	return newest, nil
}

// Members is Newest for who knows most of the articles from before: those that
// known reports by their short id and print are not decoded. known may be nil.
func (s *Store) Members(path article.Category, limit int, known func(id uint64, print article.Hash) bool) ([]article.Member, error) {
	var members []article.Member
	err := s.view(func(tx *bbolt.Tx) error {
		feed := tx.Bucket(feedsBucket).Bucket(pathKey(path))
		if feed == nil {
			return nil
		}
		c := feed.Cursor()
		for k, _ := c.Last(); k != nil && len(members) < limit; k, _ = c.Prev() {
			m, err := s.member(tx, entryID(k), known)
			if err != nil {
				return err
			}
			if m.Arrival = arrivalOf(k); m.ID != 0 {
				members = append(members, m)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the newest articles of %q: %w", path, err)
	}
	return members, nil
}

// member reads an article, unless it is known; the ID is 0 where there is none.
func (s *Store) member(tx *bbolt.Tx, id uint64, known func(uint64, article.Hash) bool) (article.Member, error) {
	value := tx.Bucket(packedBucket).Get(idKey(id))
	if value == nil {
		return article.Member{}, nil
	}
	m := article.Member{ID: id, Print: article.Hash(maphash.Bytes(s.seed, value))}
	if known != nil && known(id, m.Print) {
		return m, nil
	}
	found, _, err := s.byID(tx, id)
	if err != nil || found.article == nil {
		return article.Member{}, err
	}
	m.Article = found.article
	return m, nil
}
