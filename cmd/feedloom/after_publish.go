package main

import (
	"context"
	"slices"

	"feedloom/feed"
	"feedloom/internal/config"
	"feedloom/internal/hook"
)

// tellOf runs the config's after_publish for what has changed; nil where there is
// none.
func tellOf(cfg *config.Config, plan *feed.Plan) func(context.Context, feed.Changes) error {
	a := cfg.AfterPublish
	if a.None() {
		return nil
	}
	command := hook.Command{Args: a.Args, Shell: a.Shell, Dir: cfg.Dir, Timeout: a.Timeout}
	return func(ctx context.Context, c feed.Changes) error {
		n := hook.News{Output: cfg.Site.Output, Written: c.Written, Removed: c.Removed}
		for _, name := range slices.Concat(c.Written, c.Removed) {
			n.URLs = append(n.URLs, plan.FileURL(name))
		}
		return command.Run(ctx, n)
	}
}
