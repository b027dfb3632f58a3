package fetch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
)

// postsIn are the files below a folder.
func postsIn(t testing.TB, dir string) (posts []fetch.Post) {
	t.Helper()
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(root, name)
		posts = append(posts, fetch.Post{Name: name, Body: body})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return posts
}

// What is made of the folder testdata/posts stands in its golden file.
func TestReadPosts(t *testing.T) {
	r, err := fetch.Read(t.Context(), fetch.Document{Posts: postsIn(t, "testdata/posts")}, fetch.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		t.Fatal(err)
	}
	const file = "testdata/posts.golden.json"
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What one post can't be read for costs no other; where there is no other, the
// source has failed.
func TestReadBadPosts(t *testing.T) {
	bad := fetch.Post{Name: "bad.md", Body: []byte("---\ntitle: a: b\n---\n")}
	good := fetch.Post{Name: "good.md", Body: []byte("Words.")}
	draft := fetch.Post{Name: "draft.md", Body: []byte("---\ndraft: true\n---\n")}
	for _, c := range []struct {
		posts         []fetch.Post
		items, unread int
		fails         bool
	}{
		{[]fetch.Post{bad, good}, 1, 1, false},
		{[]fetch.Post{bad, draft}, 0, 1, false},
		{[]fetch.Post{draft}, 0, 0, false},
		{[]fetch.Post{bad}, 0, 0, true},
	} {
		r, err := fetch.Read(t.Context(), fetch.Document{Posts: c.posts}, fetch.Options{}, nil)
		if len(r.Listed) != c.items || len(r.Unread) != c.unread || (err != nil) != c.fails {
			t.Errorf("%v: %d items, %q, %v", c.posts, len(r.Listed), r.Unread, err)
		}
		if c.fails && !strings.Contains(err.Error(), "bad.md, line 2: ") {
			t.Errorf("the failure is %v", err)
		}
	}
}

// Markdown that would take hours is named, and not read. A long table and a
// picture within a text are none such.
func TestReadHeavyPosts(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		read bool
	}{
		"quotes":   {strings.Repeat("> ", 500_000), false},
		"links":    {strings.Repeat("[a](", 100_000), false},
		"lists":    {strings.Repeat("+ ", 100_000), false},
		"table":    {"|a|b|c|\n|-|-|-|\n" + strings.Repeat("|a|b|c|\n", 2000), true},
		"picture":  {"![a](data:image/png;base64," + strings.Repeat("A/+=", 100_000) + ")", true},
		"chapters": {strings.Repeat("*Words* of [a link](https://a.example/).\n\n", 10_000), true},
	} {
		posts := []fetch.Post{{Name: name + ".md", Body: []byte(c.body)}, {Name: name + ".html", Body: []byte(c.body)}}
		r, err := fetch.Read(t.Context(), fetch.Document{Posts: posts}, fetch.Options{}, nil)
		if err != nil || (len(r.Listed) == 2) != c.read || (len(r.Unread) == 0) != c.read {
			t.Errorf("%s: %d read, %q, %v", name, len(r.Listed), r.Unread, err)
		}
	}
}

// Whatever a post is, it is read or named, always in the same way, and what is
// read keeps the promises of article.Item.
func FuzzPost(f *testing.F) {
	for _, post := range append(postsIn(f, "testdata/posts"), postsIn(f, filepath.FromSlash("../internal/frontmatter/testdata/read"))...) {
		f.Add(post.Name, post.Body)
	}
	f.Add("a.md", []byte(strings.Repeat("> - ", 200)+"[a](<javascript:x>)\n\n"+strings.Repeat("[", 300)))
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		doc := fetch.Document{Posts: []fetch.Post{{Name: name, Body: body}, {Name: "other.md", Body: []byte("Words.")}}}
		r, err := fetch.Read(context.Background(), doc, fetch.Options{}, nil)
		if err != nil || len(r.Listed)+len(r.Unread) > 2 || len(r.Listed) == 0 {
			t.Fatalf("%+v, %v", r, err)
		}
		for _, l := range r.Listed {
			checkItem(t, l.Item)
			for _, c := range l.Item.Paths {
				for _, name := range c {
					if name == "" || article.Legal(name) != name {
						t.Errorf("category %q", c)
					}
				}
			}
		}
		for _, line := range r.Unread {
			if strings.ContainsAny(line, "\n\r\x00") {
				t.Errorf("line %q", line)
			}
		}
	})
}
