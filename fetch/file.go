package fetch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// settled is how long before the last poll a file must have been written, so
// that its time and size vouch for it: a second write within the clock's grain
// may leave both as they were.
const settled = 2 * time.Second

// file reads a feed file, or a folder of posts. Its time of change and size stand in for an ETag.
func (p *Poller) file(ctx context.Context, e errand, path string) (answer, error) {
	info, err := os.Stat(path)
	if err != nil {
		return answer{}, fileFailure(path, err)
	}
	switch {
	case info.IsDir():
		return p.folder(ctx, e, path)
	case !info.Mode().IsRegular():
		return answer{}, fail(KindFile, nil, "%s is not a regular file", path)
	case info.Size() > p.options.MaxBody:
		return answer{}, tooLarge(p.options.MaxBody)
	case info.Size() == 0:
		return answer{}, fail(KindEmpty, nil, "%s is empty", path)
	}
	etag := fmt.Sprintf("%d-%d", info.ModTime().UnixNano(), info.Size())
	if etag == e.asked.ETag && e.asked.Polled.Sub(info.ModTime()) > settled {
		return answer{unchanged: true, etag: etag}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return answer{}, fileFailure(path, err)
	}
	defer f.Close()
	body, err := p.readFile(ctx, f, info.Size(), e.share)
	if err != nil {
		return answer{}, fileFailure(path, err)
	}
	return answer{document: Document{Body: body}, etag: etag}, nil
}

// readFile reads a file, unpacked, also one that ends too early.
func (p *Poller) readFile(ctx context.Context, f *os.File, size int64, share *share) ([]byte, error) {
	plain, err := decompress(&capped{r: f, left: p.options.MaxBody, most: p.options.MaxBody}, nil)
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	return share.readAll(ctx, &lenient{r: plain}, size)
}

func fileFailure(path string, err error) error {
	var known *Failure
	switch {
	case errors.As(err, &known) && known.Kind == KindEncoding:
		return fail(KindEncoding, err, "%s is not valid gzip", path)
	case errors.As(err, &known), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fail(KindFile, err, "no such file: %s", path)
	case errors.Is(err, fs.ErrPermission):
		return fail(KindFile, err, "not allowed to read %s", path)
	}
	return fail(KindFile, err, "cannot read %s: %s", path, plainCause(err))
}
