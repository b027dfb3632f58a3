package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/internal/corpus"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A document and its line stand side by side in testdata.
func TestGolden(t *testing.T) {
	docs, err := filepath.Glob("testdata/*.*ml")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("testdata/*.feed.json")
	if err != nil {
		t.Fatal(err)
	}
	if docs = append(docs, more...); len(docs) < 5 {
		t.Errorf("only %d documents", len(docs))
	}
	for _, doc := range docs {
		t.Run(filepath.Base(doc), func(t *testing.T) { golden(t, doc) })
	}
}

func golden(t *testing.T, doc string) {
	var out, got bytes.Buffer
	err := corpus.Each(strings.NewReader(doc), &out, func(body []byte) (corpus.Line, error) { return read(body, "") })
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Indent(&got, out.Bytes(), "", "  "); err != nil {
		t.Fatal(err)
	}
	file := doc[:strings.IndexByte(doc, '.')] + ".golden.json"
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

// A document comes from the address that it states, else from the one that the
// command names.
func TestLocation(t *testing.T) {
	for _, c := range []struct{ base, stated, want string }{
		{"", "", ""},
		{"", "https://a.example/x", "https://a.example/x"},
		{"", "/x", ""},
		{"https://b.example/y/z", "", "https://b.example/y/z"},
		{"https://b.example/y/z", "https://a.example/x", "https://a.example/x"},
		{"https://b.example/y/z", "x", "https://b.example/y/x"},
		{"https://b.example/y/z", "javascript:x()", "https://b.example/y/z"},
		{"https://b.example/y/z", "http://[", "https://b.example/y/z"},
	} {
		if got := location(c.base, c.stated); got != c.want {
			t.Errorf("location(%q, %q) = %q, want %q", c.base, c.stated, got, c.want)
		}
	}
}
