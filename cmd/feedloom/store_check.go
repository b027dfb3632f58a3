package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"feedloom/internal/config"
	"feedloom/store"
)

func (a *app) storeCheck() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Look whether the store is whole",
		Long: `Check looks at every page of the store's file and at every article, and whether
all that leads to articles leads to the right ones. It changes nothing.

The exit status is 0 when nothing is wrong, 1 when something is, or when it
could not look.`,
		Example: `  feedloom store check
  feedloom store check --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.lookAfter(func(cfg *config.Config) error { return a.checkStore(cmd.Context(), cfg, asJSON) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	return cmd
}

// checked is what check prints for programs.
type checked struct {
	Store    string   `json:"store"`
	Whole    bool     `json:"whole"`
	Damaged  bool     `json:"damaged"` // something can't be read
	Articles int      `json:"articles"`
	Problems []string `json:"problems"`
	More     int      `json:"more"` // problems beyond those
}

func (a *app) checkStore(ctx context.Context, cfg *config.Config, asJSON bool) error {
	report, err := store.Check(ctx, cfg.Store)
	if err != nil {
		return err
	}
	if asJSON {
		problems := append([]string{}, report.Problems...)
		err := a.printJSON(checked{cfg.Store, report.Whole(), report.Damaged, report.Articles, problems, report.More})
		if err != nil {
			return err
		}
	} else {
		a.printReport(shortPath(cfg.Dir, cfg.Store), report)
	}
	return verdict(cfg, report)
}

// printReport prints what was found, for people.
func (a *app) printReport(name string, r store.Report) {
	if r.Whole() {
		fmt.Fprintf(a.stdout, "%s: nothing is wrong; %s.\n", name, articlesOf(r.Articles))
		return
	}
	for _, problem := range r.Problems {
		fmt.Fprintf(a.stdout, "%s\n", printable(problem))
	}
	if r.More > 0 {
		fmt.Fprintf(a.stdout, "And %d more.\n", r.More)
	}
}

// verdict is what to do about what was found.
func verdict(cfg *config.Config, r store.Report) error {
	name, found := shortPath(cfg.Dir, cfg.Store), plural(len(r.Problems)+r.More, "problem")
	switch {
	case r.Whole():
		return nil
	case r.Damaged:
		return fmt.Errorf("%s in %s: %w: bring back a backup with `feedloom store restore FILE`, or move the file away to begin anew", found, name, store.ErrDamaged)
	}
	return fmt.Errorf("%s in %s: all of it can be read, and Feedloom goes on with it; a backup from before brings the rest in order", found, name)
}
