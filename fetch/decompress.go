package fetch

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

const (
	acceptEncoding = "gzip, br, zstd, deflate"
	// maxStacked is how many encodings may lie over each other (RFC 9110,
	// section 8.4, allows any number).
	maxStacked = 2
	// maxWindow is the memory that a zstd stream may ask for, in bytes (RFC
	// 8878, section 3.1.1.1.2, recommends to support 8 MB).
	maxWindow = 8 << 20
)

var decoders = map[string]func(io.Reader) (io.ReadCloser, error){
	"gzip":    gunzip,
	"x-gzip":  gunzip,
	"deflate": inflate,
	"br":      func(r io.Reader) (io.ReadCloser, error) { return io.NopCloser(brotli.NewReader(r)), nil },
	"zstd":    unzstd,
}

// decompress undoes the encodings of a Content-Encoding header, the last
// applied first.
func decompress(r io.Reader, header []string) (io.ReadCloser, error) {
	var codings []string
	for _, c := range strings.Split(strings.Join(header, ","), ",") {
		if c = strings.ToLower(strings.TrimSpace(c)); c != "" && c != "identity" {
			codings = append(codings, c)
		}
	}
	if len(codings) > maxStacked {
		return nil, fail(KindEncoding, nil, "compressed %d times over (expected at most %d)", len(codings), maxStacked)
	}
	all := &stacked{r: r}
	for i := len(codings) - 1; i >= 0; i-- {
		decode := decoders[codings[i]]
		if decode == nil {
			all.Close()
			return nil, fail(KindEncoding, nil, "compressed as %q (expected one of: %s)", codings[i], acceptEncoding)
		}
		next, err := decode(all.r)
		if err != nil {
			all.Close()
			return nil, garbled(codings[i], err)
		}
		all.push(codings[i], next)
	}
	if len(codings) < maxStacked {
		return all.unpacked()
	}
	return all, nil
}

// gzipMagic is how gzip begins with the one method that there is (RFC 1952,
// section 2.3.1), and no text does.
const gzipMagic = "\x1f\x8b\x08"

// unpacked reads through one more decoder where what comes is gzip, as that of
// feed.xml.gz is of which no header speaks.
func (s *stacked) unpacked() (io.ReadCloser, error) {
	b := bufio.NewReader(s.r)
	s.r = b
	if head, _ := b.Peek(len(gzipMagic)); string(head) != gzipMagic {
		return s, nil
	}
	next, err := gunzip(b)
	if err != nil {
		s.Close()
		return nil, garbled("gzip", err)
	}
	s.push("gzip", next)
	return s, nil
}

// stacked reads through several decoders and closes them all.
type stacked struct {
	r       io.Reader
	name    string
	closers []io.Closer
}

func (s *stacked) push(name string, r io.ReadCloser) {
	s.r, s.name = r, name
	s.closers = append(s.closers, r)
}

func (s *stacked) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF && s.name != "" {
		err = garbled(s.name, err)
	}
	return n, err
}

func (s *stacked) Close() error {
	for i := len(s.closers) - 1; i >= 0; i-- {
		s.closers[i].Close()
	}
	return nil
}

// garbled tells bad compression from what went wrong below it.
func garbled(coding string, err error) error {
	var f *Failure
	if errors.As(err, &f) || isNetwork(err) {
		return err
	}
	return fail(KindEncoding, err, "the answer is not valid %s", coding)
}

// isNetwork reports whether the connection failed, and not the decoder.
func isNetwork(err error) bool {
	var wire wireError
	return errors.As(err, &wire)
}

func gunzip(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }

func unzstd(r io.Reader) (io.ReadCloser, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

// inflate reads deflate as it is meant, in a zlib wrapper (RFC 9110, section
// 8.4.1.2), or as many servers send it, without. The wrapper's first two bytes
// are a multiple of 31 and name the method 8 (RFC 1950, section 2.2).
func inflate(r io.Reader) (io.ReadCloser, error) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(2)
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(b)
	}
	return flate.NewReader(b), nil
}

// capped fails where more than so many bytes come over the wire.
type capped struct {
	r          io.Reader
	left, most int64
}

func (c *capped) Read(p []byte) (int, error) {
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return 0, tooLarge(c.most)
	}
	if err != nil && err != io.EOF {
		err = wireError{err}
	}
	return n, err
}

// wireError is an error of the connection below the decoders.
type wireError struct{ error }

func (e wireError) Unwrap() error { return e.error }
