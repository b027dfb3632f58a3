package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
)

// maxDepth is more than a tree of bbolt's can have: a page has room for dozens
// of others.
const maxDepth = 64

// walker goes through the pages that are in use without bbolt, which would
// follow a wrong one out of the file, or round and round. What it has nothing
// against, bbolt can read.
type walker struct {
	file  io.ReaderAt
	meta  boltMeta
	seen  []uint64 // a bit for each page
	buf   []byte
	found *findings
}

// branch is a page below another one, and the bucket that it belongs to.
type branch struct {
	page   uint64
	bucket string
}

// topBucket is what the bucket of the buckets is called.
const topBucket = "list of buckets"

// walkPages notes what is wrong with the pages of a file. The error is that
// of ctx.
func walkPages(ctx context.Context, file io.ReaderAt, size int64, found *findings) error {
	if err := checkPages(file, size); err != nil {
		found.add("%s", notWhole(err))
		return nil
	}
	m, _ := newestMeta(file, size)
	w := &walker{file: file, meta: m, seen: make([]uint64, m.pages/64+1), found: found}
	if m.freelist != noFreelist {
		w.freePages()
	}
	return w.tree(ctx, branch{m.root, topBucket}, 0)
}

// tree walks a page and those below it.
func (w *walker) tree(ctx context.Context, at branch, depth int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if depth > maxDepth {
		w.bad(at, "lies %d pages deep", depth)
		return nil
	}
	page, ok := w.page(at, branchPage, leafPage)
	if !ok {
		return nil
	}
	for _, below := range w.elements(at, page) {
		if err := w.tree(ctx, below, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) bad(at branch, format string, args ...any) {
	w.found.add("Page %d, of the %s, %s.", at.page, at.bucket, fmt.Sprintf(format, args...))
}

// page reads a page of one of these kinds, whole. It is good until the next one
// is read.
func (w *walker) page(at branch, kinds ...uint16) (page []byte, ok bool) {
	if err := w.meta.checkHeader(w.file, at.page, kinds...); err != nil {
		w.found.add("The %s cannot be read: %v.", at.bucket, err)
		return nil, false
	}
	start := int64(at.page) * w.meta.pageSize
	var b [pageHeader]byte
	if _, err := w.file.ReadAt(b[:], start); err != nil {
		w.bad(at, "cannot be read: %v", err)
		return nil, false
	}
	count := 1 + uint64(readHeader(b[:]).overflow)
	for id := at.page; id < at.page+count; id++ {
		bit := uint64(1) << (id % 64)
		if w.seen[id/64]&bit != 0 {
			w.bad(at, "is in use twice")
			return nil, false
		}
		w.seen[id/64] |= bit
	}
	if need := int64(count) * w.meta.pageSize; int64(cap(w.buf)) < need {
		w.buf = make([]byte, need)
	} else {
		w.buf = w.buf[:need]
	}
	if _, err := w.file.ReadAt(w.buf, start); err != nil {
		w.bad(at, "cannot be read: %v", err)
		return nil, false
	}
	return w.buf, true
}

// Each element of a page is 16 bytes: where its key is, counted from there, how
// long key and value are, and what it is (bbolt's leafPageElement and
// branchPageElement).
const (
	elementSize  = 16
	bucketFlag   = 0x01
	bucketHeader = 16 // root page and sequence, before an inline page
)

// elements looks whether each element lies in the page, and lists the pages
// below.
func (w *walker) elements(at branch, page []byte) []branch {
	h := readHeader(page)
	if pageHeader+elementSize*int(h.count) > len(page) || h.kind == branchPage && h.count == 0 {
		w.bad(at, "has %d elements, which cannot be", h.count)
		return nil
	}
	var below []branch
	for i := range int(h.count) {
		element := page[pageHeader+elementSize*i:]
		if h.kind == branchPage {
			if _, ok := w.within(at, element, 0, 4); ok {
				below = append(below, branch{binary.NativeEndian.Uint64(element[8:]), at.bucket})
			}
			continue
		}
		if kv, ok := w.within(at, element, 4, 8, 12); ok && element[0]&bucketFlag != 0 {
			below = append(below, w.bucket(at, kv, binary.NativeEndian.Uint32(element[8:]))...)
		}
	}
	return below
}

// within is what an element points to: the numbers at these places of it are
// where that is, and the lengths of its parts.
func (w *walker) within(at branch, element []byte, where int, lengths ...int) ([]byte, bool) {
	order := binary.NativeEndian
	start := int64(order.Uint32(element[where:]))
	end := start
	for _, l := range lengths {
		end += int64(order.Uint32(element[l:]))
	}
	if end > int64(len(element)) {
		w.bad(at, "has an element that ends beyond it")
		return nil, false
	}
	return element[start:end], true
}

// bucket is the page of a bucket within another one. A small bucket is a page
// within the value.
func (w *walker) bucket(at branch, kv []byte, keySize uint32) []branch {
	key, value := kv[:keySize], kv[keySize:]
	name := at.bucket
	if name == topBucket {
		name = fmt.Sprintf("bucket %.60q", key)
	}
	if len(value) < bucketHeader {
		w.bad(at, "has a bucket that is cut")
		return nil
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return []branch{{root, name}}
	}
	inline := value[bucketHeader:]
	if len(inline) < pageHeader || readHeader(inline).kind != leafPage {
		w.bad(at, "has a bucket that makes no sense")
		return nil
	}
	return w.elements(branch{at.page, name}, inline)
}

// freePages looks at the list of free pages.
func (w *walker) freePages() {
	at := branch{w.meta.freelist, "list of free pages"}
	page, ok := w.page(at, freelistPage)
	if !ok {
		return
	}
	// 0xFFFF stands for a number that is too large for the header.
	count, ids := uint64(readHeader(page).count), page[pageHeader:]
	if count == 0xFFFF {
		count, ids = binary.NativeEndian.Uint64(ids), ids[8:]
	}
	if count > uint64(len(ids)/8) {
		w.bad(at, "has no room for the %d pages that it lists", count)
		return
	}
	for last := uint64(1); count > 0; count, ids = count-1, ids[8:] {
		id := binary.NativeEndian.Uint64(ids)
		if id <= last || id >= w.meta.pages {
			w.bad(at, "lists page %d, which cannot be", id)
			return
		}
		last = id
	}
}
