package serve_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A reader at an old address is sent to the new one for good, under whatever prefix.
func TestMoved(t *testing.T) {
	dir := folder(t)
	list := filepath.Join(dir, "assets", "redirects.txt")
	write := func(content string, at time.Time) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(list), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(list, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(list, at, at); err != nil {
			t.Fatal(err)
		}
	}
	s := site(t, dir, "http://localhost/planet/")
	if r := get(s, "GET", "/old/a%20b/rss.xml"); r.StatusCode != http.StatusNotFound {
		t.Errorf("before: %d", r.StatusCode)
	}
	now := time.Unix(1e9, 0)
	write("/planet/old/a%20b/rss.xml /planet/%E9%87%91%E8%9E%8D/rss.xml 301\n/planet/old/ /planet/%E9%87%91%E8%9E%8D/ 301\n"+
		"/planet/old/x /elsewhere 301\nnonsense\n/planet/old/y //evil.example/ 301\n/planet/a b c 302\n", now)
	for path, want := range map[string]string{
		"/planet/old/a%20b/rss.xml": "../../%E9%87%91%E8%9E%8D/rss.xml",
		"/old/a%20b/rss.xml?x=1":    "../../%E9%87%91%E8%9E%8D/rss.xml",
		"/planet/old/":              "../%E9%87%91%E8%9E%8D/",
		"/planet/old/index.html":    "../%E9%87%91%E8%9E%8D/",
		"/planet/old/x":             "",
		"/planet/old/y":             "",
	} {
		r := get(s, "GET", path)
		if got := r.Header.Get("Location"); got != want || want != "" && r.StatusCode != http.StatusMovedPermanently {
			t.Errorf("%s: %d to %q, want %q", path, r.StatusCode, got, want)
		}
	}
	write("", now.Add(time.Second))
	if r := get(s, "GET", "/planet/old/"); r.StatusCode != http.StatusNotFound {
		t.Errorf("after: %d", r.StatusCode)
	}
}
