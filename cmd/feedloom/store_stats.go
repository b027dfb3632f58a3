package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"feedloom/internal/config"
	"feedloom/store"
)

func (a *app) storeStats() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Say how much is in the store",
		Long: `Stats counts what is in the store, and says how much room it takes. Room that is
free is used for what comes next; compact gives it back.`,
		Example: `  feedloom store stats
  feedloom store stats --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.lookAfter(func(cfg *config.Config) error { return a.printStats(cmd.Context(), cfg, asJSON) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the figures as JSON, sizes in bytes")
	return cmd
}

func (a *app) printStats(ctx context.Context, cfg *config.Config, asJSON bool) (err error) {
	s, err := store.OpenToRead(cfg.Store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	stats, err := s.Stats(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		return a.printJSON(struct {
			Store string `json:"store"`
			store.Stats
		}{cfg.Store, stats})
	}
	fmt.Fprintf(a.stdout, "%s, format %d\n\n%s\n\n%s\n", shortPath(cfg.Dir, cfg.Store), stats.Format, figures(stats), buckets(stats))
	return nil
}

// figures is a row for each of the store's figures.
func figures(s store.Stats) string {
	t := plainTable()
	count := func(name string, n int) { t.AppendRow(table.Row{name, humanize.Comma(int64(n))}) }
	count("articles", s.Articles)
	if s.Articles > 0 {
		t.AppendRow(table.Row{"  the oldest of", s.Oldest.Format(time.DateOnly)})
		t.AppendRow(table.Row{"  the newest of", s.Newest.Format(time.DateOnly)})
		t.AppendRow(table.Row{"  each takes", bytesOf(s.Article)})
	}
	count("pruned, and still known", s.Pruned)
	count("sources", s.Sources)
	count("feeds", s.Feeds)
	count("aliases", s.Aliases)
	t.AppendRow(table.Row{"file", bytesOf(s.File)})
	t.AppendRow(table.Row{"  in use", bytesOf(s.Used)})
	t.AppendRow(table.Row{"  free", bytesOf(s.Free)})
	return t.Render()
}

// buckets is a row for each bucket.
func buckets(s store.Stats) string {
	t := plainTable()
	t.AppendHeader(table.Row{"Bucket", "Keys", "Size"})
	for _, b := range s.Buckets {
		t.AppendRow(table.Row{printable(b.Name), humanize.Comma(int64(b.Keys)), bytesOf(b.Bytes)})
	}
	return t.Render()
}

func plainTable() table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.OptionsNoBordersAndSeparators
	t.Style().Format.Header = text.FormatDefault
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 2, Align: text.AlignRight, AlignHeader: text.AlignRight},
		{Number: 3, Align: text.AlignRight, AlignHeader: text.AlignRight},
	})
	return t
}
