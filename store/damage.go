package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// bbolt maps the file into memory and trusts it: a page beyond the end of a
// cut file ends the process with SIGBUS. So the two meta pages are read first.
// Their layout is that of bbolt's internal/common Page and Meta, in the byte
// order of the machine, which is little-endian wherever Go builds for people.
const (
	boltMagic   = 0xED0CDAED
	pageHeader  = 16
	metaSize    = 64
	minPageSize = 1 << 9
	maxPageSize = 1 << 16
)

// checkFile tells a store from a foreign or a cut file. A file that is not
// there, or empty, is one that bbolt will make.
func checkFile(path string) error {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("is a folder: name a file as `store` in config.yaml")
	case info.Size() == 0:
		return nil
	}
	need := wanted(f)
	if need == 0 {
		return fmt.Errorf("%w: it has no page that bbolt wrote; move it away, or name another `store` in config.yaml", ErrDamaged)
	}
	if need > info.Size() {
		return fmt.Errorf("%w: %d bytes of %d are there; bring back a backup, or move the file away to begin anew", ErrDamaged, info.Size(), need)
	}
	return nil
}

// wanted is the size in bytes that the newest meta page of the file speaks of,
// 0 when it has no meta page.
func wanted(f io.ReaderAt) int64 {
	var size int64
	var newest uint64
	if first, pageSize, tx := metaAt(f, 0); pageSize > 0 {
		size, newest = first, tx
		if second, _, tx := metaAt(f, pageSize); second > 0 && tx > newest {
			size = second
		}
		return size
	}
	for pageSize := int64(minPageSize); pageSize <= maxPageSize; pageSize *= 2 {
		if second, declared, _ := metaAt(f, pageSize); declared == pageSize {
			return second
		}
	}
	return 0
}

// metaAt reads the meta page at that offset: the file size that it speaks of,
// its page size, and its transaction; zeros when it is none.
func metaAt(f io.ReaderAt, at int64) (size, pageSize int64, tx uint64) {
	var b [pageHeader + metaSize]byte
	if _, err := f.ReadAt(b[:], at); err != nil {
		return 0, 0, 0
	}
	m := b[pageHeader:]
	if binary.NativeEndian.Uint32(m) != boltMagic {
		return 0, 0, 0
	}
	pageSize = int64(binary.NativeEndian.Uint32(m[8:]))
	pages := int64(binary.NativeEndian.Uint64(m[40:]))
	if pageSize < minPageSize || pageSize > maxPageSize || pages < 0 || pages > 1<<40 {
		return 0, 0, 0
	}
	return pages * pageSize, pageSize, binary.NativeEndian.Uint64(m[48:])
}
