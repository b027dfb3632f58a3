package serve

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"sync"
	"time"
)

// tags remembers the ETag of each file for as long as the file is the same. It
// holds one entry a file of the folder, so that the folder bounds it.
type tags struct {
	mu    sync.Mutex
	known map[string]tagged
}

type tagged struct {
	size    int64
	modTime time.Time
	tag     string
}

// of is the strong ETag (RFC 9110, section 8.8.3) of a file: a hash of its
// bytes, read when the file has changed.
func (t *tags) of(name string, info fs.FileInfo, f io.ReadSeeker) (string, error) {
	t.mu.Lock()
	last, ok := t.known[name]
	t.mu.Unlock()
	if ok && last.size == info.Size() && last.modTime.Equal(info.ModTime()) {
		return last.tag, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	now := tagged{info.Size(), info.ModTime(), `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known == nil {
		t.known = map[string]tagged{}
	}
	t.known[name] = now
	return now.tag, nil
}
