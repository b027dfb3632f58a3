package frontmatter_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"feedloom/internal/frontmatter"
)

var update = flag.Bool("update", false, "write the golden files")

// Each post of testdata/read is read as its golden file says, or refused as that
// says.
func TestParse(t *testing.T) {
	files, err := filepath.Glob("testdata/read/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			post, err := frontmatter.Parse(read(t, file))
			var got []byte
			if err != nil {
				got = []byte(err.Error() + "\n")
			} else if got, err = json.MarshalIndent(post, "", "  "); err != nil {
				t.Fatal(err)
			}
			compare(t, strings.TrimSuffix(file, ".md")+".golden", got)
		})
	}
}

func compare(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := read(t, golden); string(want) != string(got) {
		t.Errorf("%s: got\n%s\nwant\n%s", golden, got, want)
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Line ends and a mark at the beginning change nothing.
func TestParseLineEnds(t *testing.T) {
	const post = "---\ntitle: Night ferries\ncategories:\n - Harbour\n - News\n---\n\nOne.\n\nTwo."
	want, err := frontmatter.Parse([]byte(post))
	if err != nil {
		t.Fatal(err)
	}
	for _, ends := range []string{"\r\n", "\r"} {
		got, err := frontmatter.Parse([]byte("\ufeff" + strings.ReplaceAll(post, "\n", ends)))
		if err != nil || got.Title != want.Title || got.Body != want.Body || got.Paths[0].String() != "Harbour/News" {
			t.Errorf("%q: %+v, %v", ends, got, err)
		}
	}
}

// A few lines that stand for millions of values are refused, and quickly.
func TestParseBombs(t *testing.T) {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := range 9 {
		n, m := string(rune('0'+i)), string(rune('1'+i))
		bomb += "a" + m + ": &a" + m + " [" + strings.TrimSuffix(strings.Repeat("*a"+n+", ", 10), ", ") + "]\n"
	}
	for name, header := range map[string]string{
		"aliases": bomb,
		"depth":   "a: " + strings.Repeat("[", 10_000) + "\n",
		"itself":  "a: &a [*a, *a]\nb: *a\n",
		"length":  "a: " + strings.Repeat("x", 300_000) + "\n",
	} {
		p, err := frontmatter.Parse([]byte("---\n" + header + "---\n"))
		var at *frontmatter.Error
		if name != "itself" && !errors.As(err, &at) {
			t.Errorf("%s: %v, %v", name, p, err)
		}
	}
}
