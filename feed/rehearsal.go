package feed

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Change is what publishing would do to one file: Old is nil where the file is
// not there yet, New where it would go. The two may be equal. The bytes are good
// until tell has returned.
type Change struct {
	Name     string // slash path below the output folder
	Old, New []byte
}

// Rehearse opens a folder that nothing is written to, which need not be there: for
// each file that Publish would write or remove, or finds to be right, tell is
// called instead. What it returns is that file's error.
func Rehearse(dir string, tell func(Change) error) (*Output, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		root, err = openNowhere()
	}
	if err != nil {
		return nil, fmt.Errorf("look at the output folder: %w", err)
	}
	o := &Output{folder: folder{root}, tell: tell}
	if err := o.begin(dir); err != nil {
		return nil, err
	}
	return o, nil
}

// openNowhere opens an empty folder that is gone already, or all but.
func openNowhere() (*os.Root, error) {
	empty, err := os.MkdirTemp("", "feedloom-")
	if err != nil {
		return nil, err
	}
	defer os.Remove(empty) // Windows keeps it while it is open
	return os.OpenRoot(empty)
}
