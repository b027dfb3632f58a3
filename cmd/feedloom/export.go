package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/config"
	"feedloom/internal/record"
	"feedloom/store"
)

// The formats of exports that are none of feeds and posts.
const (
	formatOPML  = "opml"
	formatJSONL = "jsonl"
)

// exportFormats are all that export writes.
func exportFormats() []string {
	return slices.Concat(feed.FormatNames(), []string{formatOPML}, feed.PostFormatNames(), []string{formatJSONL})
}

// export is the command for other programs.
func (a *app) export() *cobra.Command {
	var x exporter
	cmd := &cobra.Command{
		Use:   "export --format FORMAT",
		Short: "Write articles once, in any format",
		Long: `Export writes what the store has, once, and changes nothing that is published.

rss, atom, json and html are the feed of a category, of the whole site where none
is given, with all of its articles; opml is the list of feeds. hexo, hugo, jekyll
and eleventy are a post for each article. jsonl is a line of JSON for each article
that is stored, with all there is of it: see docs/export.md. Import reads it back.

--out is a folder, or - for what is one file. A file that is there already is not
written over; of posts those are that belong to the same articles.`,
		Example: `  feedloom export --format jsonl > articles.jsonl
  feedloom export --format atom --category News/World --since 2026-01-01
  feedloom export --format hexo --since 30d --out blog/source/_posts`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withStore(openKnownStore, func(cfg *config.Config, s *store.Store) error {
				x.app, x.cfg, x.store, x.plan = a, cfg, s, feed.NewPlan(siteOf(cfg))
				return x.run(cmd.Context(), time.Now())
			})
		},
	}
	cmd.Flags().StringVar(&x.format, "format", "", "one of "+strings.Join(exportFormats(), ", "))
	cmd.Flags().StringVar(&x.category, "category", "", "the `path` of a category, such as News/World; the whole site without it")
	cmd.Flags().StringVar(&x.since, "since", "", "published since then: a `date` such as 2026-01-31, or 30d for the last 30 days")
	cmd.Flags().IntVar(&x.limit, "limit", 0, "the newest `n` articles; all of them without it")
	cmd.Flags().StringVar(&x.out, "out", "-", "the `folder` that is written to; - for standard output")
	return cmd
}

// exporter is one export.
type exporter struct {
	format, category, since, out string
	limit                        int

	app   *app
	cfg   *config.Config
	store *store.Store
	plan  *feed.Plan
	sel   feed.Selection
}

func (x *exporter) run(ctx context.Context, now time.Time) (err error) {
	if !slices.Contains(exportFormats(), x.format) {
		return fmt.Errorf("expected a --format, one of %s, found %q", strings.Join(exportFormats(), ", "), x.format)
	}
	if x.limit < 0 {
		return fmt.Errorf("expected a --limit of 1 or more, found %d", x.limit)
	}
	if x.format == formatOPML && (x.category != "" || x.since != "" || x.limit != 0) {
		return errors.New("--category, --since and --limit choose articles, and opml has none: it lists all feeds")
	}
	x.sel = feed.Selection{Limit: x.limit, Stored: x.format == formatJSONL}
	if x.sel.Since, err = sinceWhen(x.since, now, x.cfg.Site.Timezone); err != nil {
		return err
	}
	if x.sel.Path, err = x.path(); err != nil {
		return err
	}
	if f, ok := feed.PostFormatOf(x.format); ok {
		return x.posts(ctx, f)
	}
	return x.file(ctx)
}

// sinceWhen reads a date, or how long ago. None is the zero time.
func sinceWhen(s string, now time.Time, zone *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if ago, ok := config.Duration(s); ok && ago >= 0 {
		return now.Add(-ago), nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("expected a --since such as 2026-01-31, 2026-01-31T12:00:00Z or 30d, found %q", s)
}

// path finds the category among those that there are.
func (x *exporter) path() (article.Category, error) {
	held, err := x.store.Paths(x.plan.Least)
	if err != nil || x.category == "" {
		return article.Category{}, err
	}
	for _, c := range append(x.plan.Paths(), held...) {
		if c.String() == strings.Trim(x.category, "/") {
			return c, nil
		}
	}
	return nil, fmt.Errorf("there is no category %q: write its path as the feeds do, such as News/World", x.category)
}

// posts writes them into a folder.
func (x *exporter) posts(ctx context.Context, f feed.PostFormat) error {
	if x.out == "-" || x.out == "" {
		return fmt.Errorf("expected --out with the folder of the posts: %s has a file for each article", f.Title)
	}
	report, err := x.plan.ExportPosts(ctx, x.out, f, x.store, x.sel)
	if x.app.verbose {
		for _, name := range report.Written {
			fmt.Fprintln(x.app.stderr, "written:", printable(name))
		}
	}
	fmt.Fprintf(x.app.stderr, "%s for %s in %s: %d written, %d right already.\n",
		plural(len(report.Written)+report.Unchanged, "post"), f.Title, printable(x.out), len(report.Written), report.Unchanged)
	return err
}

// file writes a single one, or to standard output.
func (x *exporter) file(ctx context.Context) error {
	if x.out == "-" {
		w := bufio.NewWriterSize(x.app.stdout, 64<<10)
		_, err := x.write(ctx, w)
		return errors.Join(err, w.Flush())
	}
	name := filepath.Join(x.out, x.fileName())
	n, err := writeWhole(name, func(w io.Writer) (int, error) { return x.write(ctx, w) })
	if err == nil {
		fmt.Fprintf(x.app.stderr, "%s written to %s.\n", plural(n, map[bool]string{true: "list of feeds", false: "article"}[x.format == formatOPML]), printable(name))
	}
	return err
}

// fileName is that of the format in a folder.
func (x *exporter) fileName() string {
	for _, f := range feed.Formats() {
		if f.Name == x.format {
			return f.File
		}
	}
	return map[string]string{formatOPML: "opml.xml", formatJSONL: "articles.jsonl"}[x.format]
}

// write writes the one file of the format, and says how many articles it has.
func (x *exporter) write(ctx context.Context, w io.Writer) (n int, err error) {
	switch x.format {
	case formatOPML:
		return 1, x.plan.ExportList(w, x.store)
	case formatJSONL:
		return x.records(ctx, w)
	}
	i := slices.IndexFunc(feed.Formats(), func(f feed.Format) bool { return f.Name == x.format })
	return x.plan.Export(ctx, w, feed.Formats()[i], x.store, x.sel)
}

func (x *exporter) records(ctx context.Context, w io.Writer) (n int, err error) {
	profiles, err := x.store.Profiles()
	if err != nil {
		return 0, err
	}
	err = x.plan.Select(ctx, x.store, x.sel, func(a *article.Article) error {
		n++
		return record.New(a, x.plan.Categories(a), profiles).Write(w)
	})
	return n, err
}

// writeWhole makes a file that is there whole or not at all, and was not there
// before.
func writeWhole(name string, write func(io.Writer) (int, error)) (n int, err error) {
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%s is there already: remove it, or name another folder", printable(name))
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return 0, err
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".feedloom-export-*")
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
	}()
	w := bufio.NewWriterSize(temp, 64<<10)
	n, err = write(w)
	if err := errors.Join(err, w.Flush(), temp.Chmod(0o644), temp.Sync(), temp.Close()); err != nil {
		return 0, err
	}
	return n, os.Rename(temp.Name(), name)
}
