package storetest

import (
	"encoding/json"
	"fmt"
	"slices"

	"feedloom/article"
)

// shelf has the pages that were written, by the path of their feed and their
// number.
type shelf map[string]map[int]written

// written is a page as a publisher wrote it: what readers see of it, and all that
// it was made of.
type written struct{ seen, whole string }

// publish writes what is stale, as publishing does, and holds every archive against
// what it should be. Where config.yaml changed, pages may come out the same.
func (s shelf) publish(w *world, plan archiving, configured bool) {
	w.Helper()
	if err := w.ClosePages(w.Context(), plan); err != nil {
		w.Fatal(err)
	}
	stale, err := w.Stale()
	if err != nil {
		w.Fatal(err)
	}
	for _, one := range stale {
		reach := w.archive(one.Path)
		pages := s[one.Path.ID()]
		for _, page := range one.Pages {
			now := s.write(w, one.Path, page.Number, reach)
			if !configured && pages[page.Number].whole == now.whole {
				w.Fatalf("page %d of %s is written again, and nothing is new", page.Number, one.Path)
			}
			if pages == nil {
				pages = map[int]written{}
				s[one.Path.ID()] = pages
			}
			pages[page.Number] = now
		}
	}
	if err := w.Published(stale); err != nil {
		w.Fatal(err)
	}
	paths, err := w.Paths(one)
	if err != nil {
		w.Fatal(err)
	}
	for _, path := range paths {
		s.check(w, plan, path)
	}
}

// check wants the archive of a feed to be whole, and its pages as they were
// written.
func (s shelf) check(w *world, plan archiving, path article.Category) {
	w.Helper()
	reach := w.archive(path)
	size := plan.Archive(path)
	if size == 0 {
		if reach.First != 0 {
			w.Fatalf("%s has an archive: %+v", path, reach)
		}
		delete(s, path.ID())
		return
	}
	on := map[uint64]int{}
	for page := reach.First; page <= reach.Last && page > 0; page++ {
		if now := s.write(w, path, page, reach); now.seen != s[path.ID()][page].seen {
			w.Fatalf("page %d of %s was not stale, and is another one:\n%s\n%s", page, path, s[path.ID()][page].seen, now.seen)
		}
		for _, a := range w.page(path, page) {
			if on[a.ID] != 0 {
				w.Fatalf("article %d is on pages %d and %d of %s", a.ID, on[a.ID], page, path)
			}
			on[a.ID] = page
		}
	}
	all := w.newest(path, 1000)
	for i, a := range all {
		if i >= size && on[a.ID] == 0 {
			w.Fatalf("article %d of %s is on no page, and at place %d of %d", a.ID, path, i+1, size)
		}
		delete(on, a.ID)
	}
	if len(on) > 0 {
		w.Fatalf("pages of %s have what it does not hold: %v", path, on)
	}
}

// write is a page as it is now: its articles, and whether there is one on either
// side.
func (s shelf) write(w *world, path article.Category, page int, reach article.Archive) written {
	w.Helper()
	links := fmt.Sprintln(page > reach.First, page < reach.Last)
	now := written{links, links}
	articles := w.page(path, page)
	slices.SortFunc(articles, func(a, b *article.Article) int { return int(a.ID) - int(b.ID) })
	for _, a := range articles {
		it := a.Primary().Item
		now.seen += fmt.Sprintln(a.ID, it.Title, it.Link, it.Content, a.Published, a.Updated, len(a.Sightings))
		whole, err := json.Marshal(a)
		if err != nil {
			w.Fatal(err)
		}
		now.whole += string(whole)
	}
	return now
}
