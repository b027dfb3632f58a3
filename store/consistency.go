package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// consistency looks whether what the buckets say of each other holds.
type consistency struct {
	store            *Store
	tx               *bbolt.Tx
	damage, disorder *findings
	// entries has a hash of each article's entry in its feeds, by its short id.
	entries  map[uint64]uint64
	arrivals int
}

// check looks at every bucket, the articles first: the others lead there.
func (c *consistency) check(ctx context.Context) error {
	for _, each := range []struct {
		bucket []byte
		look   func(key, value []byte)
	}{
		{articlesBucket, c.article},
		{packedBucket, c.packed},
		{idsBucket, c.id},
		{aliasesBucket, c.alias},
		{seenBucket, c.seen},
		{checkpointsBucket, jsonOf[article.Checkpoint](c, "what is known of the source %q")},
		{profilesBucket, jsonOf[article.Profile](c, "what the source %q says of itself")},
		{habitsBucket, jsonOf[article.Habit](c, "how the source %q publishes")},
		{feedsBucket, c.feed},
		{arrivalsBucket, c.arrival},
		{forgottenBucket, c.forgotten},
		{staleBucket, c.stale},
		{archivesBucket, c.archive},
		{changedBucket, c.changed},
	} {
		bucket := c.tx.Bucket(each.bucket)
		if bucket == nil && string(each.bucket) == string(archivesBucket) {
			continue // nobody has written to it since there are archives
		}
		if bucket == nil {
			c.damage.add("The bucket %s is not there.", each.bucket)
			continue
		}
		err := bucket.ForEach(func(k, v []byte) error {
			each.look(k, v)
			return ctx.Err()
		})
		if err != nil {
			return err
		}
	}
	c.numbers()
	return nil
}

func (c *consistency) article(key, value []byte) {
	a, err := c.store.packed(c.tx, value)
	if err != nil {
		c.damage.add("The article %s cannot be read: %v.", shown(key), err)
		return
	}
	if _, twice := c.entries[a.ID]; twice {
		c.disorder.add("The article %s has a short id, %d, that another one has. It may be missing in feeds.", shown(key), a.ID)
	} else if led := c.tx.Bucket(idsBucket).Get(idKey(a.ID)); string(led) != string(key) || string(a.Key) != string(key) || string(idKey(a.ID)) != string(value) {
		c.disorder.add("The article %s is not where its short id, %d, leads. It may be missing in feeds.", shown(key), a.ID)
	}
	c.entries[a.ID] = hashed(feedEntry(a))
}

// packed looks for articles that no key leads to.
func (c *consistency) packed(id, _ []byte) {
	if len(id) != 8 {
		c.damage.add("An article lies under %x, which is no short id.", id)
	} else if _, there := c.entries[binary.BigEndian.Uint64(id)]; !there && !c.damage.any() {
		c.disorder.add("No key leads to the article with the short id %d. It may be missing in feeds.", binary.BigEndian.Uint64(id))
	}
}

// hashed keeps the entries of a million articles small.
func hashed(entry []byte) uint64 { return uint64(article.HashOf(string(entry))) }

func (c *consistency) id(key, value []byte) {
	if len(key) != 8 || len(value) == 0 {
		c.damage.add("The short id %x leads to %q.", key, value)
		return
	}
	id := binary.BigEndian.Uint64(key)
	if last := c.tx.Bucket(articlesBucket).Sequence(); id > last {
		c.disorder.add("The short id %d is beyond the last one that was given out, %d: a new article would get it again.", id, last)
	}
	if _, read := c.entries[id]; !read && c.damage.any() {
		return // its article may be one that could not be read
	} else if there := c.tx.Bucket(articlesBucket).Get(value) != nil; there != read {
		c.disorder.add("The short id %d leads to the article %s, which has another one.", id, shown(value))
	}
}

// known reports whether an id was given out.
func (c *consistency) known(id uint64) bool { return c.tx.Bucket(idsBucket).Get(idKey(id)) != nil }

func (c *consistency) alias(key, value []byte) {
	if len(value) == 0 || len(value)%8 != 0 {
		c.damage.add("The alias %x has %d bytes, which lead nowhere.", key, len(value))
		return
	}
	for _, id := range lookup(c.tx, key) {
		if !c.known(id) {
			c.disorder.add("The alias %x leads to the short id %d, which was never given out. What it is of comes as new.", key, id)
		}
	}
}

func (c *consistency) seen(source, value []byte) {
	items, err := decodeSeen(value)
	if err != nil {
		c.damage.add("The items that the source %q listed last cannot be read: %v.", source, err)
	}
	for _, l := range items {
		if l.id != 0 && !c.known(l.id) {
			c.disorder.add("An item that the source %q listed last leads to the short id %d, which was never given out. It comes as new when it changes.", source, l.id)
			return
		}
	}
}

// jsonOf looks at values in JSON; of says what they are.
func jsonOf[T any](c *consistency, of string) func(key, value []byte) {
	return func(key, value []byte) {
		var into T
		if err := json.Unmarshal(value, &into); err != nil {
			c.damage.add("%s cannot be read: %v.", fmt.Sprintf(strings.ToUpper(of[:1])+of[1:], key), err)
		}
	}
}

// feed looks at the articles that a feed lists: each is there, and lists itself
// at that place.
func (c *consistency) feed(key, _ []byte) {
	members := c.tx.Bucket(feedsBucket).Bucket(key)
	if members == nil || len(key) == 0 {
		c.damage.add("The feed %q has no list of articles.", key)
		return
	}
	missing, misplaced := 0, 0
	members.ForEach(func(entry, _ []byte) error {
		if of, there := c.entries[entryID(entry)]; !there {
			missing++
		} else if of != hashed(entry) {
			misplaced++
		}
		return nil
	})
	if missing+misplaced > 0 && !c.damage.any() {
		c.disorder.add("The feed %s lists %d articles that are not there, and %d at a place that is not theirs. Change a category in config.yaml, run, and change it back: that makes all lists anew.",
			nameOf(key), missing, misplaced)
	}
}

// arrival looks at an article's entry among all of them.
func (c *consistency) arrival(entry, value []byte) {
	c.arrivals++
	if _, err := decodeLeaves(value); err != nil {
		c.damage.add("The categories of the short id %d cannot be read: %v.", entryID(entry), err)
	}
	if of, there := c.entries[entryID(entry)]; (!there || of != hashed(entry)) && !c.damage.any() {
		c.disorder.add("The short id %d is kept by an arrival that is not its article's. Retention may take the wrong one.", entryID(entry))
	}
}

func (c *consistency) forgotten(key, value []byte) {
	if bytes.HasPrefix(key, []byte{'r'}) {
		if _, err := decodeRecord(value); err != nil {
			c.damage.add("What was forgotten under the number %x cannot be read: %v.", key[1:], err)
		}
		return
	}
	if _, err := forgottenBy(c.tx, key); err != nil {
		c.damage.add("What keeps %x out cannot be read: %v.", key, err)
	}
}

func nameOf(feed []byte) string {
	if path := pathOf(feed); len(path) > 0 {
		return fmt.Sprintf("%q", path)
	}
	return "of the whole site"
}

func (c *consistency) stale(key, value []byte) {
	if len(value) != 8 || len(key) == 0 {
		c.damage.add("That the feed %q is to be published has %d bytes instead of 8.", key, len(value))
	}
}

func (c *consistency) changed(key, value []byte) {
	if len(key) != 8 || len(value) < 8 {
		c.damage.add("That an article has changed is noted under %x, with %d bytes.", key, len(value))
	}
}

// numbers compares the count of articles with what there is.
func (c *consistency) numbers() {
	if n := count(c.tx); n != len(c.entries) && !c.damage.any() {
		c.disorder.add("The store counts %d articles, and has %d. `retention.max_articles` keeps that many too few or too many.", n, len(c.entries))
	}
	if c.arrivals < len(c.entries) && !c.damage.any() {
		c.disorder.add("Of %d articles %d have no arrival. Retention keeps them for ever. Change a category in config.yaml, run, and change it back.", len(c.entries), len(c.entries)-c.arrivals)
	}
}

// shown is the key of an article for people.
func shown(key []byte) string {
	date, rest, _ := strings.Cut(string(key), "\x00")
	address, _, _ := strings.Cut(rest, "\x00")
	return fmt.Sprintf("of %s at %.200q", date, address)
}
