package store

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// bolt is a file of bbolt's, which maps it into memory and trusts it: a page
// that is not there, or makes no sense, ends the process. Here it ends the
// transaction, and no other is begun: what is damaged is not written to, and
// bbolt may hold its locks for ever.
type bolt struct {
	db      *bbolt.DB
	file    *os.File
	writing sync.Mutex   // bbolt's own lock is not given back after some panics
	size    atomic.Int64 // of the file in bytes; bbolt's files only grow
	broken  atomic.Pointer[error]
	settled atomic.Int64 // the last transaction that the disk is known to have
}

// growBy is by how much the file grows when it is full, in bytes. bbolt's own
// 16 MB would be most of a small store.
const growBy = 1 << 20

// openBolt opens the file. Whatever goes wrong, it is closed again.
func openBolt(path string, o bbolt.Options) (b *bolt, err error) {
	opened := &bolt{}
	o.OpenFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, flag, mode)
		if opened.file == nil { // bbolt opens its own before any that it copies
			opened.file = f
		}
		return f, err
	}
	defer func() {
		if err != nil && opened.file != nil {
			opened.file.Close() // bbolt has done so, unless it panicked
		}
	}()
	defer opened.survive(&err)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	o.PageSize = pageSize
	if opened.db, err = bbolt.Open(path, 0o600, &o); err != nil {
		return nil, err
	}
	opened.db.AllocSize = growBy
	return opened, opened.measure()
}

// view and update are bbolt's, save that a page which makes no sense is an
// error. What update could not write it says with the file's name, and it
// writes nothing upon what the disk may not have.
func (b *bolt) view(fn func(*bbolt.Tx) error) error { return b.guard(b.db.View, fn) }

func (b *bolt) update(fn func(*bbolt.Tx) error) error {
	b.writing.Lock()
	defer b.writing.Unlock()
	decided := false // fn has said no; else it is the disk that did
	err := b.guard(b.db.Update, func(tx *bbolt.Tx) error {
		if err := b.settle(tx); err != nil {
			return err
		}
		id := int64(tx.ID())
		tx.OnCommit(func() { b.settled.Store(id) })
		err := fn(tx)
		decided = err != nil
		return err
	})
	switch {
	case err == nil:
		return b.measure()
	case decided || errors.Is(err, ErrDamaged):
		return err
	}
	return fmt.Errorf("write to the store %s: %w", b.db.Path(), cause(err))
}

// cause is what was wrong, without the file's name.
func cause(err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err
	}
	return err
}

// guard runs a transaction. A panic of fn is caught within it, so that bbolt
// ends it in order.
func (b *bolt) guard(transact func(func(*bbolt.Tx) error) error, fn func(*bbolt.Tx) error) (err error) {
	if err := b.sound(); err != nil {
		return err
	}
	defer b.survive(&err)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	err = transact(func(tx *bbolt.Tx) (err error) {
		defer b.surviveWithin(&err)
		return fn(tx)
	})
	if _, advised := errors.AsType[*damage](err); errors.Is(err, ErrDamaged) && !advised {
		err = fmt.Errorf("%w; %s", err, wayOut) // a value that can't be read
	}
	return err
}

// sound is an error where the file is known to be damaged, or has been cut
// since it was last looked at: its meta pages may be gone as well.
func (b *bolt) sound() error {
	if err := b.broken.Load(); err != nil {
		return *err
	}
	before := b.size.Load()
	info, err := b.file.Stat()
	if err != nil {
		return err
	}
	if now := info.Size(); now < before {
		return b.breaks(damaged("%d bytes of %d are there since something cut it", now, before))
	}
	return nil
}

func (b *bolt) measure() error {
	info, err := b.file.Stat()
	if err != nil {
		return err
	}
	b.size.Store(info.Size())
	return nil
}

// at reports whether the file is the one at path.
func (b *bolt) at(path string) bool {
	there, err := os.Stat(path)
	if err != nil {
		return false
	}
	held, err := b.file.Stat()
	return err == nil && os.SameFile(there, held)
}

// survive turns a panic into ErrDamaged.
func (b *bolt) survive(err *error) {
	if p := recover(); p != nil {
		*err = b.breaks(panicked(p))
	}
}

// surviveWithin does so within a transaction. An index out of range and the
// like may be a fault of this program and no damage: the next one is tried.
func (b *bolt) surviveWithin(err *error) {
	p := recover()
	if p == nil {
		return
	}
	*err = panicked(p)
	_, plain := p.(runtime.Error)
	if _, fault := p.(interface{ Addr() uintptr }); fault || !plain {
		b.breaks(*err)
	}
}

func panicked(p any) error { return damaged("%v", p) }

// breaks notes the first damage that was met.
func (b *bolt) breaks(err error) error {
	b.broken.CompareAndSwap(nil, &err)
	return err
}

// close gives the file back. A broken one stays mapped, since bbolt's own way
// of closing may wait for a lock that nobody gives back.
func (b *bolt) close() error {
	if b.broken.Load() != nil {
		return b.file.Close()
	}
	return b.db.Close()
}
