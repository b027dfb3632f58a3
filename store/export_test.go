package store

// InBatchesOf has the index built in transactions of so many articles.
func (s *Store) InBatchesOf(n int) *Store {
	s.batch = n
	return s
}

// PageSize is that of the stores that tests make.
const PageSize = pageSize
