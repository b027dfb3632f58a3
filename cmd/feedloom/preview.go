package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/readback"
	"feedloom/internal/rule"
)

// preview is the command for whoever wants to see feeds before others do.
func (a *app) preview() *cobra.Command {
	var t trying
	var out string
	cmd := &cobra.Command{
		Use:   "preview [CATEGORY]",
		Short: "Show what the feeds would hold with config.yaml as it is now",
		Long: `Preview lists what each feed would hold after the next run with config.yaml as it
is now, if that polled nothing; or the feed of one category alone, such as
News/World, or / for the whole site. What is not in the published feed is marked
as new.

With --out, it writes the whole output as it would be into another folder, to look
at it in a browser; once more into the same folder brings that up to date.

It works on a copy of the store, beside the store, that goes at its end, and
changes nothing. It needs as much room as the store has, and the time to copy it;
where categories or rules have changed, also to index it anew.`,
		Example: `  feedloom preview
  feedloom preview 金融/新浪财经
  feedloom preview --out /tmp/planet`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return errors.New("expected one category, its names joined by slashes: News/World; quote it where it has spaces")
			case len(args) == 1 && out != "":
				return errors.New("--out writes all feeds: give it or a category")
			case out != "" && t.json:
				return errors.New("--out writes files and --json prints: give one of them")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.try(cmd.Context(), t, func(tr trial) error {
				if out != "" {
					return a.previewTo(cmd.Context(), tr, out)
				}
				return a.previewFeeds(cmd.Context(), tr, t, args)
			})
		},
	}
	t.flags(cmd)
	cmd.Flags().StringVarP(&out, "out", "o", "", "write the whole output as it would be into this `folder`")
	return cmd
}

// previewTo writes the output into a folder that is not the one of the config.
func (a *app) previewTo(ctx context.Context, tr trial, out string) error {
	folder, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	for _, other := range []string{tr.cfg.Site.Output, tr.cfg.Dir} {
		if folder == other || contains(folder, other) || other == tr.cfg.Site.Output && contains(other, folder) {
			return fmt.Errorf("--out %s is, or has in it, what is published or config.yaml: name a folder of its own", out)
		}
	}
	tr.plan.Folder = folder
	report, err := tr.loom.PublishAll(ctx, tr.plan)
	if err != nil {
		return err
	}
	if n := len(report.Written) + len(report.Removed); n == 0 {
		fmt.Fprintf(a.stdout, "All is there in %s already.\n", folder)
	} else {
		fmt.Fprintf(a.stdout, "%s written, %d removed in %s. Nothing that is published was changed.\n",
			plural(len(report.Written), "file"), len(report.Removed), folder)
	}
	return nil
}

// contains reports whether a path lies in a folder.
func contains(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != "." && filepath.IsLocal(rel)
}

// previewFeeds lists what the feeds would hold.
func (a *app) previewFeeds(ctx context.Context, tr trial, t trying, args []string) error {
	feeds := tr.paths
	if len(args) == 1 {
		one, err := feedNamed(args[0], tr.plan.Feeds, tr.paths)
		if err != nil {
			return err
		}
		feeds = []article.Category{one}
	}
	if !slices.ContainsFunc(tr.cfg.Site.Formats, readBack) {
		cfg := *tr.cfg // only what is listed is made of it
		cfg.Site.Formats = append(slices.Clone(cfg.Site.Formats), "json")
		tr.plan.Feeds = feed.NewPlan(siteOf(&cfg))
	}
	o, err := tr.rehearse(ctx, feeds)
	if err != nil {
		return err
	}
	all := o.previews(feeds)
	if t.json {
		return a.printJSON(all)
	}
	most := t.most()
	if len(args) == 1 {
		most = len(all[0].Articles)
	}
	for _, p := range all {
		p.print(a.stdout, a.ink(), most, tr.cfg.Site.Timezone)
	}
	return nil
}

// readBack reports whether a format is one that can be read back.
func readBack(format string) bool {
	return slices.ContainsFunc(feed.Formats(), func(f feed.Format) bool { return f.Name == format && readback.Readable(f.File) })
}

// feedNamed finds the feed that a person means: by its path, or its folder.
func feedNamed(name string, plan *feed.Plan, paths []article.Category) (article.Category, error) {
	if name == "/" {
		return article.Category{}, nil
	}
	var names []string
	for _, c := range paths {
		if c.String() == name || plan.Folder(c) == name {
			return c, nil
		}
		names = append(names, c.String())
	}
	if near, ok := rule.Nearest(name, names); ok {
		return nil, fmt.Errorf("there is no feed %q, and would be none; did you mean %q?", name, near)
	}
	return nil, fmt.Errorf("there is no feed %q, and would be none; `feedloom preview --limit 0` lists all of them", name)
}

// previewed is what --json prints of a feed.
type previewed struct {
	Path     article.Category `json:"path"`
	Folder   string           `json:"folder"`
	Limit    int              `json:"limit"`
	State    string           `json:"state,omitempty"` // new, for a feed that is not there yet
	Articles []listed         `json:"articles"`
}

// previews are the feeds that there would be, of these paths.
func (o *outlook) previews(paths []article.Category) []previewed {
	all := []previewed{}
	for _, folder := range o.sorted() {
		c, known := o.paths[folder]
		p := o.folders[folder]
		if !known || !p.after || !slices.ContainsFunc(paths, c.Equal) {
			continue
		}
		one := previewed{Path: c, Folder: folder, Limit: o.plan.Limit(c), Articles: []listed{}}
		if !p.before {
			one.State = stateNew
		}
		old := map[string]bool{}
		comparable := !p.before
		for _, e := range p.entries(func(v *versions) ([]readback.Entry, bool) { comparable = comparable || v.wasThere; return asItIs(v) }) {
			old[e.ID] = true
		}
		for i, e := range p.entries(asItWouldBe) {
			l := listedOf(e)
			l.Place, l.New = i+1, comparable && !old[e.ID]
			one.Articles = append(one.Articles, l)
		}
		all = append(all, one)
	}
	return all
}
