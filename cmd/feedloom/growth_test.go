//go:build !windows

package main

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"feedloom/article"
	"feedloom/internal/origin"
	"feedloom/store"
)

// maxListed is how many items a growing feed lists. The oldest leave it, once
// they are stored.
const maxListed = 30

// Each topicItems items begin another topic, up to maxTopics: new folders come
// while feedloom is killed.
const (
	topicItems = 4
	maxTopics  = 12
)

// growing is a feed that grows, and the account of what it ever listed.
type growing struct {
	*origin.Feed
	source   string                       // its id in config.yaml
	mirrors  *growing                     // the feed whose links it lists too, or nil
	items    []origin.Item                // what it lists now, the oldest first
	listed   map[string]bool              // every GUID that it ever listed
	versions map[string]map[string]string // by ETag: what a document listed, GUID to title
	text     int                          // bytes of it in an item; 0: a few
}

func newGrowing(o *origin.Origin, name string, format origin.Format, mirrors *growing) *growing {
	return &growing{
		Feed: o.Feed(name, format), source: name, mirrors: mirrors,
		listed: map[string]bool{}, versions: map[string]map[string]string{},
	}
}

// grow adds up to three items, edits one, and drops old ones that are stored.
func (g *growing) grow(r *rand.Rand, stored map[string]bool) {
	for range r.IntN(4) {
		g.add(r)
	}
	if n := len(g.items); n > 0 && r.IntN(2) == 0 {
		i := r.IntN(n)
		g.items[i].Title = fmt.Sprintf("%s, edited as %d", g.items[i].ID, r.IntN(1e6))
		g.Edit(i, func(it *origin.Item) { it.Title = g.items[i].Title })
	}
	for len(g.items) > maxListed && stored[g.items[0].ID] {
		g.Remove(0)
		g.items = g.items[1:]
	}
	titles := map[string]string{}
	for _, it := range g.items {
		titles[it.ID] = it.Title
	}
	g.versions[g.ETag()] = titles
}

// add lists one more item: of its own, or one that the other feed has listed.
func (g *growing) add(r *rand.Rand) {
	n := len(g.listed) + 1
	it := origin.Item{ID: fmt.Sprintf("tag:%s,2026:%d", g.source, n), Title: fmt.Sprintf("Item %d of %s", n, g.source)}
	if g.mirrors != nil && len(g.mirrors.items) > 0 {
		other := g.mirrors.items[r.IntN(len(g.mirrors.items))]
		it.ID, it.Link, it.Published = fmt.Sprintf("tag:%s,2026:%s", g.source, other.ID), other.Link, other.Published
		if g.listed[it.ID] {
			return
		}
	} else {
		it.Tags = []string{fmt.Sprintf("Topic %d", min(n/topicItems, maxTopics))}
		it.Link = fmt.Sprintf("https://%s.example/%d", g.source, n)
		it.Published = origin.Epoch.AddDate(0, 0, n)
	}
	if g.text > 0 {
		it.HTML = "<p>" + noise(r, g.text) + "</p>"
	}
	g.Add(it)
	g.items = append(g.items, it)
	g.listed[it.ID] = true
}

// noise is a text that no compression makes much shorter.
func noise(r *rand.Rand, n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = byte('a' + r.IntN(26))
	}
	return string(text)
}

// kept is what the store holds.
type kept struct {
	articles    int
	titles      map[string]string // by GUID
	times       map[string]int    // by GUID and by link: how many articles have it
	checkpoints map[string]article.Checkpoint
	stale       int
}

// stored is the GUIDs.
func (k kept) stored() map[string]bool {
	all := make(map[string]bool, len(k.titles))
	for guid := range k.titles {
		all[guid] = true
	}
	return all
}

func keptIn(t *testing.T, dir string) kept {
	t.Helper()
	k := kept{titles: map[string]string{}, times: map[string]int{}}
	withStore(t, dir, func(s *store.Store) {
		all, err := s.Newest(article.Category{}, 1<<30)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			k.articles++
			k.times[a.Primary().Item.Link]++
			for _, sighting := range a.Sightings {
				k.titles[sighting.Item.GUID] = sighting.Item.Title
				k.times[sighting.Item.GUID]++
			}
		}
		stale, err := s.Stale()
		if err != nil {
			t.Fatal(err)
		}
		k.stale = len(stale)
		if k.checkpoints, err = s.Checkpoints(); err != nil {
			t.Fatal(err)
		}
	})
	return k
}

// account is what went wrong, added up.
type account struct{ lost, doubled, ahead int }

// check compares what is kept with what was listed. What was kept before must
// still be; and the checkpoint's ETag must be of a document all of whose items
// are stored as it listed them. After a whole run, nothing at all may lack.
func (g *growing) check(t *testing.T, a *account, before, now kept, wholeRun bool) {
	t.Helper()
	for guid := range g.listed {
		_, had := before.titles[guid]
		_, has := now.titles[guid]
		if !has && (had || wholeRun) {
			a.lost++
			t.Errorf("lost: %s", guid)
		}
	}
	etag := now.checkpoints[g.source].ETag
	if wholeRun && etag != g.ETag() {
		t.Errorf("%s: after a whole run the ETag is %q, want %q", g.source, etag, g.ETag())
	}
	if etag == "" {
		return
	}
	version, known := g.versions[etag]
	if !known {
		t.Errorf("%s: the ETag %s is of no document that was ever there", g.source, etag)
	}
	for guid, title := range version {
		if now.titles[guid] != title {
			a.ahead++
			t.Errorf("%s: the ETag %s is ahead of %s: %q is stored, want %q", g.source, etag, guid, now.titles[guid], title)
		}
	}
}

// checkOnce wants no GUID and no link on two articles.
func checkOnce(t *testing.T, a *account, now kept) {
	t.Helper()
	for what, times := range now.times {
		if times != 1 {
			a.doubled++
			t.Errorf("doubled: %s is on %d articles", what, times)
		}
	}
}
