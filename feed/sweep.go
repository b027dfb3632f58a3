package feed

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// sweep removes the files of feeds and formats that are no more, and the
// folders that this leaves empty.
func (r *publishing) sweep(ctx context.Context) error {
	wanted := map[string]bool{}
	for _, c := range r.tree.paths {
		for _, f := range r.plan.targets(c) {
			wanted[f.name] = true
		}
	}
	for _, f := range r.plan.siteFiles() {
		wanted[f.name] = true
	}
	gone := slices.DeleteFunc(slices.Sorted(maps.Keys(r.out.ours)), func(name string) bool { return wanted[name] })
	r.out.foresee(gone)
	var failed []error
	touched := map[string]bool{} // folders
	for _, name := range gone {
		if ctx.Err() != nil {
			break
		}
		if err := r.out.remove(name); err != nil {
			failed = append(failed, err)
			continue
		}
		r.report.Removed = append(r.report.Removed, name)
		touched[r.out.removeEmpty(path.Dir(name))] = true
	}
	for dir := range touched {
		failed = append(failed, r.out.syncFolder(dir))
	}
	return some(failed)
}

// removeEmpty removes a folder and those above it, as long as nothing is left
// in them, and returns the first that stays.
func (o *Output) removeEmpty(dir string) string {
	if o.tell != nil {
		return dir
	}
	for ; dir != "."; dir = path.Dir(dir) {
		if entries, err := fs.ReadDir(o.root.FS(), dir); errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil || len(entries) > 0 {
			break
		}
		if err := o.root.Remove(dir); err != nil {
			break
		}
	}
	return dir
}
