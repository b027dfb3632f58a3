package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"feedloom/internal/config"
	"feedloom/loom"
)

// once is the command for cron.
func (a *app) once() *cobra.Command {
	var all, strict, quiet bool
	cmd := &cobra.Command{
		Use:   "once",
		Short: "Poll what is due, publish what changed, end",
		Long: `Once polls the sources that are due, publishes the feeds that changed, and ends.
Where files have changed, it runs config.yaml's after_publish. Where store_backup
wants a backup by now, it takes that last. A source that fails does not keep the
others from it; what failed, and why, is said at the end.

The exit status is 0 when the job was done, even if sources failed; 1 when it
could not be done, or not whole (config, store, output, after_publish, a limit of
the machine); with --strict, 2 when a source failed, now or when it was last due, or
was told to wait for more than a day.`,
		Example: `  feedloom once
  feedloom once --all --strict
  */15 * * * *  cd /srv/planet && feedloom once --quiet     in a crontab`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			summary, cfg, err := a.weaveOnce(cmd.Context(), all, quiet)
			a.printResults(summary, quiet, all || a.verbose)
			if summary.Published && !quiet {
				a.printFiles(summary)
				if n := len(summary.Told.Written) + len(summary.Told.Removed); n > 0 {
					fmt.Fprintf(a.stdout, "after_publish: told of %s\n", plural(n, "file"))
				}
				if summary.Backup != "" {
					fmt.Fprintf(a.stdout, "store backed up: %s\n", shortPath(cfg.Dir, summary.Backup))
				}
				fmt.Fprintln(a.stdout, totals(summary, shortPath(cfg.Dir, cfg.Site.Output)))
			}
			if err == nil && strict && summary.Failed()+summary.Ailing+summary.Refused > 0 {
				return errSourceFailed
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "poll every source that is not gone or held, due or not")
	cmd.Flags().BoolVar(&strict, "strict", false, "exit with status 2 when a source failed")
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "print only what went wrong, and what is told once")
	return cmd
}

// weaveOnce does the job. The summary is of what was done, also where it could
// not be done whole.
func (a *app) weaveOnce(ctx context.Context, all, quiet bool) (summary loom.Summary, cfg *config.Config, err error) {
	if cfg, err = a.loadConfig(); err != nil {
		return summary, nil, err
	}
	p := a.progress(quiet)
	s, err := openStore(cfg, sometimes(p.indexing))
	if err != nil {
		return summary, cfg, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()

	l := loom.Loom{Store: s, Copier: s, Log: a.quietLog()}
	summary, err = l.Once(ctx, planOf(cfg), loom.Once{All: all, Begin: p.begin, Done: p.done})
	p.end()
	return summary, cfg, withBackup(cfg, err)
}

// shortPath is path as seen from dir, where it lies in it.
func shortPath(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}
