package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Find returns the articles that a person may mean, at most limit of them: those
// that have one of the names that an article has, pruned and forgotten ones
// too; where there are none, those with all these words in their title, the
// newest first. That looks at every article, one after the other.
func (s *Store) Find(ctx context.Context, ref string, limit int) ([]article.Found, error) {
	f := finder{store: s, limit: limit}
	if ref = strings.TrimSpace(ref); ref == "" {
		return nil, nil
	}
	err := s.view(func(tx *bbolt.Tx) error {
		f.tx = tx
		if err := f.byName(ctx, ref); err != nil || len(f.all) > 0 {
			return err
		}
		return f.byTitle(ctx, ref)
	})
	if err != nil {
		return nil, fmt.Errorf("look for %q: %w", ref, err)
	}
	return f.all, nil
}

// finder gathers what was found, each article once.
type finder struct {
	store *Store
	tx    *bbolt.Tx
	limit int
	all   []article.Found
}

func (f *finder) byName(ctx context.Context, ref string) error {
	number, isID := strings.CutPrefix(ref, "#")
	if id, err := strconv.ParseUint(number, 10, 64); err == nil && id > 0 {
		if err := f.add(article.NamedID, id); err != nil {
			return err
		}
	}
	if isID {
		return nil
	}
	address := f.store.tracking.Canonical(ref)
	at, err := idsAt(ctx, f.tx, address)
	if err != nil {
		return err
	}
	slices.Sort(at)
	slices.Reverse(at) // the newest first
	if err := f.add(article.NamedURL, at...); err != nil {
		return err
	}
	if len(at) == 0 {
		if err := f.addBlocked(address); err != nil {
			return err
		}
	}
	if err := f.add(article.NamedPublic, lookup(f.tx, publicAlias(ref))...); err != nil {
		return err
	}
	if err := f.byGUID(ref); err != nil {
		return err
	}
	return f.byKey(article.Key(strings.ReplaceAll(ref, " ", "\x00")))
}

// byGUID asks for the GUID of every source.
func (f *finder) byGUID(guid string) error {
	return f.tx.Bucket(seenBucket).ForEach(func(source, _ []byte) error {
		return f.add(article.NamedGUID, lookup(f.tx, guidAlias(string(source), guid))...)
	})
}

// byKey also knows the keys of what is no longer kept, by their addresses.
func (f *finder) byKey(key article.Key) error {
	if id := f.tx.Bucket(articlesBucket).Get([]byte(key)); id != nil {
		return f.add(article.NamedKey, binary.BigEndian.Uint64(id))
	}
	_, rest, _ := strings.Cut(string(key), "\x00")
	address, _, _ := strings.Cut(rest, "\x00")
	for _, id := range lookup(f.tx, urlAlias(address)) {
		if string(f.tx.Bucket(idsBucket).Get(idKey(id))) != string(key) {
			continue
		}
		if err := f.add(article.NamedKey, id); err != nil {
			return err
		}
	}
	return nil
}

// byTitle reads backwards: keys in byte order are articles by date.
func (f *finder) byTitle(ctx context.Context, ref string) error {
	words := strings.Fields(strings.ToLower(ref))
	c := f.tx.Bucket(articlesBucket).Cursor()
	for k, id := c.Last(); k != nil && len(f.all) < f.limit; k, id = c.Prev() {
		if err := ctx.Err(); err != nil {
			return err
		}
		a, err := f.store.packed(f.tx, id)
		if err != nil {
			return err
		}
		if !titled(a, words) {
			continue
		}
		found, err := f.found(article.NamedTitle, known{id: a.ID, key: article.Key(k), article: a})
		if err != nil {
			return err
		}
		f.all = append(f.all, found)
	}
	return nil
}

// titled reports whether all words are in a title that a source gave the
// article.
func titled(a *article.Article, words []string) bool {
	return slices.ContainsFunc(a.Sightings, func(s article.Sighting) bool {
		title := strings.ToLower(s.Item.Title)
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(title, w) })
	})
}

// add adds the articles of these short ids, as far as there is room.
func (f *finder) add(by article.Named, ids ...uint64) error {
	for _, id := range ids {
		if len(f.all) >= f.limit {
			return nil
		}
		if slices.ContainsFunc(f.all, func(a article.Found) bool { return a.ID == id }) {
			continue
		}
		k, there, err := f.store.byID(f.tx, id)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		found, err := f.found(by, k)
		if err != nil {
			return err
		}
		f.all = append(f.all, found)
	}
	return nil
}

// found adds what keeps the article out, or its items: that it is forgotten, or
// its address.
func (f *finder) found(by article.Named, k known) (article.Found, error) {
	found := article.Found{ID: k.id, Key: k.key, By: by, Article: k.article}
	blocks := [][]byte{forgottenID(k.id)}
	if k.article != nil {
		for i := range k.article.Sightings {
			s := &k.article.Sightings[i]
			blocks = append(blocks, urlAlias(f.store.tracking.Address(&s.Item, s.Source)))
		}
	}
	for _, b := range blocks {
		forgotten, err := forgottenBy(f.tx, b)
		if err != nil {
			return article.Found{}, err
		}
		if forgotten != nil {
			found.Forgotten = forgotten
			break
		}
	}
	return found, nil
}

// addBlocked adds an address that is forgotten, and of which nothing came.
func (f *finder) addBlocked(address string) error {
	forgotten, err := forgottenBy(f.tx, urlAlias(address))
	if forgotten != nil {
		f.all = append(f.all, article.Found{By: article.NamedURL, Forgotten: forgotten})
	}
	return err
}

// idsAt lists the short ids of all articles that were ever at a canonical URL.
func idsAt(ctx context.Context, tx *bbolt.Tx, address string) ([]uint64, error) {
	ids := slices.DeleteFunc(lookup(tx, urlAlias(address)), func(id uint64) bool { return tx.Bucket(idsBucket).Get(idKey(id)) == nil })
	if len(ids) < maxAtURL {
		return ids, nil
	}
	// The alias has no room for all of them.
	err := tx.Bucket(idsBucket).ForEach(func(k, v []byte) error {
		if id := binary.BigEndian.Uint64(k); article.Key(v).At(address) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		return ctx.Err()
	})
	return ids, err
}

// eachAlias visits every alias with the short ids that it leads to.
func eachAlias(ctx context.Context, tx *bbolt.Tx, visit func(alias []byte, ids []uint64) error) error {
	return tx.Bucket(aliasesBucket).ForEach(func(alias, value []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return visit(alias, decodeIDs(value))
	})
}

// isKept reports whether the article of a short id is there.
func isKept(tx *bbolt.Tx, id uint64) bool {
	return tx.Bucket(packedBucket).Get(idKey(id)) != nil
}
