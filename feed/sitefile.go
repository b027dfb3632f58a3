package feed

import (
	"context"
	"errors"
	"fmt"
	"path"
)

// siteFile is a file that belongs to no one feed.
type siteFile struct {
	name   string // slash path below the output folder
	render func(*publishing) ([]byte, error)
}

// siteFiles lists them.
func (p *Plan) siteFiles() []siteFile {
	var files []siteFile
	if p.stylesheetURL() != "" {
		files = append(files, siteFile{stylesheetFile, func(r *publishing) ([]byte, error) { return r.plan.stylesheet(), nil }})
	}
	if p.opmlURL() != "" {
		files = append(files, siteFile{opmlFile, func(r *publishing) ([]byte, error) { return renderOPML(r.plan, r.tree) }})
	}
	return files
}

// siteFiles publishes them. One that cannot be written keeps no other from it.
func (r *publishing) siteFiles(ctx context.Context) error {
	var failed []error
	folders := map[string]bool{}
	for _, f := range r.plan.siteFiles() {
		if err := ctx.Err(); err != nil {
			return some(append(failed, err))
		}
		b, err := f.render(r)
		if err != nil {
			err = fmt.Errorf("write %s: %w", f.name, err)
		} else {
			err = r.put(f.name, b)
		}
		failed = append(failed, err)
		folders[path.Dir(f.name)] = true
	}
	if err := errors.Join(failed...); err != nil || r.rehearsal {
		return some(failed)
	}
	for dir := range folders {
		failed = append(failed, r.out.syncFolder(dir))
	}
	return some(failed)
}
