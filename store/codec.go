package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"feedloom/article"
)

// valueVersion is the first byte of every stored article and list of items.
const valueVersion = 1

// maxArticle is the most that a stored article may unpack to, in bytes: more
// than any body that fetch takes in, kept by a few sources.
const maxArticle = 256 << 20

// codec packs articles: a version byte, then zstd of JSON.
type codec struct {
	pack   *zstd.Encoder
	unpack *zstd.Decoder
}

func newCodec() *codec {
	// Neither fails without a dictionary, a stream, or an option out of bounds.
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	if err != nil {
		panic("store: " + err.Error())
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxArticle))
	if err != nil {
		panic("store: " + err.Error())
	}
	return &codec{pack, unpack}
}

func (c *codec) encode(a *article.Article) ([]byte, error) {
	plain, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("encode article %d: %w", a.ID, err)
	}
	return c.pack.EncodeAll(plain, []byte{valueVersion}), nil
}

func (c *codec) decode(value []byte) (*article.Article, error) {
	if err := checkVersion(value); err != nil {
		return nil, fmt.Errorf("decode article: %w", err)
	}
	plain, err := c.unpack.DecodeAll(value[1:], nil)
	if err != nil {
		return nil, fmt.Errorf("decode article: %w: %w", ErrDamaged, err)
	}
	var a article.Article
	if err := json.Unmarshal(plain, &a); err != nil {
		return nil, fmt.Errorf("decode article: %w: %w", ErrDamaged, err)
	}
	if len(a.Sightings) == 0 {
		return nil, fmt.Errorf("decode article %d: %w: it has no source", a.ID, ErrDamaged)
	}
	return &a, nil
}

// checkVersion looks at the first byte of a value.
func checkVersion(value []byte) error {
	switch {
	case len(value) == 0:
		return fmt.Errorf("%w: an empty value", ErrDamaged)
	case value[0] > valueVersion:
		return fmt.Errorf("%w: a value of version %d, this one reads %d; update feedloom", ErrNewer, value[0], valueVersion)
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
	b[0] = valueVersion
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
	if err := checkVersion(b); err != nil {
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

func idKey(id uint64) []byte { return binary.BigEndian.AppendUint64(nil, id) }
