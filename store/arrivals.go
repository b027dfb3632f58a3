package store

import (
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// arrive notes an article in arrivals, which has all of them by their entries,
// also those that are in no feed. The value names the article's categories,
// those above them left out, so that Prune knows them without the article.
func arrive(arrivals *bbolt.Bucket, entry []byte, feeds []article.Category) error {
	leaves, err := json.Marshal(article.Leaves(feeds))
	if err != nil {
		return err
	}
	return enterInOrder(arrivals, entry, leaves)
}

func decodeLeaves(value []byte) (leaves []article.Category, err error) {
	if err := json.Unmarshal(value, &leaves); err != nil {
		return nil, fmt.Errorf("read an article's categories: %w: %w", ErrDamaged, err)
	}
	return leaves, nil
}

// feedsAbove are the feeds of an article in these categories, each once.
func feedsAbove(value []byte) ([]article.Category, error) {
	leaves, err := decodeLeaves(value)
	if err != nil {
		return nil, err
	}
	var feeds []article.Category
	seen := map[string]bool{}
	for _, leaf := range leaves {
		for _, path := range leaf.Prefixes() {
			if !seen[path.ID()] {
				seen[path.ID()] = true
				feeds = append(feeds, path)
			}
		}
	}
	return feeds, nil
}
