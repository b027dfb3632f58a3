package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"go.etcd.io/bbolt"
)

// Compact rewrites the store at path without the pages that nothing uses, and
// says how many bytes it had and has. The file that was there is whole until
// the new one takes its place, in one step.
func Compact(ctx context.Context, path string) (before, after int64, err error) {
	if path, err = present(path); err != nil {
		return 0, 0, err
	}
	s, err := open(path, Options{}, bbolt.Options{})
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	d, err := s.compacted(ctx, path)
	if err != nil {
		return 0, 0, fmt.Errorf("compact store %s: %w", path, err)
	}
	defer d.discard()
	before = s.size.Load()
	if after, err = d.length(); err != nil {
		return 0, 0, err
	}
	return before, after, s.giveWay(d)
}

// giveWay puts the temporary file in the place of the store. Where the system can, the
// lock is held until then, so that nobody writes to what will be gone.
func (s *Store) giveWay(d *tempFile) error {
	if runtime.GOOS == "windows" {
		if err := s.Close(); err != nil {
			return err
		}
	}
	return d.replace()
}

// compacted is a temporary file of the store without free pages.
func (s *Store) compacted(ctx context.Context, path string) (*tempFile, error) {
	if err := s.view(func(tx *bbolt.Tx) error { _, err := formatOf(tx); return err }); err != nil {
		return nil, err
	}
	if err := allReadable(ctx, s.file); err != nil {
		return nil, err
	}
	d, err := newTempFile(path)
	if err != nil {
		return nil, err
	}
	if err := s.compactTo(ctx, d); err != nil {
		d.discard()
		return nil, roomy(err, path)
	}
	return d, nil
}

func (s *Store) compactTo(ctx context.Context, d *tempFile) error {
	size, err := s.rewrite(ctx, d.Name())
	if err != nil {
		return err
	}
	// bbolt makes its files larger than they need be.
	if err := errors.Join(d.Truncate(size), d.resemble(d.to)); err != nil {
		return err
	}
	if err := allReadable(ctx, d.File); err != nil {
		return err
	}
	return d.finish()
}

// rewrite copies all buckets to a new file of bbolt's, and says how much of it
// is used. What is not on the disk yet when it returns, finish brings there.
func (s *Store) rewrite(ctx context.Context, path string) (size int64, err error) {
	to, err := openBolt(path, bbolt.Options{NoSync: true, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return 0, err
	}
	defer func() {
		if errors.Is(err, ErrDamaged) {
			to.breaks(err) // its transaction may not have ended
		}
		err = errors.Join(err, to.close())
	}()
	err = s.view(func(from *bbolt.Tx) error {
		c := copier{ctx: ctx, to: to.db}
		return c.copy(from)
	})
	if err != nil {
		return 0, err
	}
	err = to.view(func(tx *bbolt.Tx) error {
		size = tx.Size()
		return nil
	})
	return size, err
}

// maxCopied is how many bytes one transaction of a copier holds in memory.
const maxCopied = 8 << 20

// copier copies buckets into a file, several transactions one after the other.
type copier struct {
	ctx  context.Context
	to   *bbolt.DB
	tx   *bbolt.Tx
	size int
}

func (c *copier) copy(from *bbolt.Tx) (err error) {
	if c.tx, err = c.to.Begin(true); err != nil {
		return err
	}
	err = from.ForEach(func(name []byte, b *bbolt.Bucket) error { return c.bucket(b, name) })
	if err != nil {
		if c.tx != nil {
			return errors.Join(err, c.tx.Rollback())
		}
		return err
	}
	return c.tx.Commit()
}

// bucket copies a bucket and those in it.
func (c *copier) bucket(from *bbolt.Bucket, path ...[]byte) error {
	parent, last := path[:len(path)-1], path[len(path)-1]
	to, err := c.create(parent, last)
	if err != nil {
		return err
	}
	if err := to.SetSequence(from.Sequence()); err != nil {
		return err
	}
	return from.ForEach(func(k, v []byte) error {
		if v == nil {
			return c.bucket(from.Bucket(k), append(slices.Clone(path), k)...)
		}
		if err := c.turn(len(k) + len(v)); err != nil {
			return err
		}
		to := c.at(path)
		to.FillPercent = fill(path[0])
		return to.Put(k, v)
	})
}

func (c *copier) create(parent [][]byte, name []byte) (*bbolt.Bucket, error) {
	if len(parent) == 0 {
		return c.tx.CreateBucket(name)
	}
	return c.at(parent).CreateBucket(name)
}

// at is a bucket in the transaction under way.
func (c *copier) at(path [][]byte) *bbolt.Bucket {
	b := c.tx.Bucket(path[0])
	for _, name := range path[1:] {
		b = b.Bucket(name)
	}
	return b
}

// turn begins a new transaction where the one under way has enough.
func (c *copier) turn(size int) (err error) {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	if c.size += size; c.size <= maxCopied {
		return nil
	}
	c.size = size
	err = c.tx.Commit()
	c.tx = nil
	if err == nil {
		c.tx, err = c.to.Begin(true)
	}
	return err
}

// fill is how full the pages of a bucket are made. New keys of some buckets come
// at the end, so that full pages stay as they are. Those of the others come
// anywhere, and a full page would be split by the first.
func fill(bucket []byte) float64 {
	for _, ordered := range [][]byte{packedBucket, idsBucket, feedsBucket, arrivalsBucket} {
		if bytes.Equal(bucket, ordered) {
			return 1
		}
	}
	return 0.75
}
