package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"feedloom/internal/config"
	"feedloom/store"
)

// maxFound is how many articles are listed where several may be meant.
const maxFound = 20

// explain is the command for those who ask why.
func (a *app) explain() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "explain URL|GUID|ID|words of the title",
		Short: "Say what an article is, and where it stands",
		Long: `Explain says what the store has of an article: its key, its names, which sources
named it and by which rule of identity each was joined to it, its edits, and in
which feeds it stands; where it does not stand, why not.

An article is found by the address of any of its items, by a source's GUID, by its
public id, its key, or its short id ("#12"); else by words of its title, for
which every article is looked at. Feeds are told as the store and config.yaml
have them now, and published by the next run.`,
		Example: `  feedloom explain https://go.dev/blog/slices
  feedloom explain tide tables
  feedloom explain --json "#12"`,
		Args: func(_ *cobra.Command, args []string) error {
			if strings.TrimSpace(strings.Join(args, " ")) == "" {
				return errors.New("expected an address, a GUID, an id or words of a title")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withStore(openKnownStore, func(cfg *config.Config, s *store.Store) error {
				return a.explainAll(cmd.Context(), cfg, s, strings.Join(args, " "), asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a list of all that may be meant, as JSON")
	return cmd
}

func (a *app) explainAll(ctx context.Context, cfg *config.Config, s *store.Store, ref string, asJSON bool) error {
	found, err := s.Find(ctx, ref, maxFound+1)
	if err != nil {
		return err
	}
	if len(found) > 1 && !asJSON {
		fmt.Fprint(a.stdout, choices(found, "explain", cfg.Site.Timezone))
		return nil
	}
	e, err := newExplainer(cfg, s)
	if err != nil {
		return err
	}
	all := []explanation{} // none is a list as well
	for _, f := range found[:min(len(found), maxFound)] {
		one, err := e.explain(ctx, f)
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	if asJSON {
		return a.printJSON(all)
	}
	if len(found) == 0 {
		return unknownArticle(ref, tracking(cfg).Canonical(ref))
	}
	fmt.Fprint(a.stdout, all[0].text(cfg.Site.Timezone))
	return nil
}

// openKnownStore opens the store, and makes none: where nothing was polled yet
// there is nothing to ask for.
func openKnownStore(cfg *config.Config) (*store.Store, error) {
	if _, err := os.Stat(cfg.Store); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no store %s yet: `feedloom once` makes it", cfg.Store)
	}
	return openStore(cfg, nil)
}

// unknownArticle says what was looked for, at which canonical address, and what
// else to try.
func unknownArticle(ref, address string) error {
	what := fmt.Sprintf("no article has %q as an address, GUID, public id, key or short id, or these words in its title", ref)
	if address != ref {
		what += fmt.Sprintf("; the address was looked for as %s", address)
	}
	return errors.New(printable(what) + ". Try fewer words, or the link as its source has it")
}
