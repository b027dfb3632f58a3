package origin

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

func tag(body []byte) string { return fmt.Sprintf("%q", fmt.Sprintf("%x", sha256.Sum256(body))[:16]) }

// send writes the body under the encodings, the first of them applied first.
func send(w http.ResponseWriter, body []byte, encoding string) {
	if encoding != "" {
		for e := range strings.SplitSeq(encoding, ",") {
			body = Compress(strings.TrimSpace(e), body)
		}
		w.Header().Set("Content-Encoding", strings.ReplaceAll(encoding, "raw-", ""))
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body) // who is gone hears nothing
}

// Compress compresses in one of the encodings that Feed.Encode knows.
func Compress(encoding string, body []byte) []byte {
	var b bytes.Buffer
	w := compressor(encoding, &b)
	if _, err := w.Write(body); err != nil {
		panic("origin: " + err.Error())
	}
	if err := w.Close(); err != nil {
		panic("origin: " + err.Error())
	}
	return b.Bytes()
}

func compressor(encoding string, w io.Writer) io.WriteCloser {
	switch encoding {
	case "gzip":
		return gzip.NewWriter(w)
	case "deflate":
		return zlib.NewWriter(w)
	case "raw-deflate":
		f, err := flate.NewWriter(w, flate.DefaultCompression)
		if err != nil {
			panic("origin: " + err.Error())
		}
		return f
	case "br":
		return brotli.NewWriter(w)
	case "zstd":
		z, err := zstd.NewWriter(w)
		if err != nil {
			panic("origin: " + err.Error())
		}
		return z
	}
	panic("origin: no such encoding: " + encoding)
}
