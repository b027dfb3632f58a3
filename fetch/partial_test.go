package fetch_test

import (
	"net/http"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// A compressed document whose end is missing is read as far as it goes, and its
// validators are not kept: they would keep the rest from ever being asked for.
func TestCompressionThatEndsTooEarly(t *testing.T) {
	for _, encoding := range []string{"gzip", "deflate", "raw-deflate", "br", "zstd"} {
		t.Run(encoding, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			f := o.Feed("alpha", origin.RSS)
			body := rss("<item><title>One</title></item>")
			whole := origin.Compress(encoding, []byte(body+"<!--"+noise(200_000)+"-->"))
			lost := 8
			if encoding == "zstd" || encoding == "br" { // these come in blocks
				lost = len(whole) / 4
			}
			f.Handle(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("ETag", `"v"`)
				w.Header().Set("Last-Modified", origin.Epoch.Format(http.TimeFormat))
				w.Header().Set("Content-Encoding", map[bool]string{true: "deflate", false: encoding}[encoding == "raw-deflate"])
				w.Write(whole[:len(whole)-lost])
			})
			d, err := p.Poll(t.Context(), source(f), article.Checkpoint{}, nil)
			if err != nil || len(d.Listed) != 1 || d.Checkpoint.ETag+d.Checkpoint.LastModified != "" {
				t.Errorf("%d items, %+v, %v", len(d.Listed), d.Checkpoint, err)
			}
		})
	}
}

// noise is text that hardly compresses, the same each time.
func noise(n int) string {
	b, x := make([]byte, n), uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return string(b)
}

// A connection that ends too early is a failure, compressed or not, and the
// validators that are known stay.
func TestTransferThatEndsTooEarly(t *testing.T) {
	for _, encoding := range []string{"", "gzip"} {
		o := origin.New(t)
		p := client(t, o, fetch.Options{})
		f := o.Feed("alpha", origin.RSS)
		f.AddMany(100)
		good := poll(t, p, source(f), article.Checkpoint{}, nil).Checkpoint
		body := []byte(rss("<item><title>One</title></item>") + "<!--" + noise(100_000) + "-->")
		f.Handle(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", `"w"`)
			if encoding != "" {
				w.Header().Set("Content-Encoding", encoding)
				body = origin.Compress(encoding, body)
			}
			w.Header().Set("Content-Length", "200000")
			w.Write(body)
			http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		})
		d, err := p.Poll(t.Context(), source(f), good, nil)
		expect(t, err, fetch.KindNetwork, "the connection ended in the middle of the document")
		if d.Checkpoint.ETag != good.ETag || d.Checkpoint.LastModified != good.LastModified || d.Listed != nil {
			t.Errorf("%q: %+v", encoding, d.Checkpoint)
		}
	}
}
