package fetch_test

import (
	"os"
	"path/filepath"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// A feed that is packed is read also where no header says so, as a file, on top
// of the packing that the header says, and cut off.
func TestPackedUnsaid(t *testing.T) {
	whole := origin.Compress("gzip", []byte(rss("<item><title>a</title></item>")))
	for name, packed := range map[string][]byte{"whole": whole, "cut": whole[:len(whole)-6]} {
		o := origin.New(t)
		f, twice := o.Feed("feed.xml.gz", origin.RSS), o.Feed("twice", origin.RSS)
		f.Serve("application/octet-stream", packed)
		path := filepath.Join(t.TempDir(), "feed.xml.gz")
		if err := os.WriteFile(path, packed, 0o644); err != nil {
			t.Fatal(err)
		}
		twice.Serve("text/xml", origin.Compress("gzip", packed))
		twice.Header("Content-Encoding", "gzip")
		p := client(t, o, fetch.Options{})
		for _, url := range []string{f.URL(), twice.URL(), path} {
			if d := poll(t, p, article.Source{URL: url}, article.Checkpoint{}, nil); len(d.Listed) != 1 {
				t.Errorf("%s, %s: %d items", name, url, len(d.Listed))
			}
		}
	}
}
