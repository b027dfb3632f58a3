package serve

import (
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"feedloom/feed"
)

// redirects remembers where feeds have moved to, for as long as the list of that in the
// folder is the same.
type redirects struct {
	mu      sync.Mutex
	size    int64
	modTime time.Time
	to      map[string]string // by the old file's name
}

// of is where a file has moved to, as it stands at the old address: a reader that is
// sent there for good asks there from then on.
func (l *redirects) of(s *Site, root *os.Root, name string) (to string, ok bool) {
	info, err := root.Stat(feed.RedirectsFile)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err != nil:
		l.to = nil
	case l.to == nil || info.Size() != l.size || !info.ModTime().Equal(l.modTime):
		l.read(s, root, info)
	}
	to, ok = l.to[name]
	return to, ok
}

func (l *redirects) read(s *Site, root *os.Root, info fs.FileInfo) {
	l.to, l.size, l.modTime = map[string]string{}, info.Size(), info.ModTime()
	file, err := root.ReadFile(feed.RedirectsFile)
	if err != nil {
		return
	}
	for from, to := range feed.Redirects(file) {
		from, err := url.PathUnescape(from)
		name, ok := s.name(from)
		to, below := strings.CutPrefix(to, s.base)
		if err != nil || !ok || !below {
			continue
		}
		// Relative, whatever prefix a proxy has put before it.
		l.to[name] = strings.Repeat("../", strings.Count(name, "/")) + to
	}
}
