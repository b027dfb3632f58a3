package feed_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/feed"
)

// A folder with somebody else's files in it is not written to at all, until
// they are gone.
func TestPublishForeign(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	name := filepath.Join(dir, "Diary", "index.html")
	write(t, name, "my diary")
	out := open(t, dir)
	for range 2 {
		_, err := out.Publish(t.Context(), s.plan, s, s.stale())
		var foreign *feed.ForeignError
		if !errors.As(err, &foreign) || foreign.File != name || !strings.Contains(err.Error(), "site.output") {
			t.Fatalf("error: %v", err)
		}
		if found := files(t, dir); len(found) != 2 || read(t, name) != "my diary" {
			t.Errorf("files: %v", found)
		}
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	publish(t, out, s)
}

// Later, a foreign file keeps its own feed from being written and no other.
func TestPublishForeignLater(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	diary := s.articles[3]
	s.articles = s.articles[:3]
	out := open(t, dir)
	publish(t, out, s)
	write(t, filepath.Join(dir, "Diary", "rss.xml"), "mine")
	s.articles = append(s.articles, diary)
	for range 2 {
		_, err := out.Publish(t.Context(), s.plan, s, s.stale())
		if foreign, ok := errors.AsType[*feed.ForeignError](err); !ok || filepath.Base(foreign.File) != "rss.xml" {
			t.Fatalf("error: %v", err)
		}
		if read(t, filepath.Join(dir, "Diary", "rss.xml")) != "mine" || !strings.Contains(read(t, filepath.Join(dir, "Diary", "atom.xml")), "A title and nothing else") {
			t.Error("the file is overwritten, or the others are not written")
		}
	}
}

// A copy of the output without its manifest is taken over.
func TestPublishAdopts(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	publish(t, open(t, dir), s)
	if err := os.Remove(filepath.Join(dir, ".feedloom-manifest")); err != nil {
		t.Fatal(err)
	}
	out := open(t, dir)
	if report := publish(t, out, s); report.Written != nil {
		t.Errorf("written: %v", report.Written)
	}
	s.articles = nil
	if report := publish(t, out, s); len(report.Removed) != 2*4 {
		t.Errorf("removed: %v", report.Removed)
	}
}

// A file is in the manifest before it is there: after a crash between the two
// it is ours, with whatever bytes.
func TestManifestComesFirst(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	var manifest string
	look := func() { manifest = read(t, filepath.Join(dir, ".feedloom-manifest")) }
	if _, err := open(t, dir).Publish(t.Context(), s.plan, &asked{s, 1, look}, s.stale()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"rss.xml\t", "opml.xml\t", "Diary/2026/feed.json\t", "金融/新浪财经/atom.xml\t"} {
		if !strings.Contains(manifest, name) {
			t.Errorf("%q is not in the manifest:\n%s", name, manifest)
		}
	}
}

// The manifest says what may be removed, and only of files that have our names.
func TestManifestIsNotBelieved(t *testing.T) {
	top, s := t.TempDir(), filled(t)
	dir := filepath.Join(top, "public")
	write(t, filepath.Join(top, "rss.xml"), "outside")
	write(t, filepath.Join(dir, "notes.txt"), "mine")
	write(t, filepath.Join(dir, ".feedloom-manifest"), "../rss.xml\t1\nnotes.txt\t1\n/etc/passwd\n\nold/rss.xml\t4\n./rss.xml\n")
	write(t, filepath.Join(dir, "old", "rss.xml"), "ours")
	report := publish(t, open(t, dir), s)
	if diff := cmp.Diff([]string{"old/rss.xml"}, report.Removed); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	if read(t, filepath.Join(top, "rss.xml")) != "outside" || read(t, filepath.Join(dir, "notes.txt")) != "mine" {
		t.Error("a file of somebody else is gone")
	}
}
