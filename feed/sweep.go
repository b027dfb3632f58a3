package feed

import (
	"context"
	"errors"
	"fmt"
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
	wanted[opmlFile] = r.plan.opmlURL() != ""
	var failed []error
	for _, name := range slices.Sorted(maps.Keys(r.out.ours)) {
		if wanted[name] || ctx.Err() != nil {
			continue
		}
		if err := ignoreMissing(r.out.root.Remove(name)); err != nil {
			failed = append(failed, fmt.Errorf("remove what is no longer published: %w", err))
			continue
		}
		r.report.Removed = append(r.report.Removed, name)
		delete(r.out.ours, name)
		r.out.removeEmpty(path.Dir(name))
	}
	return errors.Join(failed...)
}

// removeEmpty removes a folder and those above it, as long as nothing is left
// in them.
func (o *Output) removeEmpty(dir string) {
	for ; dir != "."; dir = path.Dir(dir) {
		if entries, err := fs.ReadDir(o.root.FS(), dir); err != nil || len(entries) > 0 {
			return
		}
		if err := o.root.Remove(dir); err != nil {
			return
		}
	}
}
