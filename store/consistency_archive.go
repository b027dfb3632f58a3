package store

import (
	"encoding/binary"
)

// archive looks at the archive of a feed: each article of the feed is open or on one
// page, and that page lists it.
func (c *consistency) archive(key, _ []byte) {
	if len(key) == 0 || c.tx.Bucket(archivesBucket).Bucket(key) == nil {
		c.damage.add("The archive %q has no list of pages.", key)
		return
	}
	a, _ := archiveOf(c.tx, pathOf(key))
	l := c.list(a)
	if c.damage.any() {
		return
	}
	if l.strangers+l.missing > 0 {
		c.disorder.add("The archive of the feed %s has %d articles that the feed does not hold, and lacks %d that it does. Change a category in config.yaml, run, and change it back.",
			nameOf(key), l.strangers, l.missing)
	}
	if l.astray > 0 {
		c.disorder.add("Pages of the archive of the feed %s and what leads to them disagree about %d articles. Take `archive: true` out of config.yaml, run, and put it in again: that makes all pages anew.",
			nameOf(key), l.astray)
	}
}

// listing is what is wrong in an archive.
type listing struct{ strangers, missing, astray int }

func (c *consistency) list(a archive) (l listing) {
	feed := c.tx.Bucket(feedsBucket).Bucket(pathKey(a.path))
	on := c.pages(a)
	known := func(entry, _ []byte) bool {
		if feed == nil || !has(feed, entry) {
			l.strangers++
		}
		return true
	}
	a.each(keyOpen, nil, known)
	a.each(keyPlaced, nil, func(entry, page []byte) bool {
		at := on[entryID(entry)]
		delete(on, entryID(entry))
		if len(page) != 8 || at == 0 || at != int(binary.BigEndian.Uint64(page)) {
			l.astray++
		}
		return known(entry, nil)
	})
	l.astray += len(on)
	if feed == nil {
		return l
	}
	// The function returns no error, and so does ForEach.
	_ = feed.ForEach(func(entry, _ []byte) error {
		if !a.knows(entry) {
			l.missing++
		}
		return nil
	})
	return l
}

// pages says on which page of an archive an article is listed; on two of them it is
// told at once.
func (c *consistency) pages(a archive) map[uint64]int {
	on := map[uint64]int{}
	next := 0
	a.each(keyPage, nil, func(key, ids []byte) bool {
		page := numberIn(key)
		if len(key) != 8 || len(ids)%8 != 0 || uint64(page) > a.b.Sequence() || next != 0 && page != next {
			c.damage.add("Page %d of the archive of the feed %s cannot be read, or is none that was closed.", page, nameOf(pathKey(a.path)))
			return false
		}
		next = page + 1
		for _, id := range decodeIDs(ids) {
			if on[id] != 0 {
				c.disorder.add("The short id %d is on the pages %d and %d of the archive of the feed %s.", id, on[id], page, nameOf(pathKey(a.path)))
			}
			on[id] = page
		}
		return true
	})
	a.each(keyStale, nil, func(key, mark []byte) bool {
		if len(mark) != 8 || !has(a.b, pageKey(numberIn(key))) {
			c.damage.add("That page %d of the archive of the feed %s is to be published makes no sense.", numberIn(key), nameOf(pathKey(a.path)))
		}
		return true
	})
	return on
}
