package store

import (
	"context"
	"errors"
	"strings"

	"go.etcd.io/bbolt"
)

// Report is what Check found.
type Report struct {
	// Problems are sentences for people, More counts those beyond maxFindings.
	Problems []string
	More     int
	// Damaged says that something in the store cannot be read: only a backup
	// brings it back. Without it, all can be read, and some of it disagrees.
	Damaged bool
	// Articles counts those that could be read.
	Articles int
}

// Whole reports whether nothing was found.
func (r Report) Whole() bool { return len(r.Problems) == 0 }

// Check looks at all that is in the store at path, whatever is in there. It
// writes nothing. The error says that it could not look: the store is in use,
// is none of ours, or ctx ended.
func Check(ctx context.Context, path string) (Report, error) {
	s, err := OpenToRead(path)
	switch {
	case errors.Is(err, ErrDamaged):
		return Report{Problems: []string{notWhole(err)}, Damaged: true}, nil
	case err != nil:
		return Report{}, err
	}
	defer s.Close()
	return s.check(ctx)
}

// notWhole is a sentence for a file that is not even opened.
func notWhole(err error) string { return "The file is no whole store: " + whatIs(err) + "." }

// check looks at one thing after the other, each of which needs the one before
// to be whole.
func (s *Store) check(ctx context.Context) (Report, error) {
	info, err := s.file.Stat()
	if err != nil {
		return Report{}, err
	}
	var damage, disorder findings
	if err := walkPages(ctx, s.file, info.Size(), &damage); err != nil {
		return Report{}, err
	}
	if damage.any() {
		return Report{Problems: damage.told, More: damage.more, Damaged: true}, nil
	}
	articles := 0
	err = s.view(func(tx *bbolt.Tx) error {
		checkTree(tx, &damage, &disorder)
		if found, err := formatOf(tx); err != nil || found != format || damage.any() {
			return err // another format has other values, and is brought to this one by Open
		}
		c := &consistency{store: s, tx: tx, damage: &damage, disorder: &disorder, entries: map[uint64]uint64{}}
		err := c.check(ctx)
		articles = len(c.entries)
		return err
	})
	if errors.Is(err, ErrDamaged) {
		damage.add("Reading it ended early: %s.", whatIs(err))
		err = nil
	}
	return Report{
		Problems: append(damage.told, disorder.told...), More: damage.more + disorder.more,
		Damaged: damage.any(), Articles: articles,
	}, err
}

// checkTree is bbolt's own check. It runs in a goroutine of bbolt's, where a
// page that is not there would be the end: walkPages comes first.
func checkTree(tx *bbolt.Tx, damage, disorder *findings) {
	lost := 0
	for err := range tx.Check() {
		if strings.HasSuffix(err.Error(), "unreachable unfreed") {
			lost++
			continue
		}
		damage.add("The pages of the file disagree: %v.", err)
	}
	if lost > 0 {
		disorder.add("Pages that nothing uses, and that are not free, number %d. They take up room, no more; `feedloom store compact` gives it back.", lost)
	}
}
