package feed

import (
	"errors"
	"fmt"
	"slices"
)

// maxTold is how many of several errors a message tells: a full disk fails every
// file in the same way.
const maxTold = 3

// failures are several errors, of which the message tells the first.
type failures []error

// some joins errors, those that are none left out; nil where all are.
func some(errs []error) error {
	var all failures
	for _, err := range errs {
		if inner, ok := err.(failures); ok {
			all = append(all, inner...)
		} else if err != nil {
			all = append(all, err)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// Error has a line for each error that is told.
func (f failures) Error() string {
	told := slices.Clone(f[:min(maxTold, len(f))])
	if more := len(f) - len(told); more > 0 {
		told = append(told, fmt.Errorf("and %d more like these", more))
	}
	return errors.Join(told...).Error()
}

// Unwrap returns all of them.
func (f failures) Unwrap() []error { return f }
