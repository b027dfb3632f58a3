package store

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"feedloom/article"
)

// The first byte of a stored article and of a list of items is the version of
// what follows. Articles of each version are read; the newest is written.
//
//	1  zstd of JSON
//	2  zstd of JSON, packed with the first dictionary
const (
	articleVersion = 2
	seenVersion    = 1
)

// dictionary is what stored articles were packed with since version 2. It must
// stay as it is, byte by byte, whatever later versions are packed with; zstd
// finds it by the id in each value. internal/storedict made it.
//
//go:embed dictionaries/1.zdict
var dictionary []byte

// maxArticle is the most that a stored article may unpack to, in bytes: more
// than any body that fetch takes in, kept by a few sources.
const maxArticle = 256 << 20

// codec packs articles. It is for several goroutines at once.
type codec struct {
	pack    *zstd.Encoder
	unpack  *zstd.Decoder
	buffers sync.Pool // of plain JSON
}

func newCodec() *codec {
	// Neither fails with a sound dictionary and options within bounds. With a
	// dictionary the fastest level packs as small as the next one, in half the
	// time.
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false),
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderDict(dictionary))
	if err != nil {
		panic("store: " + err.Error())
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxArticle),
		zstd.WithDecoderDicts(dictionary))
	if err != nil {
		panic("store: " + err.Error())
	}
	return &codec{pack: pack, unpack: unpack, buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
}

func (c *codec) encode(a *article.Article) ([]byte, error) {
	plain := c.buffers.Get().(*bytes.Buffer)
	defer c.release(plain)
	e := json.NewEncoder(plain)
	e.SetEscapeHTML(false) // six bytes for each < would be no use to anybody here
	if err := e.Encode(a); err != nil {
		return nil, fmt.Errorf("encode article %d: %w", a.ID, err)
	}
	return c.pack.EncodeAll(plain.Bytes(), []byte{articleVersion}), nil
}

func (c *codec) decode(value []byte) (*article.Article, error) {
	if err := checkVersion(value, articleVersion); err != nil {
		return nil, fmt.Errorf("decode article: %w", err)
	}
	buffer := c.buffers.Get().(*bytes.Buffer)
	defer c.release(buffer)
	plain, err := c.unpack.DecodeAll(value[1:], buffer.AvailableBuffer())
	if err != nil {
		return nil, fmt.Errorf("decode article: %w: %w", ErrDamaged, err)
	}
	buffer.Write(plain) // in place, unless it had no room: then it has now
	var a article.Article
	if err := json.Unmarshal(plain, &a); err != nil {
		return nil, fmt.Errorf("decode article: %w: %w", ErrDamaged, err)
	}
	if len(a.Sightings) == 0 {
		return nil, fmt.Errorf("decode article %d: %w: it has no source", a.ID, ErrDamaged)
	}
	return &a, nil
}

// release takes a buffer back, unless a huge article has made it huge.
func (c *codec) release(b *bytes.Buffer) {
	if b.Cap() <= 1<<20 {
		b.Reset()
		c.buffers.Put(b)
	}
}

// checkVersion looks at the first byte of a value.
func checkVersion(value []byte, newest byte) error {
	switch {
	case len(value) == 0:
		return fmt.Errorf("%w: an empty value", ErrDamaged)
	case value[0] > newest:
		return fmt.Errorf("%w: a value of version %d, this one reads %d; update feedloom", ErrNewer, value[0], newest)
	}
	return nil
}

// listed is one item of a source's last document, and which article it is.
type listed struct {
	hash article.Hash
	id   uint64
}

const listedSize = 16

func encodeSeen(items []listed) []byte {
	b := make([]byte, 1, 1+listedSize*len(items))
	b[0] = seenVersion
	for _, l := range items {
		b = binary.BigEndian.AppendUint64(b, uint64(l.hash))
		b = binary.BigEndian.AppendUint64(b, l.id)
	}
	return b
}

func decodeSeen(b []byte) ([]listed, error) {
	if len(b) == 0 {
		return nil, nil
	}
	if err := checkVersion(b, seenVersion); err != nil {
		return nil, fmt.Errorf("decode the items listed last: %w", err)
	}
	if (len(b)-1)%listedSize != 0 {
		return nil, fmt.Errorf("decode the items listed last: %w: %d bytes", ErrDamaged, len(b))
	}
	items := make([]listed, 0, (len(b)-1)/listedSize)
	for b = b[1:]; len(b) > 0; b = b[listedSize:] {
		items = append(items, listed{article.Hash(binary.BigEndian.Uint64(b)), binary.BigEndian.Uint64(b[8:])})
	}
	return items, nil
}
