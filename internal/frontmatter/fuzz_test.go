package frontmatter_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/internal/frontmatter"
)

// Whatever a file holds, it is read or refused, in one way.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/read/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("---\na: &a\n  b: *a\n<<: *a\n---\n"))
	f.Add([]byte("+++\n[a]\nb = 1979-05-27\n+++\n"))
	f.Add([]byte(";;;\n\"title\": \"x\",\n;;;\nbody"))
	f.Fuzz(func(t *testing.T, file []byte) {
		post, err := frontmatter.Parse(file)
		var at *frontmatter.Error
		if err != nil {
			if !errors.As(err, &at) || at.Line < 1 || at.Line > strings.Count(string(file), "\n")+strings.Count(string(file), "\r")+2 || at.Msg == "" {
				t.Errorf("%#v", err)
			}
			return
		}
		for _, s := range []string{post.Title, post.Body, post.Date, post.Link} {
			if !utf8.ValidString(s) {
				t.Errorf("%q", s)
			}
		}
	})
}

var awkward = []string{
	"a: b", "#c", "c #d", "- e", "---", "true", "No", "null", "~", "1", "0x1F", "1e3", ".inf", "2021-12-17", "12:30:45", "'", `"`, `\`, `"'\n`,
	"a\nb", "a\n\nb\n", "\ta", " a ", "\x00\x07\x7f", "\u0085\u2028\u2029\ufeff", "🛥️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "[a, b]", "{a: b}", "a, b", "&a *b !c", "|", ">-", "%a", "@b", "`c`", "? d", "<<", "=", "...", "\xff", "\U0010ffff\ufffe",
	"{{ a }}", "'' '", "a:", ":a", "-", "é", "true ",
}

// What a dialect has written is read as the same post, whatever its texts are.
func FuzzWrite(f *testing.F) {
	for i, s := range awkward {
		f.Add(s, awkward[(i+1)%len(awkward)], i)
	}
	f.Fuzz(func(t *testing.T, s, other string, n int) {
		names := frontmatter.Dialects()
		d, _ := frontmatter.DialectOf(names[(n%len(names)+len(names))%len(names)])
		want := frontmatter.Post{Title: asRead(s), Link: asRead(other), ID: asRead(s), Rights: asRead(other), Summary: asRead(s), Language: asRead(other), Date: asRead(s)}
		for _, name := range []string{asRead(s), asRead(other)} {
			if name != "" {
				want.Tags = append(want.Tags, name)
				want.Authors = append(want.Authors, article.Person{Name: name})
				want.Paths = append(want.Paths, article.Category{name, "x", name})
			}
		}
		if n%2 == 0 && len(want.Paths) > 1 {
			want.Paths = want.Paths[:1]
		}
		given := want
		given.Title, given.Link, given.ID = s, other, s
		back, err := frontmatter.Parse(d.Write(given))
		if err != nil {
			t.Fatalf("%v\n%s", err, d.Write(given))
		}
		if diff := cmp.Diff(want, back); diff != "" {
			t.Errorf("%s\n%s", diff, d.Write(given))
		}
	})
}

// asRead is a text as it is read: valid, white space around it aside.
func asRead(s string) string { return strings.TrimSpace(strings.ToValidUTF8(s, "\ufffd")) }
