package feed

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"feedloom/article"
)

// pages are those of one archive, and those of them to be written.
type pages struct {
	article.Archive
	due []int
}

// readArchives asks how far the archives of all feeds reach, and which pages of stale
// feeds are to be written.
func (r *publishing) readArchives() (map[string]pages, error) {
	archives := map[string]pages{}
	for _, c := range r.tree.paths {
		if r.plan.Archive(c) == 0 {
			continue
		}
		reach, err := r.from.Archive(c)
		if err != nil {
			return nil, err
		}
		archives[r.plan.Folder(c)] = pages{Archive: reach}
	}
	for _, c := range r.stale {
		folder := r.plan.Folder(c)
		if all := archives[folder]; all.First != 0 {
			all.due = r.duePages(folder, all.Archive)
			archives[folder] = all
		}
	}
	return archives, nil
}

// duePages lists the pages that are stale, or not written as far as is known.
func (r *publishing) duePages(folder string, all article.Archive) (due []int) {
	stale := map[int]bool{}
	for _, page := range all.Stale {
		stale[page] = true
	}
	for page := all.First; page <= all.Last; page++ {
		lacks := func(f target) bool { size, ok := r.out.ours[f.name]; return !ok || size == unwritten }
		if stale[page] || slices.ContainsFunc(r.plan.pageTargets(folder, page), lacks) {
			due = append(due, page)
		}
	}
	return due
}

// pageTargets are the files of a page.
func (p *Plan) pageTargets(folder string, page int) []target {
	var files []target
	for _, f := range p.formats {
		if f.readable() {
			files = append(files, target{path.Join(folder, f.page(page)), f})
		}
	}
	return files
}

// pageTargets are the files of all pages of a feed that are to be written.
func (r *publishing) pageTargets(c article.Category) (files []target) {
	folder := r.plan.Folder(c)
	for _, page := range r.archives[folder].due {
		files = append(files, r.plan.pageTargets(folder, page)...)
	}
	return files
}

// pages publishes the pages of a feed's archive that are to be written, one after the
// other.
func (r *publishing) pages(ctx context.Context, feed *Document) error {
	folder := r.plan.Folder(feed.Path)
	all := r.archives[folder]
	var failed []error
	for _, page := range all.due {
		d, err := r.page(feed, all.Archive, page)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		for _, f := range r.plan.pageTargets(folder, page) {
			if err := ctx.Err(); err != nil {
				return some(append(failed, err))
			}
			failed = append(failed, r.write(f, d))
		}
	}
	return some(failed)
}

// page is a page of a feed's archive: the same feed with other entries.
func (r *publishing) page(feed *Document, all article.Archive, number int) (*Document, error) {
	entries, err := r.entries(func(known known) ([]article.Member, error) {
		return r.from.Page(feed.Path, number, known)
	})
	if err != nil {
		return nil, fmt.Errorf("publish page %d of %s: %w", number, feed.URL, err)
	}
	d := *feed
	d.Page, d.Older, d.Newer = number, 0, 0
	if number > all.First {
		d.Older = number - 1
	}
	if number < all.Last {
		d.Newer = number + 1
	}
	d.Entries, d.Updated, d.Language = newestFirst(entries, len(entries)), time.Time{}, ""
	d.summarise()
	return &d, nil
}

// isPage reports whether a file is that of a page which there is.
func (r *publishing) isPage(name string) bool {
	all := r.archives[strings.TrimSuffix(path.Dir(name), ".")]
	for _, f := range r.plan.formats {
		if number := f.pageIn(path.Base(name)); number != 0 {
			return all.First <= number && number <= all.Last
		}
	}
	return false
}

// distrustPages notes the pages that are not there as they were written, and returns
// the folders that they are missing in.
func (o *Output) distrustPages() map[string]bool {
	folders := map[string]bool{}
	for name := range o.ours {
		for _, f := range Formats() {
			if f.pageIn(path.Base(name)) != 0 && !o.intact(name) {
				o.ours[name] = unwritten
				folders[strings.TrimSuffix(path.Dir(name), ".")] = true
			}
		}
	}
	return folders
}
