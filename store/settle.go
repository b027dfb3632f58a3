package store

import (
	"fmt"
	"os"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// A commit ends with the meta page that makes it true, and its sync. When that
// sync fails, or the process is killed before it, the meta page is there to be
// read and may yet be lost with the power. The next commit would write over pages
// that only the state before has in use, and if then the power fails, the file
// has neither. So what is read is brought to the disk before anything is written
// upon it.

// settled is the file, and the last transaction that its disk is known to have.
type settled struct {
	file *os.File
	last atomic.Int64
}

// open is os.OpenFile, and keeps the first file: bbolt opens its own before any
// that it copies to.
func (s *settled) open(name string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(name, flag, mode)
	if s.file == nil {
		s.file = f
	}
	return f, err
}

// settle is for the beginning of a transaction that writes. It writes the newest
// meta page once more, as a page whose sync has failed counts as clean (Linux says
// so only once), and syncs the file.
func (s *settled) settle(tx *bbolt.Tx) error {
	newest := int64(tx.ID()) - 1
	if s.last.Load() == newest {
		return nil
	}
	page := make([]byte, tx.DB().Info().PageSize)
	at := newest % 2 * int64(len(page)) // as bbolt chooses between its two
	if _, err := s.file.ReadAt(page, at); err != nil {
		return err
	}
	if _, err := s.file.WriteAt(page, at); err != nil {
		return err
	}
	if err := s.file.Sync(); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	s.last.Store(newest)
	return nil
}

// committed is told of a transaction that bbolt has synced.
func (s *settled) committed(tx int) { s.last.Store(int64(tx)) }
