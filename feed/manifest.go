package feed

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// manifestFile lists the files that were written here: a slash path, a tab and
// the size in bytes a line.
const manifestFile = ".feedloom-manifest"

// manifest has the files that are ours to overwrite and remove, and how large
// each was written; unwritten is for one that was not yet. A file is in it
// before it is written, so that no crash makes a stranger of it.
type manifest map[string]int64

const unwritten = -1

func (m manifest) has(name string) bool {
	_, ok := m[name]
	return ok
}

// readManifest reads the manifest of an output folder; found is false in a
// folder that was never published to. Lines that name no file of a format are
// not believed: what is not written here is not removed here.
func (o *Output) readManifest() (m manifest, found bool, err error) {
	b, err := o.root.ReadFile(manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read the list of published files: %w", err)
	}
	o.saved, m = string(b), manifest{}
	for line := range strings.Lines(string(b)) {
		name, written, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		size, err := strconv.ParseInt(written, 10, 64)
		if err != nil {
			size = unwritten
		}
		if fs.ValidPath(name) && MediaType(path.Base(name)) != "" {
			m[name] = size
		}
	}
	return m, true, nil
}

// saveManifest writes the manifest if it says anything new.
func (o *Output) saveManifest() error {
	if o.tell != nil {
		return nil
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(o.ours)) {
		fmt.Fprintf(&b, "%s\t%d\n", name, o.ours[name])
	}
	if b.String() == o.saved {
		return nil
	}
	if err := o.write(manifestFile, []byte(b.String())); err != nil {
		return fmt.Errorf("write the list of published files: %w", err)
	}
	if err := o.syncFolder("."); err != nil {
		return err
	}
	o.saved, o.fresh = b.String(), false
	return nil
}

// claim puts the files that are not there yet into the manifest. Those that are
// there without being in it are judged when their bytes are known.
func (o *Output) claim(files []target) error {
	for _, f := range files {
		if o.ours.has(f.name) {
			continue
		}
		if _, err := o.root.Lstat(f.name); errors.Is(err, fs.ErrNotExist) {
			o.ours[f.name] = unwritten
		}
	}
	return o.saveManifest()
}

// ForeignError says that a file stands where a feed belongs and was not
// written here.
type ForeignError struct {
	File string
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s is there already and is not known to be Feedloom's (%s does not name it), so it is left as it is: "+
		"move it away, or choose another folder as site.output", e.File, manifestFile)
}
