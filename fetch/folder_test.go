package fetch_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/fetch"
)

// folder is a folder of posts; age is that of the files.
type folder struct {
	t   *testing.T
	dir string
}

func newFolder(t *testing.T) folder { return folder{t, t.TempDir()} }

func (f folder) write(name, body string, age time.Duration) {
	f.t.Helper()
	path := filepath.Join(f.dir, filepath.FromSlash(name))
	when := time.Now().Add(-age)
	for _, err := range []error{
		os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(body), 0o644), os.Chtimes(path, when, when),
	} {
		if err != nil {
			f.t.Fatal(err)
		}
	}
}

func (f folder) source() article.Source { return article.Source{ID: "posts", URL: f.dir} }

// guids are those of all items.
func guids(d article.Delivery) (all []string) {
	for _, l := range d.Listed {
		all = append(all, l.GUID)
	}
	return all
}

// The posts of a folder are the files of some names, in the order of names;
// nothing hidden, no drafts, and nothing that lies outside.
func TestFolderListing(t *testing.T) {
	f, outside := newFolder(t), newFolder(t)
	for _, name := range []string{
		"b.md", "a.markdown", "2021/c.HTML", "2021/12/index.md", "d.htm", "_posts/e.md",
		"note.txt", "picture.png", ".hidden.md", ".git/x.md", "_drafts/x.md", "2021/_index.md", "md",
	} {
		f.write(name, "Words.", time.Hour)
	}
	outside.write("secret.md", "Secret.", time.Hour)
	for link, to := range map[string]string{
		"link.md": "b.md", "broken.md": "none.md", "out.md": filepath.Join(outside.dir, "secret.md"), "up.md": "../" + filepath.Base(filepath.Dir(outside.dir)) + "/secret.md",
		"outside": outside.dir, "around": ".",
	} {
		if err := os.Symlink(to, filepath.Join(f.dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	p := fetch.New(fetch.Options{})
	d := poll(t, p, f.source(), article.Checkpoint{}, nil)
	want := []string{"2021/12/index.md", "2021/c.HTML", "_posts/e.md", "a.markdown", "b.md", "d.htm", "link.md"}
	if got := guids(d); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A folder that nobody has touched costs no reading; a post that changed is the
// only one that comes with its content.
func TestFolderChanges(t *testing.T) {
	f := newFolder(t)
	f.write("a.md", "---\ntitle: A\n---\n", time.Hour)
	f.write("b.md", "---\ntitle: B\n---\n", time.Hour)
	p := fetch.New(fetch.Options{})
	d1 := poll(t, p, f.source(), article.Checkpoint{}, nil)
	if got := fresh(d1); !slices.Equal(got, []string{"A", "B"}) {
		t.Fatalf("first poll: %q", got)
	}
	if d := poll(t, p, f.source(), d1.Checkpoint, nil); d.Read || d.Checkpoint.ETag != d1.Checkpoint.ETag {
		t.Errorf("untouched: %+v", d)
	}
	f.write("a.md", "---\ntitle: A\n---\n", time.Minute)
	if d := poll(t, p, f.source(), d1.Checkpoint, nil); d.Read || d.Checkpoint.ETag == d1.Checkpoint.ETag {
		t.Errorf("touched: %+v", d)
	}
	f.write("b.md", "---\ntitle: C\n---\n", time.Minute)
	d2 := poll(t, p, f.source(), d1.Checkpoint, knows(d1))
	if got := fresh(d2); !slices.Equal(got, []string{"C"}) || len(d2.Listed) != 2 {
		t.Errorf("changed: %q of %d", got, len(d2.Listed))
	}
	f.write("2021/d.md", "---\ntitle: D\n---\n", time.Hour)
	d3 := poll(t, p, f.source(), d2.Checkpoint, knows(d1, d2))
	if got := fresh(d3); !slices.Equal(got, []string{"D"}) {
		t.Errorf("one more: %q", got)
	}
	if err := os.Rename(filepath.Join(f.dir, "b.md"), filepath.Join(f.dir, "e.md")); err != nil {
		t.Fatal(err)
	}
	if d := poll(t, p, f.source(), d3.Checkpoint, knows(d1, d2, d3)); !slices.Equal(guids(d), []string{"2021/d.md", "a.md", "e.md"}) {
		t.Errorf("renamed: %q", guids(d))
	}
}

// A post that can't be read is told at each poll until it can, and loses no other.
func TestFolderBadPost(t *testing.T) {
	f := newFolder(t)
	f.write("good.md", "Words.", time.Hour)
	f.write("bad.md", "---\ntitle: a: b\n---\n", time.Hour)
	f.write("large.md", strings.Repeat("x", 2001), time.Hour)
	p := fetch.New(fetch.Options{MaxBody: 2000, MaxInFlight: 10_000})
	cp := article.Checkpoint{}
	for range 2 {
		d := poll(t, p, f.source(), cp, nil)
		want := []string{"bad.md, line 2: invalid YAML", "large.md: larger than 2.0 kB (fetch.max_body)"}
		if len(d.Listed) != 1 || !slices.EqualFunc(d.Unread, want, strings.HasPrefix) {
			t.Errorf("%d items, %q", len(d.Listed), d.Unread)
		}
		cp = d.Checkpoint
	}
	f.write("bad.md", "---\ntitle: 'a: b'\n---\n", time.Hour)
	f.write("large.md", "x", time.Hour)
	d := poll(t, p, f.source(), cp, nil)
	if len(d.Listed) != 3 || len(d.Unread) > 0 {
		t.Errorf("mended: %d items, %q", len(d.Listed), d.Unread)
	}
	if d := poll(t, p, f.source(), d.Checkpoint, nil); d.Read {
		t.Errorf("after that: %+v", d)
	}
}

// A folder has bounds, as a document has.
func TestFolderLimits(t *testing.T) {
	for _, c := range []struct {
		name    string
		posts   int
		options fetch.Options
		listed  int
		kind    fetch.Kind
		line    string
	}{
		{"items", 4, fetch.Options{MaxItems: 3}, 3, "", ""},
		{"files", 21, fetch.Options{MaxItems: 2}, 0, fetch.KindTooLarge, "more than 20 items (fetch.max_items takes 2)"},
		{"bytes", 4, fetch.Options{MaxBody: 300, MaxInFlight: 400}, 0, fetch.KindTooLarge, "the posts are larger than 400 B together (fetch.max_in_flight)"},
		{"none", 0, fetch.Options{}, 0, fetch.KindEmpty, "DIR has no posts (files named *.md, *.markdown, *.html, *.htm)"},
	} {
		f := newFolder(t)
		for i := range c.posts {
			f.write(strings.Repeat("a", i+1)+".md", strings.Repeat("x", 120), time.Hour)
		}
		d, err := fetch.New(c.options).Poll(t.Context(), f.source(), article.Checkpoint{}, nil)
		if c.kind != "" {
			expect(t, err, c.kind, strings.Replace(c.line, "DIR", f.dir, 1))
		} else if err != nil || len(d.Listed) != c.listed || d.Left != c.posts-c.listed {
			t.Errorf("%s: %d items, %d left, %v", c.name, len(d.Listed), d.Left, err)
		}
	}
}

// A folder within that may not be read is told, too.
func TestFolderClosed(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	f := newFolder(t)
	f.write("good.md", "Words.", time.Hour)
	f.write("closed/a.md", "Words.", time.Hour)
	if err := os.Chmod(filepath.Join(f.dir, "closed"), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(f.dir, "closed"), 0o755) })
	d := poll(t, fetch.New(fetch.Options{}), f.source(), article.Checkpoint{}, nil)
	if len(d.Listed) != 1 || !slices.Equal(d.Unread, []string{"closed: not allowed to read it"}) {
		t.Errorf("%d items, %q", len(d.Listed), d.Unread)
	}
}
