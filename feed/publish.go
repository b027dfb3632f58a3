package feed

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"

	"feedloom/article"
)

// Articles is what publishing needs of a store.
type Articles interface {
	// Members returns the articles of a feed by arrival, newest first. Those that
	// known reports by their short id and print come without their Article.
	Members(path article.Category, limit int, known func(id uint64, print article.Hash) bool) ([]article.Member, error)
	// Paths lists the feeds that hold an article.
	Paths() ([]article.Category, error)
	// Profiles is what the sources say of themselves, by their ids.
	Profiles() (map[string]article.Profile, error)
}

// Report is what one Publish did: the slash paths of the files that it wrote
// and removed, how many it found to be right already, and the stale feeds that
// are not, or not in every format, as they should be.
type Report struct {
	Written, Removed []string
	Unchanged        int
	Failed           []article.Category
}

// Publish renders the stale feeds and the list of all feeds, writes the files
// that differ from those on disk, and removes those of feeds and formats that
// are no more. It may be repeated at any time; with nothing new it touches
// nothing.
//
// One feed's failure keeps no other from being published; the errors are
// joined. A ForeignError says that a file of somebody else is in the way; in a
// folder that was never published to, nothing is written then. When ctx ends,
// Publish stops between two files and returns ctx's error.
func (o *Output) Publish(ctx context.Context, plan *Plan, from Articles, stale []article.Category) (Report, error) {
	nothing := Report{Failed: stale}
	run, err := newPublishing(o, plan, from, stale)
	if err != nil {
		return nothing, fmt.Errorf("publish: %w", err)
	}
	if o.fresh {
		if err := run.rehearse(ctx); err != nil {
			return nothing, err
		}
	}
	if err := o.claim(run.targets()); err != nil {
		return nothing, err
	}
	o.foresee(names(run.targets()))
	err = errors.Join(run.feeds(ctx), run.lists(ctx), o.settle())
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return run.report, err
}

// lists brings up to date what belongs to no one feed. Where it fails, the
// feed of the whole site stands in for it: that one is tried again.
func (r *publishing) lists(ctx context.Context) error {
	err := errors.Join(r.siteFiles(ctx), r.sweep(ctx), r.out.saveManifest())
	if err != nil {
		r.report.Failed = append(r.report.Failed, article.Category{})
	}
	return err
}

// target is one file of one feed.
type target struct {
	name   string // slash path below the output folder
	format Format
}

// targets are the files of a path.
func (p *Plan) targets(c article.Category) []target {
	folder := p.Folder(c)
	var files []target
	for _, f := range p.formats {
		files = append(files, target{path.Join(folder, f.File), f})
	}
	return files
}

func names(files []target) []string {
	all := make([]string, len(files))
	for i, f := range files {
		all[i] = f.name
	}
	return all
}

// publishing is one run of Publish.
type publishing struct {
	out      *Output
	plan     *Plan
	from     Articles
	tree     *tree
	profiles map[string]article.Profile
	stale    []article.Category // those that exist
	report   Report
	buffer   []byte // of the file that is being written
	// rehearsal: compare, and write nothing
	rehearsal bool
}

func newPublishing(o *Output, plan *Plan, from Articles, stale []article.Category) (*publishing, error) {
	filled, err := from.Paths()
	if err != nil {
		return nil, err
	}
	profiles, err := from.Profiles()
	if err != nil {
		return nil, err
	}
	o.rendered.begin(madeWith(plan, profiles))
	r := &publishing{out: o, plan: plan, from: from, profiles: profiles, tree: newTree(plan, filled)}
	for _, c := range unique(stale) {
		if _, there := slices.BinarySearchFunc(r.tree.paths, c, article.Category.Compare); there {
			r.stale = append(r.stale, c)
		}
	}
	return r, nil
}

// targets are all files that this run may write.
func (r *publishing) targets() []target {
	var files []target
	for _, c := range r.stale {
		files = append(files, r.plan.targets(c)...)
	}
	for _, f := range r.plan.siteFiles() {
		files = append(files, target{name: f.name})
	}
	return files
}

// feeds publishes every stale feed in every format.
func (r *publishing) feeds(ctx context.Context) error {
	var failed []error
	for _, c := range r.stale {
		if err := r.feed(ctx, c); err != nil {
			failed = append(failed, err)
			r.report.Failed = append(r.report.Failed, c)
		}
	}
	return some(failed)
}

// feed publishes one feed in every format. It is published when the disk has it:
// what is right already may be what a run wrote that was killed before it knew.
func (r *publishing) feed(ctx context.Context, c article.Category) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d, err := r.document(c)
	if err != nil {
		return err
	}
	var failed []error
	for _, f := range r.plan.targets(c) {
		if err := ctx.Err(); err != nil {
			return some(append(failed, err))
		}
		b, err := f.format.Append(r.buffer[:0], d)
		if err == nil {
			r.buffer = b
			err = r.put(f.name, b)
		}
		failed = append(failed, err)
	}
	if err := errors.Join(failed...); err != nil || r.rehearsal {
		return some(failed)
	}
	return r.out.syncFolder(r.plan.Folder(c))
}

func (r *publishing) document(c article.Category) (*Document, error) {
	entries, err := r.entries(c)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", r.plan.URL(c), err)
	}
	return r.plan.document(c, entries, r.tree), nil
}

// entries are the newest of a feed, rendered now or before.
func (r *publishing) entries(c article.Category) ([]*Rendered, error) {
	before := map[uint64]*Rendered{}
	members, err := r.from.Members(c, r.plan.Limit(c), func(id uint64, print article.Hash) bool {
		before[id] = r.out.rendered.get(id, print)
		return before[id] != nil
	})
	if err != nil {
		return nil, err
	}
	var entries []*Rendered
	for _, m := range members {
		one := before[m.ID]
		if m.Article != nil {
			if one, err = r.plan.render(m.Article, r.profiles); err != nil {
				return nil, err
			}
			r.out.rendered.put(m.ID, m.Print, one)
		}
		entries = append(entries, one)
	}
	return entries, nil
}

// put writes one file, or only compares it in a rehearsal.
func (r *publishing) put(name string, b []byte) error {
	if r.rehearsal {
		_, _, err := r.out.same(name, b)
		return err
	}
	written, err := r.out.put(name, b)
	switch {
	case err != nil:
		return err
	case written:
		r.report.Written = append(r.report.Written, name)
	default:
		r.report.Unchanged++
	}
	return nil
}

// rehearse looks for files of somebody else before anything is written to a
// folder for the first time. Other errors are left to the publishing itself.
func (r *publishing) rehearse(ctx context.Context) error {
	there := func(f target) bool {
		_, err := r.out.root.Lstat(f.name)
		return err == nil
	}
	if !slices.ContainsFunc(r.targets(), there) {
		return nil
	}
	r.rehearsal = true
	defer func() { r.rehearsal = false }()
	err := errors.Join(r.feeds(ctx), r.siteFiles(ctx))
	r.report = Report{}
	if _, foreign := errors.AsType[*ForeignError](err); foreign {
		return fmt.Errorf("nothing was published to a folder that is not Feedloom's yet: %w", err)
	} else if ctx.Err() != nil {
		return ctx.Err()
	}
	return nil
}
