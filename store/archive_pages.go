package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Archive says how far the archive of a feed reaches.
func (s *Store) Archive(path article.Category) (reach article.Archive, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		a, ok := archiveOf(tx, path)
		if !ok {
			return nil
		}
		reach.First, reach.Last = a.reach()
		for _, page := range a.stalePages() {
			reach.Stale = append(reach.Stale, page.Number)
		}
		return nil
	})
	if err != nil {
		return article.Archive{}, fmt.Errorf("read the archive of %q: %w", path, err)
	}
	return reach, nil
}

// Page returns the articles on a page of a feed's archive, in the order in which
// they arrived. known is as in Members.
func (s *Store) Page(path article.Category, page int, known func(id uint64, print article.Hash) bool) (members []article.Member, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		a, ok := archiveOf(tx, path)
		if !ok {
			return nil
		}
		for _, id := range decodeIDs(a.b.Get(pageKey(page))) {
			m, err := s.member(tx, id, known)
			if err != nil {
				return err
			}
			if m.ID != 0 {
				members = append(members, m)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read page %d of the archive of %q: %w", page, path, err)
	}
	return members, nil
}
