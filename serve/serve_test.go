package serve_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"feedloom/serve"
)

// folder is an output folder with a category in it, and a secret beside it.
func folder(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "public")
	for name, content := range map[string]string{
		"index.html":          "<p>home",
		"opml.xml":            "<opml/>",
		"金融/rss.xml":          "<rss/>",
		"金融/atom.xml":         "<feed/>",
		"金融/feed.json":        "{}",
		"金融/index.html":       "<p>page",
		".feedloom-manifest":  "secret",
		"empty/.hidden/a.txt": "secret",
		"../outside.txt":      "secret",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func site(t *testing.T, dir, base string) *serve.Site {
	t.Helper()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	return serve.New(dir, u)
}

func get(s *serve.Site, method, path string, header ...string) *http.Response {
	r := httptest.NewRequest(method, "http://localhost"+path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

// Readers and browsers choose by the media type.
func TestMediaTypes(t *testing.T) {
	s := site(t, folder(t), "http://localhost/")
	for path, want := range map[string]string{
		"/":                                  "text/html; charset=utf-8",
		"/opml.xml":                          "text/x-opml; charset=utf-8",
		"/%E9%87%91%E8%9E%8D/":               "text/html; charset=utf-8",
		"/%E9%87%91%E8%9E%8D/rss.xml":        "application/rss+xml; charset=utf-8",
		"/%E9%87%91%E8%9E%8D/atom.xml":       "application/atom+xml; charset=utf-8",
		"/%E9%87%91%E8%9E%8D/feed.json":      "application/feed+json; charset=utf-8",
		"/%E9%87%91%E8%9E%8D/feed.json?a=%2": "application/feed+json; charset=utf-8",
	} {
		r := get(s, "GET", path)
		if got := r.Header.Get("Content-Type"); r.StatusCode != 200 || got != want {
			t.Errorf("%s: %d %q, want %q", path, r.StatusCode, got, want)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: no security headers", path)
		}
	}
}

// A reader that has the file is told so; after a change it gets the new one.
func TestConditionalGet(t *testing.T) {
	dir := folder(t)
	s := site(t, dir, "http://localhost/")
	first := get(s, "GET", "/opml.xml")
	tag := first.Header.Get("ETag")
	if r := get(s, "GET", "/opml.xml", "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("If-None-Match: %d", r.StatusCode)
	}
	if r := get(s, "GET", "/opml.xml", "If-Modified-Since", first.Header.Get("Last-Modified")); r.StatusCode != http.StatusNotModified {
		t.Errorf("If-Modified-Since: %d", r.StatusCode)
	}
	if r := get(s, "HEAD", "/opml.xml"); r.StatusCode != 200 || r.ContentLength != int64(len("<opml/>")) {
		t.Errorf("HEAD: %d, %d bytes", r.StatusCode, r.ContentLength)
	}
	path := filepath.Join(dir, "opml.xml")
	if err := os.WriteFile(path, []byte("<opml2>"), 0o644); err != nil { // of the same size
		t.Fatal(err)
	}
	if err := os.Chtimes(path, time.Time{}, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	r := get(s, "GET", "/opml.xml", "If-None-Match", tag)
	if body, _ := io.ReadAll(r.Body); r.StatusCode != 200 || string(body) != "<opml2>" {
		t.Errorf("after a change: %d %q", r.StatusCode, body)
	}
}

// A folder that was replaced is served as it is now.
func TestReplacedFolder(t *testing.T) {
	dir := folder(t)
	s := site(t, dir, "http://localhost/")
	if r := get(s, "GET", "/opml.xml"); r.StatusCode != 200 {
		t.Fatal(r.StatusCode)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if r := get(s, "GET", "/opml.xml"); r.StatusCode != 404 {
		t.Errorf("without the folder: %d", r.StatusCode)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "opml.xml"), []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	r := get(s, "GET", "/opml.xml")
	if body, _ := io.ReadAll(r.Body); string(body) != "new" {
		t.Errorf("with another: %d %q", r.StatusCode, body)
	}
}

// Nothing but what was published is served, whatever the path.
func TestNothingElse(t *testing.T) {
	dir := folder(t)
	if err := os.Symlink("../outside.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Skip(err)
	}
	s := site(t, dir, "http://localhost/")
	for _, path := range []string{
		"/none", "/.feedloom-manifest", "/empty/", "/empty/.hidden/a.txt", "/link.txt",
		"/..%2foutside.txt", "/%2e%2e/outside.txt", "/a%00b", "/opml.xml/", "/opml.xml/x", "//outside.txt",
	} {
		if r := get(s, "GET", path); r.StatusCode != 404 && r.StatusCode != 403 {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	if r := get(s, "POST", "/"); r.StatusCode != 405 || r.Header.Get("Allow") == "" {
		t.Errorf("POST: %d", r.StatusCode)
	}
}

// The site's own folder is no different.
func TestBaseWithoutSlash(t *testing.T) {
	s := site(t, folder(t), "http://localhost/planet/")
	if r := get(s, "GET", "/planet"); r.StatusCode != 301 || r.Header.Get("Location") != "planet/" {
		t.Errorf("%d to %q", r.StatusCode, r.Header.Get("Location"))
	}
}

// A folder is sent to its slash, relative to wherever it is mounted.
func TestFolders(t *testing.T) {
	s := site(t, folder(t), "http://localhost/planet/")
	for _, prefix := range []string{"", "/planet"} {
		r := get(s, "GET", prefix+"/%E9%87%91%E8%9E%8D")
		if r.StatusCode != 301 || r.Header.Get("Location") != "%E9%87%91%E8%9E%8D/" {
			t.Errorf("%s: %d to %q", prefix, r.StatusCode, r.Header.Get("Location"))
		}
		if r := get(s, "GET", prefix+"/%E9%87%91%E8%9E%8D/rss.xml"); r.StatusCode != 200 {
			t.Errorf("%s: %d", prefix, r.StatusCode)
		}
	}
}
