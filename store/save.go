package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Save stores what polls brought, with their checkpoints and the staleness of
// feeds, in one transaction. Where that fails, each delivery is tried in a
// transaction of its own, so that one does not hold up the others; the error
// is nil unless every one of them failed. The outcomes are in the order of the
// deliveries.
func (s *Store) Save(ctx context.Context, r article.Router, deliveries []article.Delivery) ([]article.Outcome, error) {
	if len(deliveries) == 0 {
		return nil, nil
	}
	outcomes, err := s.saveTogether(ctx, r, deliveries)
	if err == nil || ctx.Err() != nil {
		return outcomes, err
	}
	if len(deliveries) == 1 {
		return []article.Outcome{{Err: err}}, err
	}
	outcomes, failed := make([]article.Outcome, len(deliveries)), 0
	for i := range deliveries {
		one, err := s.saveTogether(ctx, r, deliveries[i:i+1])
		if err != nil {
			outcomes[i].Err = err
			failed++
			continue
		}
		outcomes[i] = one[0]
	}
	if failed == len(deliveries) {
		return outcomes, outcomes[0].Err
	}
	return outcomes, nil
}

func (s *Store) saveTogether(ctx context.Context, r article.Router, deliveries []article.Delivery) ([]article.Outcome, error) {
	outcomes := make([]article.Outcome, len(deliveries))
	err := s.update(func(tx *bbolt.Tx) error {
		if err := indexedBy(tx, r); err != nil {
			return err
		}
		for i := range deliveries {
			if err := ctx.Err(); err != nil {
				return err
			}
			outcome, err := s.saveOne(ctx, tx, r, &deliveries[i])
			if err != nil {
				return fmt.Errorf("save what a poll brought: %w", err)
			}
			outcomes[i] = outcome
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

// saveOne saves one delivery: its articles, its list of items, its profile,
// its checkpoint.
func (s *Store) saveOne(ctx context.Context, tx *bbolt.Tx, r article.Router, d *article.Delivery) (article.Outcome, error) {
	var outcome article.Outcome
	if d.Read {
		var err error
		if outcome, err = s.weave(ctx, tx, r, d); err != nil {
			return article.Outcome{}, err
		}
		if err := saveProfile(tx, d.Source, d.Profile); err != nil {
			return article.Outcome{}, err
		}
	}
	cp := d.Checkpoint
	if outcome.New+outcome.Edited > 0 {
		cp.News = d.At
	}
	return outcome, putJSON(tx.Bucket(checkpointsBucket), d.Source, cp)
}

// saveProfile keeps what a source says of itself. Any feed may quote it: when
// what is quoted changes, all are stale.
func saveProfile(tx *bbolt.Tx, source string, p *article.Profile) error {
	if p == nil {
		return nil
	}
	profiles := tx.Bucket(profilesBucket)
	stored := profiles.Get([]byte(source))
	var before article.Profile
	if stored != nil {
		if err := json.Unmarshal(stored, &before); err != nil {
			return fmt.Errorf("read a source's profile: %w", err)
		}
		if before == *p {
			return nil
		}
	}
	if err := putJSON(profiles, source, p); err != nil {
		return err
	}
	if stored == nil || before.Quoted() == p.Quoted() {
		return nil // a new source's articles make their feeds stale themselves
	}
	return errors.Join(markAllStale(tx), markAllPages(tx), changeAll(tx))
}

func putJSON(b *bbolt.Bucket, key string, value any) error {
	encoded, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return b.Put([]byte(key), encoded)
}
