package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"feedloom/article"
	"feedloom/internal/config"
	"feedloom/store"
)

func (a *app) restore(ctx context.Context, cfg *config.Config, backup string) error {
	aside, err := store.Restore(ctx, backup, cfg.Store, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s is now what %s has.\n", shortPath(cfg.Dir, cfg.Store), backup)
	if aside == "" {
		return nil
	}
	fmt.Fprintf(a.stdout, "What was there is set aside as %s; remove it when you need it no more.\n", shortPath(cfg.Dir, aside))
	again, err := forgetAgain(ctx, cfg, aside)
	for _, asked := range again {
		fmt.Fprintf(a.stdout, "Forgotten as before: %s\n", printable(asked))
	}
	if err != nil {
		fmt.Fprintf(a.stderr, "What was forgotten after the backup was made can come again, since not all of that could be read: %v\n", err)
	}
	return nil
}

// forgetAgain forgets in the store what the one that was set aside had
// forgotten, and says what that was. An article that the store has not seen yet
// cannot be forgotten by its short id.
func forgetAgain(ctx context.Context, cfg *config.Config, aside string) (again []string, err error) {
	before, err := store.OpenToRead(aside)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, before.Close()) }()
	forgotten, err := before.Forgotten()
	if err != nil || len(forgotten) == 0 {
		return nil, err
	}
	now, err := openOrMake(cfg)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, now.Close()) }()
	known, err := now.Forgotten()
	if err != nil {
		return nil, err
	}
	for _, f := range forgotten {
		if slices.ContainsFunc(known, func(k article.Forgotten) bool { return k.Asked == f.Asked && k.At.Equal(f.At) }) {
			continue
		}
		t := article.Takedown{At: f.At, Asked: f.Asked, URL: f.URL}
		if f.URL == "" {
			if t.ID, err = sameArticle(ctx, before, now, f.IDs); err != nil {
				return again, fmt.Errorf("%s: %w", f.Asked, err)
			}
		}
		if _, err := now.Forget(ctx, t); err != nil {
			return again, err
		}
		again = append(again, f.Asked)
	}
	return again, nil
}

// sameArticle is the short id of the one article that both stores have under
// it.
func sameArticle(ctx context.Context, before, now *store.Store, ids []uint64) (uint64, error) {
	for _, id := range ids {
		ref := "#" + strconv.FormatUint(id, 10)
		was, err := before.Find(ctx, ref, 1)
		if err != nil {
			return 0, err
		}
		is, err := now.Find(ctx, ref, 1)
		if err != nil {
			return 0, err
		}
		if len(was) == 1 && len(is) == 1 && was[0].Key == is[0].Key {
			return id, nil
		}
	}
	return 0, errors.New("it came after the backup was made; forget it once more when it comes again")
}
