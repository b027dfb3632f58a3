package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"feedloom/internal/config"
	"feedloom/store"
)

// store are the commands that look after the file of all articles.
func (a *app) store() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "store",
		Short: "Look after the store's file: check, stats, compact, backup, restore",
		Long: `Store looks after the file of all articles, which config.yaml names as store.
A daemon that is running holds that file: stop it first. It takes backups by
itself where config.yaml has store_backup.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.storeCheck(), a.storeStats(), a.storeCompact(), a.storeBackup(), a.storeRestore())
	return cmd
}

// lookAfter gives a command the config. The error of a damaged store says which
// backup there is.
func (a *app) lookAfter(work func(cfg *config.Config) error) error {
	cfg, err := a.loadConfig()
	if err != nil {
		return err
	}
	return withBackup(cfg, work(cfg))
}

// withBackup adds the newest backup that there is to the error of a damaged
// store.
func withBackup(cfg *config.Config, err error) error {
	if !errors.Is(err, store.ErrDamaged) || cfg.Backup.Every == 0 {
		return err
	}
	if newest, _ := backupsOf(cfg).Newest(); newest != "" {
		return fmt.Errorf("%w; the newest backup is %s", err, newest)
	}
	return err
}

// printJSON prints a value for programs.
func (a *app) printJSON(value any) error {
	out := json.NewEncoder(a.stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(value)
}

func bytesOf(n int64) string { return humanize.Bytes(uint64(max(0, n))) }

func articlesOf(n int) string {
	if n == 1 {
		return "1 article"
	}
	return humanize.Comma(int64(n)) + " articles"
}
