package store

import (
	"fmt"

	"go.etcd.io/bbolt"
)

// A commit ends with the meta page that makes it true, and its sync. When that
// sync fails, or the process is killed before it, the meta page is there to be
// read and may yet be lost with the power. The next commit would write over pages
// that only the state before has in use, and if then the power fails, the file
// has neither. So what is read is brought to the disk before anything is written
// upon it.

// settle is for the beginning of a transaction that writes. It writes the newest
// meta page once more, as a page whose sync has failed counts as clean (Linux says
// so only once), and syncs the file.
func (b *bolt) settle(tx *bbolt.Tx) error {
	newest := int64(tx.ID()) - 1
	if b.settled.Load() == newest {
		return nil
	}
	page := make([]byte, tx.DB().Info().PageSize)
	at := newest % 2 * int64(len(page)) // as bbolt chooses between its two
	if _, err := b.file.ReadAt(page, at); err != nil {
		return err
	}
	if _, err := b.file.WriteAt(page, at); err != nil {
		return err
	}
	if err := b.file.Sync(); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	b.settled.Store(newest)
	return nil
}
