package store

import (
	"context"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Stats is how much is in a store. Sizes are in bytes.
type Stats struct {
	Format   int `json:"format"`
	Articles int `json:"articles"`
	// Pruned counts the articles that are no longer kept, and are known still.
	Pruned  int `json:"pruned"`
	Sources int `json:"sources"`
	Feeds   int `json:"feeds"`
	Aliases int `json:"aliases"`
	// Oldest and Newest are the dates of articles; zero where there are none.
	Oldest time.Time `json:"oldest,omitzero"`
	Newest time.Time `json:"newest,omitzero"`
	// File is Used and Free; Article is Used for each article.
	File    int64        `json:"file_bytes"`
	Used    int64        `json:"used_bytes"`
	Free    int64        `json:"free_bytes"`
	Article int64        `json:"bytes_per_article"`
	Buckets []BucketSize `json:"buckets"`
}

// BucketSize is how much is in a bucket.
type BucketSize struct {
	Name  string `json:"name"`
	Keys  int    `json:"keys"`
	Bytes int64  `json:"bytes"` // of its pages, or of what it has in that of another
}

// Stats counts what is in the store.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	var st Stats
	err := s.view(func(tx *bbolt.Tx) (err error) {
		if st.Format, err = formatOf(tx); err != nil {
			return err
		}
		if err := st.sizes(ctx, tx); err != nil {
			return err
		}
		st.dates(tx)
		return st.file(s, tx)
	})
	return st, err
}

// sizes counts what is in each bucket.
func (st *Stats) sizes(ctx context.Context, tx *bbolt.Tx) error {
	keys := map[string]int{}
	err := tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		size := b.Stats()
		pages := size.BranchAlloc + size.LeafAlloc
		if pages == 0 { // it is so small that it has no page of its own
			pages = size.InlineBucketInuse
		}
		keys[string(name)] = size.KeyN
		st.Buckets = append(st.Buckets, BucketSize{string(name), size.KeyN, int64(pages)})
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	of := func(name []byte) int { return keys[string(name)] }
	st.Articles, st.Sources, st.Aliases = of(articlesBucket), of(checkpointsBucket), of(aliasesBucket)
	st.Pruned = max(0, of(idsBucket)-st.Articles)
	if feeds := tx.Bucket(feedsBucket); feeds != nil {
		err = feeds.ForEachBucket(func([]byte) error { st.Feeds++; return nil })
	}
	return err
}

func (st *Stats) dates(tx *bbolt.Tx) {
	articles := tx.Bucket(articlesBucket)
	if articles == nil {
		return
	}
	oldest, _ := articles.Cursor().First()
	newest, _ := articles.Cursor().Last()
	st.Oldest, st.Newest = dateOf(oldest), dateOf(newest)
}

func dateOf(key []byte) time.Time {
	t, err := time.Parse(time.RFC3339, article.Key(key).Date())
	if err != nil {
		return time.Time{}
	}
	return t
}

func (st *Stats) file(s *Store, tx *bbolt.Tx) error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	pages := s.db.Stats()
	st.File = info.Size()
	st.Used = tx.Size() - int64(pages.FreePageN+pages.PendingPageN)*int64(s.db.Info().PageSize)
	st.Free = st.File - st.Used
	if st.Articles > 0 {
		st.Article = st.Used / int64(st.Articles)
	}
	return nil
}
