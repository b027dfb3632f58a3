package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/config"
	"feedloom/internal/record"
	"feedloom/loom"
	"feedloom/store"
)

// importing is the command that reads what export wrote.
func (a *app) importing() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Read articles that export wrote as jsonl",
		Long: `Import takes the articles of a file of jsonl (docs/export.md) into the store, as
they were: with their ids, dates, sources and edits, and under all names that they
had, so that nothing comes twice when their sources are polled. - reads standard
input. The next run publishes them, in the categories of config.yaml.

What is there already, or was pruned, is left as it is; what is forgotten stays
out. A line that cannot be read is told with its number, and the others are read;
the exit status is 1 then. It may be repeated at any time.`,
		Example: `  feedloom import articles.jsonl
  zcat articles.jsonl.gz | feedloom import -`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("expected one file, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			from := cmd.InOrStdin()
			if args[0] != "-" {
				file, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer file.Close()
				from = file
			}
			return a.withStore(openOrMake, func(cfg *config.Config, s *store.Store) error {
				return a.importFrom(cmd.Context(), cfg, s, from)
			})
		},
	}
}

// importBatch is how many articles one transaction takes in, importBytes how much
// text at the most, so that memory is bounded.
const (
	importBatch = 200
	importBytes = 8 << 20
)

// importer takes in articles.
type importer struct {
	ctx    context.Context
	app    *app
	store  *store.Store
	router article.Router
	now    time.Time

	batch    []*article.Article
	bytes    int
	profiles map[string]article.Profile

	taken, known, forgotten, bad int
}

func (a *app) importFrom(ctx context.Context, cfg *config.Config, s *store.Store, from io.Reader) error {
	plan := planOf(cfg)
	defer plan.Poller.Close()
	l := loom.Loom{Store: s, Log: a.quietLog()}
	if err := l.Index(ctx, plan); err != nil {
		return err
	}
	im := importer{ctx: ctx, app: a, store: s, router: plan.Feeds, now: time.Now(), profiles: map[string]article.Profile{}}
	err := errors.Join(record.Read(from, im.add, im.tell), im.flush())
	fmt.Fprintln(a.stdout, im.summary())
	if err == nil && im.bad > 0 {
		err = fmt.Errorf("%s could not be taken in; the rest is", plural(im.bad, "line"))
	}
	return err
}

// add takes in a record, with the next ones.
func (im *importer) add(r record.Record) error {
	if err := im.ctx.Err(); err != nil {
		return err
	}
	im.clean(&r.Article)
	im.batch = append(im.batch, &r.Article)
	for id, p := range r.Profiles {
		im.profiles[id] = p
	}
	for i := range r.Sightings {
		im.bytes += len(r.Sightings[i].Item.Content) + len(r.Sightings[i].Item.Summary)
	}
	if len(im.batch) < importBatch && im.bytes < importBytes {
		return nil
	}
	return im.flush()
}

// clean makes the HTML safe, wherever the file comes from: what is safe stays as
// it is. No time is ahead of the clock, or it would come before all that is to
// come.
func (im *importer) clean(a *article.Article) {
	for i := range a.Sightings {
		s := &a.Sightings[i]
		s.Item.Summary, s.Item.Content = fetch.Clean(s.Item.Summary, ""), fetch.Clean(s.Item.Content, "")
		s.Seen = earlier(s.Seen, im.now)
	}
	for _, t := range []*time.Time{&a.Published, &a.Updated, &a.FirstSeen, &a.Arrival} {
		*t = earlier(*t, im.now)
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b.UTC().Truncate(time.Second)
	}
	return a
}

func (im *importer) flush() error {
	batch := im.batch
	im.batch, im.bytes = nil, 0
	became, err := im.store.Admit(im.ctx, im.router, batch, im.profiles)
	if err != nil && len(batch) != 1 { // no single article is to blame
		return err
	}
	for i, b := range became {
		switch {
		case b.Err != nil && im.ctx.Err() != nil:
			return im.ctx.Err()
		case b.Err != nil:
			im.bad++
			fmt.Fprintf(im.app.stderr, "%s: %v\n", printable(batch[i].PublicID), b.Err)
		case b.Forgotten:
			im.forgotten++
		case b.Known:
			im.known++
		default:
			im.taken++
		}
	}
	return nil
}

// maxBadLines is how many lines are told one by one.
const maxBadLines = 20

// tell tells a line that cannot be read.
func (im *importer) tell(e *record.Error) {
	im.bad++
	switch {
	case im.bad <= maxBadLines:
		fmt.Fprintln(im.app.stderr, printable(e.Error()))
	case im.bad == maxBadLines+1:
		fmt.Fprintln(im.app.stderr, "and more like these")
	}
}

func (im *importer) summary() string {
	parts := []string{plural(im.taken, "article") + " taken in"}
	if im.known > 0 {
		parts = append(parts, fmt.Sprintf("%d known already", im.known))
	}
	if im.forgotten > 0 {
		parts = append(parts, fmt.Sprintf("%d left out, as they are forgotten", im.forgotten))
	}
	line := strings.Join(parts, ", ") + "."
	if im.taken > 0 {
		line += " The next run publishes them."
	}
	return line
}
