package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
)

// wayOut is what to do about a damaged store.
const wayOut = "bring back a backup with `feedloom store restore FILE`, or move the file away to begin anew"

// damage is ErrDamaged, what it is, and what to do about it.
type damage struct{ what string }

func damaged(format string, args ...any) error { return &damage{fmt.Sprintf(format, args...)} }

func (d *damage) Error() string {
	return fmt.Sprintf("%v: %s; %s: it is not written to", ErrDamaged, d.what, wayOut)
}

func (d *damage) Unwrap() error { return ErrDamaged }

// whatIs is what an error says without what to do about it.
func whatIs(err error) string {
	if d, ok := errors.AsType[*damage](err); ok {
		return d.what
	}
	return err.Error()
}

// recognise tells a store from what bbolt would crash on. A file that is not
// there, or empty, is one that bbolt will make.
func recognise(path string) error {
	err := checkFile(path)
	if !errors.Is(err, ErrDamaged) {
		return err
	}
	// A file that is being written may look so.
	release, inUse := hold(path)
	if inUse != nil {
		return inUse
	}
	defer release()
	return checkFile(path)
}

// checkFile looks at the file as far as bbolt does before it can say no.
func checkFile(path string) error {
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("is a folder: name a file as `store` in config.yaml")
	case !info.Mode().IsRegular():
		return fmt.Errorf("is no plain file: name one as `store` in config.yaml")
	case info.Size() == 0:
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return checkPages(f, info.Size())
}

// checkPages looks at the pages that bbolt begins with.
func checkPages(f io.ReaderAt, size int64) error {
	m, ok := newestMeta(f, size)
	if !ok {
		return damaged("it has no first page that bbolt wrote")
	}
	if need := int64(m.pages) * m.pageSize; need > size {
		return damaged("%d bytes of %d are there", size, need)
	}
	if err := m.checkHeader(f, m.root, branchPage, leafPage); err != nil {
		return damaged("its first bucket is lost: %v", err)
	}
	if m.freelist == noFreelist {
		return nil
	}
	if err := m.checkHeader(f, m.freelist, freelistPage); err != nil {
		return damaged("its list of free pages is lost: %v", err)
	}
	return nil
}

// checkHeader looks at the header of a page, which must be one of these kinds.
func (m boltMeta) checkHeader(f io.ReaderAt, id uint64, kinds ...uint16) error {
	if id < 2 || id >= m.pages {
		return fmt.Errorf("page %d is none of the file's %d", id, m.pages)
	}
	var b [pageHeader]byte
	if _, err := f.ReadAt(b[:], int64(id)*m.pageSize); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	return m.checkPage(readHeader(b[:]), id, kinds...)
}

// checkPage looks at the header that page id has.
func (m boltMeta) checkPage(h header, id uint64, kinds ...uint16) error {
	if h.id != id {
		return fmt.Errorf("page %d says that it is page %d", id, h.id)
	}
	if uint64(h.overflow) >= m.pages-id {
		return fmt.Errorf("page %d goes on beyond the end of the file", id)
	}
	for _, kind := range kinds {
		if h.kind == kind {
			return nil
		}
	}
	return fmt.Errorf("page %d is of the kind %#x, which does not belong there", id, h.kind)
}

// What a file of bbolt begins with: two meta pages, written in turn, so that
// one is whole whatever happens. The layout is that of bbolt's internal/common
// Page and Meta, in the byte order of the machine.
const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	pageHeader  = 16
	metaSize    = 64
	metaSum     = 56 // where the checksum is, of what stands before it
	noFreelist  = 1<<64 - 1
	maxPages    = 1 << 40
)

// The kinds of pages.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10
)

// header is what each page begins with.
type header struct {
	id       uint64
	kind     uint16
	count    uint16
	overflow uint32 // how many pages more it takes
}

func readHeader(b []byte) header {
	order := binary.NativeEndian
	return header{order.Uint64(b), order.Uint16(b[8:]), order.Uint16(b[10:]), order.Uint32(b[12:])}
}

// boltMeta is what a meta page says.
type boltMeta struct {
	pageSize int64
	root     uint64 // the page of the top bucket
	freelist uint64
	pages    uint64 // how many the file has
	tx       uint64
}

// newestMeta is the meta page that bbolt goes by: the newer one of those that
// are whole.
func newestMeta(f io.ReaderAt, size int64) (boltMeta, bool) {
	first, found := metaAt(f, 0)
	if found {
		if second, ok := metaAt(f, first.pageSize); ok && second.tx > first.tx {
			return second, true
		}
		return first, true
	}
	// Where the second one is, depends on the size of pages: bbolt tries these.
	for at := int64(1 << 10); at <= 1<<24 && at < size-1<<10; at *= 2 {
		if second, ok := metaAt(f, at); ok && second.pageSize == at {
			return second, true
		}
	}
	return boltMeta{}, false
}

// metaAt reads the meta page at that offset, if there is one, by bbolt's own
// rules and within what can be.
func metaAt(f io.ReaderAt, at int64) (boltMeta, bool) {
	var b [pageHeader + metaSize]byte
	if _, err := f.ReadAt(b[:], at); err != nil {
		return boltMeta{}, false
	}
	page, order := b[pageHeader:], binary.NativeEndian
	if order.Uint32(page) != boltMagic || order.Uint32(page[4:]) != boltVersion || order.Uint64(page[metaSum:]) != checksum(page[:metaSum]) {
		return boltMeta{}, false
	}
	m := boltMeta{
		pageSize: int64(order.Uint32(page[8:])),
		root:     order.Uint64(page[16:]),
		freelist: order.Uint64(page[32:]),
		pages:    order.Uint64(page[40:]),
		tx:       order.Uint64(page[48:]),
	}
	sane := m.pageSize >= 1<<10 && m.pageSize <= 1<<24 && m.pageSize&(m.pageSize-1) == 0 && m.pages > 2 && m.pages < maxPages
	return m, sane
}

// checksum is that of a meta page.
func checksum(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b)
	return h.Sum64()
}
