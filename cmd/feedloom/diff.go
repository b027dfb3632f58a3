package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"feedloom/article"
)

// errDiffers is the error of --exit-code, which needs no words.
var errDiffers = errors.New("something would change")

// diff is the command for whoever has edited config.yaml.
func (a *app) diff() *cobra.Command {
	var t trying
	var exitCode bool
	cmd := &cobra.Command{
		Use:   "diff",
		Short: "Say what config.yaml would change in what is published",
		Long: `Diff says what the next run would change in the output folder by config.yaml as it
is now, if it polled nothing: for each feed, the articles that it would add and
remove and those that would look different; new feeds, and feeds that would go.
It compares with the published files themselves. What is not published yet of
earlier polls is a part of it.

It works on a copy of the store, beside the store, that goes at its end, and
changes nothing. It needs as much room as the store has, and the time to copy it;
where categories or rules have changed, also to index it anew.

The exit status is 0, also where something would change; 1 when it could not look,
and with --exit-code when something would change.`,
		Example: `  feedloom diff
  feedloom diff --config new.yaml      beside config.yaml: its paths are relative to it
  feedloom diff --json --exit-code`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.try(cmd.Context(), t, func(tr trial) error {
				o, err := tr.rehearse(cmd.Context(), nil)
				if err != nil {
					return err
				}
				d := o.differences()
				if t.json {
					err = a.printJSON(d)
				} else {
					d.print(a.stdout, a.ink(), t.most(), tr.cfg.Site.Timezone)
				}
				if err == nil && exitCode && d.Differs {
					err = errDiffers
				}
				return err
			})
		},
	}
	t.flags(cmd)
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "exit with status 1 when something would change")
	return cmd
}

// differences are what --json prints of a diff.
type differences struct {
	Differs bool `json:"differs"`
	// Pruned counts the articles that retention would take out.
	Pruned int             `json:"pruned,omitempty"`
	Feeds  []feedDiffering `json:"feeds"`
	// Other are the files that belong to no one feed.
	Other files `json:"other"`
}

// The states of a feed that differs.
const (
	stateNew     = "new"
	stateGone    = "gone"
	stateChanged = "changed"
)

type feedDiffering struct {
	// Path is null for a feed that goes: its folder is all that is known of it.
	Path    article.Category `json:"path"`
	Name    string           `json:"-"`
	Folder  string           `json:"folder"`
	State   string           `json:"state"`
	Head    []string         `json:"head,omitempty"` // what it says otherwise of itself
	Added   []listed         `json:"added,omitempty"`
	Removed []listed         `json:"removed,omitempty"`
	Changed []listed         `json:"changed,omitempty"`
	Files   files            `json:"files"`
}

func (o *outlook) differences() differences {
	d := differences{Differs: !o.all.none(), Pruned: o.pruned, Feeds: []feedDiffering{}, Other: o.other}
	for _, folder := range o.sorted() {
		if p := o.folders[folder]; !p.files.none() {
			f := p.differing()
			f.Path, f.Folder, f.Name = o.paths[folder], folder, o.name(folder)
			d.Feeds = append(d.Feeds, f)
		}
	}
	return d
}

func (p *prospect) differing() feedDiffering {
	f := feedDiffering{State: stateChanged, Files: p.files}
	switch {
	case !p.before:
		f.State, f.Added = stateNew, listedAll(p.entries(asItWouldBe))
	case !p.after:
		f.State, f.Removed = stateGone, listedAll(p.entries(asItIs))
	default:
		d := p.difference()
		f.Head, f.Added, f.Removed = d.Head, listedAll(d.Added), listedAll(d.Removed)
		for _, c := range d.Changed {
			l := listedOf(c.Entry)
			l.What = c.What
			if slices.Contains(c.What, "title") {
				l.Before = c.Before
			}
			f.Changed = append(f.Changed, l)
		}
	}
	return f
}
