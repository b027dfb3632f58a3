package store

import (
	"feedloom/article"
)

// candidates are the articles that an item may be, pruned ones too.
type candidates struct {
	guid, url, id, text []known
}

// candidates finds the articles that the item may be.
func (w *weaver) candidates(in article.Incoming) (c candidates, err error) {
	if in.GUID != "" {
		if c.guid, err = w.byAlias(guidAlias(in.Source, in.GUID)); err != nil {
			return c, err
		}
	}
	if article.PermanentID(in.GUID) {
		if c.id, err = w.byAlias(publicAlias(in.GUID)); err != nil {
			return c, err
		}
	}
	if in.Print != 0 {
		if c.text, err = w.byAlias(textAlias(in.Print)); err != nil {
			return c, err
		}
	}
	if c.url, err = w.byAlias(urlAlias(in.Address)); err != nil || len(c.url) < maxAtURL {
		return c, err
	}
	// The alias has no room for all articles of this address: those of this
	// date are found by their key.
	atKey, err := w.byKey(article.NewKey(in.Date, in.Address, ""))
	c.url = append(c.url, atKey...)
	return c, err
}

// kept are those that are not pruned.
func (c candidates) kept() article.Candidates {
	kept := article.Candidates{URL: articles(c.url), ID: articles(c.id), Text: articles(c.text)}
	if len(c.guid) > 0 {
		kept.GUID = c.guid[0].article
	}
	return kept
}

// pruned finds the article that the item is among those that are no longer
// kept: what comes back is not news. taken are those that another item of the
// document is.
func (w *weaver) pruned(c candidates, in article.Incoming, taken func(id uint64) bool) uint64 {
	for _, k := range c.guid {
		switch claimed := k.claimedBy(in); {
		case claimed && k.article == nil:
			return k.id
		case claimed:
			return 0 // one that is kept, whatever else was at its address
		}
	}
	if !in.Dated && (in.GUID != "" || len(articles(c.url)) > 0) {
		return 0 // the address alone says too little
	}
	shared := in.GUID != "" && len(c.url) > 1 // what many share says little
	for _, k := range c.url {
		if !shared && w.isAway(k) && !taken(k.id) && (!in.Dated || k.key.Date() == article.Stamp(in.Date)) {
			return k.id
		}
	}
	for _, k := range c.text {
		if w.isAway(k) && !taken(k.id) {
			return k.id
		}
	}
	return 0
}

// isAway reports whether the article is no longer kept, and may be what comes
// back. Of many items of one address and date one may be forgotten: the others
// stay what they are while the document lists that one.
func (w *weaver) isAway(k known) bool {
	return k.article == nil && !(k.forgotten && w.listed[k.id] > 0)
}

// byKey finds the articles of a date and address.
func (w *weaver) byKey(key article.Key) ([]known, error) {
	var all []known
	c := w.tx.Bucket(articlesBucket).Cursor()
	for k, id := c.Seek([]byte(key)); article.Key(k).Within(key) && len(all) < maxAtURL; k, id = c.Next() {
		a, err := w.store.packed(w.tx, id)
		if err != nil {
			return nil, err
		}
		if read, seen := w.read[a.ID]; seen {
			all = append(all, read)
			continue
		}
		w.read[a.ID] = known{id: a.ID, key: article.Key(k), article: a}
		all = append(all, w.read[a.ID])
	}
	return all, nil
}

// byAlias finds the articles that an alias leads to.
func (w *weaver) byAlias(alias []byte) ([]known, error) {
	var all []known
	for _, id := range lookup(w.tx, alias) {
		k, seen := w.read[id]
		if !seen {
			var err error
			if k, seen, err = w.store.byID(w.tx, id); err != nil {
				return nil, err
			}
			w.read[id] = k
		}
		if seen && k.id != 0 {
			all = append(all, k)
		}
	}
	return all, nil
}

func articles(all []known) []*article.Article {
	var kept []*article.Article
	for _, k := range all {
		if k.article != nil {
			kept = append(kept, k.article)
		}
	}
	return kept
}

// claimedBy reports whether the item is the article that its GUID led to. Of a
// pruned one the key is left: date and address are both others when the GUID
// came back on something else.
func (k known) claimedBy(in article.Incoming) bool {
	if k.article != nil {
		return in.Claims(k.article)
	}
	return !in.Dated || k.key.Date() == article.Stamp(in.Date) || k.key.At(in.Address)
}

// goesBy is the GUID that the source gave the article last; it is empty for a
// pruned one.
func (k known) goesBy(source string) string {
	if k.article == nil {
		return ""
	}
	if s := k.article.By(source); s != nil {
		return s.Item.GUID
	}
	return ""
}
