package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"feedloom/internal/config"
	"feedloom/store"
)

func (a *app) storeCompact() *cobra.Command {
	return &cobra.Command{
		Use:   "compact",
		Short: "Give back the room that is free in the store",
		Long: `Compact writes the store anew without the room that is free in it, beside the old
file, which it replaces in one step at the end: there must be room for both.`,
		Example: `  feedloom store compact`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.lookAfter(func(cfg *config.Config) error {
				before, after, err := store.Compact(cmd.Context(), cfg.Store)
				if err == nil {
					fmt.Fprintf(a.stdout, "%s had %s, and has %s.\n", shortPath(cfg.Dir, cfg.Store), bytesOf(before), bytesOf(after))
				}
				return err
			})
		},
	}
}

func (a *app) storeBackup() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the store to a file",
		Long: `Backup copies the store to a file that must not be there yet, and looks whether
the copy can be read. A daemon that is running takes backups by itself: see
store_backup in config.yaml.`,
		Example: `  feedloom store backup /mnt/backups/feedloom.db`,
		Args:    oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.lookAfter(func(cfg *config.Config) error { return a.backUp(cmd.Context(), cfg, args[0]) })
		},
	}
}

func (a *app) backUp(ctx context.Context, cfg *config.Config, to string) (err error) {
	if path, err := filepath.Abs(to); err == nil && shortPath(cfg.Site.Output, path) != path {
		return fmt.Errorf("back up to %s: it is in site.output, where it would be published; name a file elsewhere", to)
	}
	s, err := store.OpenToRead(cfg.Store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Backup(ctx, to); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s is copied to %s.\n", shortPath(cfg.Dir, cfg.Store), to)
	return nil
}

func (a *app) storeRestore() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Bring back a backup of the store",
		Long: `Restore looks whether all of a backup can be read, and puts a copy of it in the
place of the store. The file that was there is set aside beside it as it was,
never removed.

What was published stays. Articles that came after the backup come again with
the next polls, as far as their sources still list them. What was forgotten after
the backup was made stays forgotten, as far as the file that is set aside says so.`,
		Example: `  feedloom store restore backups/feedloom-20260310T000000Z.db`,
		Args:    oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.lookAfter(func(cfg *config.Config) error { return a.restore(cmd.Context(), cfg, args[0]) })
		},
	}
}

// oneFile wants the name of a file after the command.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("expected one FILE after `%s`, found %d", cmd.CommandPath(), len(args))
	}
	return nil
}
