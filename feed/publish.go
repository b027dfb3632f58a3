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
	Members(path article.Category, limit int, known known) ([]article.Member, error)
	// Archive says how far the archive of a feed reaches, and Page returns the
	// articles on one of its pages, as Members does.
	Archive(path article.Category) (article.Archive, error)
	Page(path article.Category, page int, known known) ([]article.Member, error)
	// Paths lists the feeds that hold at least as many articles as least says of
	// each, and one.
	Paths(least func(article.Category) int) ([]article.Category, error)
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
// folder that was never published to, nothing is written then. What does not
// stand up to the lint is not written: of a feed the last good file stays, and an
// article is left out of its feeds, which go on without it and count as failed.
// When ctx ends, Publish stops between two files and returns ctx's error.
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
	archives map[string]pages   // by their folders
	report   Report
	buffer   []byte // of the file that is being written
	// rehearsal: compare, and write nothing
	rehearsal bool
}

func newPublishing(o *Output, plan *Plan, from Articles, stale []article.Category) (*publishing, error) {
	filled, err := from.Paths(plan.Least)
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
	if r.archives, err = r.readArchives(); err != nil {
		return nil, err
	}
	due := func(c article.Category) int { return len(r.archives[plan.Folder(c)].due) }
	// A long archive holds up no news but its own.
	slices.SortStableFunc(r.stale, func(a, b article.Category) int { return due(a) - due(b) })
	return r, nil
}

// targets are all files that this run may write.
func (r *publishing) targets() []target {
	var files []target
	for _, c := range r.stale {
		files = append(files, r.plan.targets(c)...)
		files = append(files, r.pageTargets(c)...)
	}
	for _, f := range r.plan.siteFiles(r.tree) {
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
	// The pages first: the feed leads to them.
	failed := []error{r.pages(ctx, d)}
	for _, f := range r.plan.targets(c) {
		if err := ctx.Err(); err != nil {
			return some(append(failed, err))
		}
		failed = append(failed, r.write(f, d))
	}
	failed = append(failed, d.Faults()...)
	if !r.rehearsal { // also where some files are not as they should be: the others are
		failed = append(failed, r.out.syncFolder(r.plan.Folder(c)))
	}
	return some(failed)
}

// write renders a document in one format, and writes it.
func (r *publishing) write(f target, d *Document) error {
	b, err := f.format.Append(r.buffer[:0], d)
	if err != nil {
		return err
	}
	r.buffer = b
	return r.put(f.name, b)
}

func (r *publishing) document(c article.Category) (*Document, error) {
	entries, err := r.entries(func(known known) ([]article.Member, error) {
		members, err := r.from.Members(c, r.plan.Limit(c), known)
		return slices.DeleteFunc(members, func(m article.Member) bool { return r.plan.TooOld(c, m.Arrival) }), err
	})
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", r.plan.URL(c), err)
	}
	d := r.plan.document(c, entries, r.tree)
	d.Older = r.archives[r.plan.Folder(c)].Last
	return d, nil
}

// known reports whether an article is known, by its short id and print.
type known = func(id uint64, print article.Hash) bool

// entries are articles of the store, rendered now or before.
func (r *publishing) entries(members func(known) ([]article.Member, error)) ([]*Rendered, error) {
	before := map[uint64]*Rendered{}
	all, err := members(func(id uint64, print article.Hash) bool {
		before[id] = r.out.rendered.get(id, print)
		return before[id] != nil
	})
	if err != nil {
		return nil, err
	}
	var entries []*Rendered
	for _, m := range all {
		one := before[m.ID]
		if m.Article != nil {
			one = r.plan.render(m.Article, r.profiles)
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
