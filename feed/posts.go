package feed

import (
	"context"
	"errors"
	"path"
	"path/filepath"
	"slices"

	"feedloom/article"
)

// PostFolder is where a format of posts is written to.
type PostFolder struct {
	Format PostFormat
	Dir    string
}

// Posts reports whether articles are published one by one as well.
func (p *Plan) Posts() bool { return len(p.posts) > 0 }

// postFolders are those of a site's formats, in the order of the table.
func postFolders(s Site) []PostFolder {
	var all []PostFolder
	for _, f := range PostFormats() {
		if dir := s.Posts[f.Name]; dir != "" && slices.Contains(s.Formats, f.Name) {
			all = append(all, PostFolder{f, dir})
		}
	}
	return all
}

// Posts are folders of posts, one post for each article that is in a feed. They
// are for one goroutine, and one process, at a time.
type Posts struct {
	plan    *Plan
	in      *Output // may be nil
	shelves []*shelf
}

// OpenPosts opens the folders that the plan names, and makes those that are not
// there. fresh says that no post is in one of them: none of those that were
// written before. Nothing outside of the folders is ever touched. Posts that lie
// in the output, if there is one, are among its changes that are to be told.
func OpenPosts(plan *Plan, in *Output) (posts *Posts, fresh bool, err error) {
	posts = &Posts{plan: plan, in: in}
	for _, f := range plan.posts {
		s, err := openShelf(f.Dir, f.Format, plan.location())
		if err != nil {
			return nil, false, errors.Join(err, posts.Close())
		}
		posts.shelves = append(posts.shelves, s)
		fresh = fresh || len(s.marks) == 0
		if name, below := below(in, f.Dir); below {
			s.note = func(file string) error { return in.changes(path.Join(name, file)) }
			s.foresee = func(file string) { in.foresee([]string{path.Join(name, file)}) }
		}
	}
	return posts, fresh, nil
}

// below is the slash path of a folder in the output.
func below(in *Output, dir string) (string, bool) {
	if in == nil {
		return "", false
	}
	rel, err := filepath.Rel(in.root.Name(), dir)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// Close lets go of the folders.
func (p *Posts) Close() error {
	var errs []error
	for _, s := range p.shelves {
		errs = append(errs, s.Close())
	}
	p.shelves = nil
	return errors.Join(errs...)
}

// InPlace reports whether the folders are still those of their names.
func (p *Posts) InPlace() bool {
	return !slices.ContainsFunc(p.shelves, func(s *shelf) bool { return !s.InPlace() })
}

// Publish writes the posts of articles that have changed, where their bytes
// differ, and removes those of articles that are in no feed any more, or are
// gone. done are those that are as they should be, on the disk: one that cannot
// be written keeps no other from it. When ctx ends, none is done.
func (p *Posts) Publish(ctx context.Context, profiles map[string]article.Profile, changed []article.Unposted) (report Report, done []article.Unposted, err error) {
	posts := p.posts(profiles, changed)
	errs := make([]error, len(changed))
	for _, s := range p.shelves {
		if err := s.publish(ctx, posts, &report, errs); err != nil {
			return report, nil, err
		}
	}
	if p.in != nil {
		if err := p.in.settle(); err != nil {
			return report, nil, err
		}
	}
	for i, err := range errs {
		if err == nil {
			done = append(done, changed[i])
		}
	}
	return report, done, some(errs)
}

// posts are what is to become of the articles.
func (p *Posts) posts(profiles map[string]article.Profile, changed []article.Unposted) []post {
	posts := make([]post, len(changed))
	for i, u := range changed {
		posts[i].id = line(u.PublicID)
		if u.Article == nil || p.plan.Feeds(u.Article) == nil {
			continue
		}
		it := p.plan.Entry(u.Article, profiles)
		posts[i].id, posts[i].entry = it.ID, &it
	}
	return posts
}

// And is what both reports say.
func (r Report) And(other Report) Report {
	r.Written = append(r.Written, other.Written...)
	r.Removed = append(r.Removed, other.Removed...)
	r.Failed = append(r.Failed, other.Failed...)
	r.Unchanged += other.Unchanged
	return r
}

// Below is the report with its paths as seen from a folder: slash paths where
// they lie below it, else as they are.
func (r Report) Below(dir string) Report {
	below := func(names []string) []string {
		names = slices.Clone(names)
		for i, name := range names {
			if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
				names[i] = filepath.ToSlash(rel)
			}
		}
		return names
	}
	r.Written, r.Removed = below(r.Written), below(r.Removed)
	return r
}
