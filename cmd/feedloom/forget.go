package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/config"
	"feedloom/loom"
	"feedloom/store"
)

// forget is the command for takedowns.
func (a *app) forget() *cobra.Command {
	var list, undo bool
	cmd := &cobra.Command{
		Use:   "forget URL|GUID|ID",
		Short: "Take an article down, and keep it out",
		Long: `Forget takes an article out of the store and out of every feed, publishes these
at once, and remembers to keep it out.

By URL everything goes that is or was at that address, and nothing comes from
there any more, whichever source brings it; an address can be forgotten before
anything comes. Explain the same URL first, to see what would go. By GUID, or by
the short id that ` + "`feedloom explain`" + ` shows, one article goes, and what its
sources call by its GUIDs stays away; its address does not, since some feeds give
all their items the same.

--list shows what is forgotten, --undo lifts it: what its sources list still
comes again with their next poll, as new. Neither title nor text is remembered.

The bytes stay in free pages of the store's file until ` + "`feedloom store compact`" + `,
in backups, and with readers who have fetched them.`,
		Example: `  feedloom forget https://blog.example/post
  feedloom forget "#12"
  feedloom forget --list
  feedloom forget --undo https://blog.example/post`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case list && undo:
				return errors.New("--list and --undo are two requests: give one of them")
			case list && len(args) != 0:
				return errors.New("--list takes no address")
			case undo && len(args) != 1:
				return errors.New("expected one number of `feedloom forget --list`, or what was forgotten; quote it where it has spaces or signs of the shell")
			case !list && len(args) != 1:
				return errors.New("expected one address, GUID or short id; quote it where it has spaces or signs of the shell")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch { // a store is made for a takedown alone
			case list:
				return a.withStore(openKnownStore, a.listForgotten)
			case undo:
				return a.withStore(openKnownStore, func(cfg *config.Config, s *store.Store) error {
					return a.readmit(cmd.Context(), cfg, s, args[0])
				})
			}
			return a.withStore(openOrMake, func(cfg *config.Config, s *store.Store) error {
				return a.takeDown(cmd.Context(), cfg, s, strings.TrimSpace(args[0]))
			})
		},
	}
	cmd.Flags().BoolVar(&list, "list", false, "list what is forgotten, and since when")
	cmd.Flags().BoolVar(&undo, "undo", false, "let it come again: by its number in the list, or as it was forgotten")
	return cmd
}

// withStore does something with the config and its store.
func (a *app) withStore(open func(*config.Config) (*store.Store, error), do func(*config.Config, *store.Store) error) (err error) {
	cfg, err := a.loadConfig()
	if err != nil {
		return err
	}
	s, err := open(cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return do(cfg, s)
}

// openOrMake opens the store, and makes one where nothing was polled yet.
func openOrMake(cfg *config.Config) (*store.Store, error) { return openStore(cfg, nil) }

// maxTakenDown is how many articles of one URL are read to be named.
const maxTakenDown = 1000

func (a *app) takeDown(ctx context.Context, cfg *config.Config, s *store.Store, ref string) error {
	plan := planOf(cfg)
	l := loom.Loom{Store: s, Log: a.quietLog()}
	if err := l.Index(ctx, plan); err != nil { // addresses are those of config.yaml as it is now
		return err
	}
	found, err := s.Find(ctx, ref, maxTakenDown)
	if err != nil {
		return err
	}
	t, err := takedownOf(ref, found)
	if err != nil {
		if len(found) > 0 {
			fmt.Fprint(a.stderr, choices(found, "forget", cfg.Site.Timezone))
		}
		return err
	}
	t.At = time.Now()
	forgotten, err := s.Forget(ctx, t)
	if err != nil {
		return err
	}
	if forgotten.At.Before(t.At.UTC()) {
		fmt.Fprintf(a.stdout, "It is forgotten already, since %s. To have it come again: %s\n", clock(forgotten.At, cfg.Site.Timezone), liftBy(&forgotten))
	} else {
		fmt.Fprint(a.stdout, goodbye(forgotten, found, plan.Feeds))
	}
	report, err := l.Publish(ctx, plan)
	if err != nil && !errors.Is(err, loom.ErrNotTold) {
		return fmt.Errorf("it is gone from the store; the next run publishes the feeds without it: %w", err)
	}
	summary := loom.Summary{Report: report}
	a.printFiles(summary)
	fmt.Fprintln(a.stdout, filesLine(report, shortPath(cfg.Dir, cfg.Site.Output)))
	return err
}

// takedownOf is what is asked for. Words of a title take nothing down: they may
// be in more titles than one thinks.
func takedownOf(ref string, found []article.Found) (article.Takedown, error) {
	t := article.Takedown{Asked: ref}
	switch {
	case slices.ContainsFunc(found, func(f article.Found) bool { return f.By == article.NamedURL }),
		len(found) == 0 && isAddress(ref):
		t.URL = ref
		return t, nil
	case len(found) == 0:
		return t, fmt.Errorf("%w. To keep out what has not come yet, give its whole address, with https://", unknownArticle(ref, ref))
	case found[0].By == article.NamedTitle:
		return t, errors.New("nothing was taken down: these are titles; give an address, a GUID or a short id")
	case len(found) > 1:
		return t, errors.New("nothing was taken down: several articles are called so; give an address or a short id")
	}
	t.ID = found[0].ID
	return t, nil
}

func isAddress(ref string) bool {
	u, err := url.Parse(ref)
	return err == nil && u.Scheme != "" && u.Host != ""
}

// goodbye says what went, and from where.
func goodbye(f article.Forgotten, found []article.Found, plan *feed.Plan) string {
	var b strings.Builder
	if len(f.IDs) == 0 {
		fmt.Fprintf(&b, "Nothing of %s is stored; it is kept out from now on.\n", printable(f.URL))
		return b.String()
	}
	fmt.Fprintf(&b, "%s forgotten, and kept out from now on:\n", plural(len(f.IDs), "article"))
	named := 0
	for _, one := range found {
		if !slices.Contains(f.IDs, one.ID) || named == maxFound {
			continue
		}
		named++
		fmt.Fprintf(&b, "  #%d %s\n", one.ID, printable(farewell(one, plan)))
	}
	if rest := len(f.IDs) - named; rest > 0 {
		fmt.Fprintf(&b, "  and %d more\n", rest)
	}
	return b.String()
}

// farewell names one article and its feeds.
func farewell(f article.Found, plan *feed.Plan) string {
	if f.Article == nil {
		return plainKey(f.Key) + ", which was no longer kept"
	}
	feeds := []string{}
	for _, path := range plan.Feeds(f.Article) {
		feeds = append(feeds, nameOfFeed(path))
	}
	return fmt.Sprintf("%s, from: %s", cmp.Or(titleOf(f.Article), plainKey(f.Key)), cmp.Or(strings.Join(feeds, ", "), "no feed"))
}

// filesLine says what was published.
func filesLine(r feed.Report, output string) string {
	written, removed := len(r.Written), len(r.Removed)
	if written+removed == 0 {
		return "No file in " + output + " had it."
	}
	line := plural(written, "file") + " written"
	if removed > 0 {
		line += fmt.Sprintf(", %d removed", removed)
	}
	return line + " in " + output + "."
}

func (a *app) listForgotten(cfg *config.Config, s *store.Store) error {
	all, err := s.Forgotten()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(a.stdout, "Nothing is forgotten.")
		return nil
	}
	for _, f := range all {
		fmt.Fprintf(a.stdout, "%d  %s  %s (%s)\n", f.Number, clock(f.At, cfg.Site.Timezone), printable(f.Asked), whatOf(f))
	}
	return nil
}

func whatOf(f article.Forgotten) string {
	if f.URL == "" {
		return "one article"
	}
	return "its address, " + plural(len(f.IDs), "article")
}

func (a *app) readmit(ctx context.Context, cfg *config.Config, s *store.Store, ref string) error {
	all, err := s.Forgotten()
	if err != nil {
		return err
	}
	number, err := takedownNumber(ref, tracking(cfg).Canonical(ref), all)
	if err != nil {
		return err
	}
	forgotten, sources, err := s.Readmit(ctx, number)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s may come again.\n", printable(forgotten.Asked))
	if len(sources) == 0 {
		fmt.Fprintln(a.stdout, "No source lists it now.")
		return nil
	}
	fmt.Fprintf(a.stdout, "What is listed still comes with the next poll (feedloom once --all) of %s.\n", printable(labels(cfg, sources)))
	return nil
}

// takedownNumber finds a takedown by its number, or by what was asked for, as it
// was written or as the canonical address is: the last of these.
func takedownNumber(ref, address string, all []article.Forgotten) (uint64, error) {
	if n, err := strconv.ParseUint(ref, 10, 64); err == nil && slices.ContainsFunc(all, func(f article.Forgotten) bool { return f.Number == n }) {
		return n, nil
	}
	for _, f := range slices.Backward(all) {
		if f.Asked == ref || f.URL != "" && f.URL == address {
			return f.Number, nil
		}
	}
	return 0, fmt.Errorf("%s is not forgotten; `feedloom forget --list` shows what is", printable(strconv.Quote(ref)))
}

// labels names the sources of these ids.
func labels(cfg *config.Config, ids []string) string {
	var names []string
	for _, id := range ids {
		name := id
		if at := slices.IndexFunc(cfg.Sources, func(s config.Source) bool { return s.ID == id }); at >= 0 {
			name = nameOf(cfg.Sources[at].Source)
		}
		names = append(names, name)
	}
	return some(names)
}
