// Package layers holds the law of the house: an article goes one way,
//
//	config.yaml -> fetch -> article -> store -> feed -> public/ and HTTP
//
// and a package knows only what the table below names behind it.
package layers

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "feedloom/"

// everything stands for all packages of the project.
const everything = "*"

// mayImport says which of our packages each of our packages may import.
// Packages that only tests use are not bound.
var mayImport = map[string][]string{
	"article":              {},
	"internal/schedule":    {"article"},
	"internal/rule":        {"article"},
	"internal/dates":       {},
	"internal/fault":       {},
	"internal/hook":        {},
	"internal/readback":    {},
	"internal/config":      {"article", "internal/rule", "internal/schedule", "internal/yamldepth"},
	"internal/decode":      {"article"},
	"internal/mend":        {"article"},
	"internal/frontmatter": {"article", "internal/yamldepth"},
	"internal/yamldepth":   {},
	"internal/record":      {"article"},
	"fetch":                {"article", "internal/dates", "internal/decode", "internal/fault", "internal/frontmatter", "internal/mend"},
	"store":                {"article"},
	"feed":                 {"article", "internal/frontmatter"},
	"loom":                 {"article", "feed", "fetch", "internal/fault", "internal/schedule"},
	"serve":                {"feed"},
	"cmd/feedloom":         {everything},

	// What we are measured with: no part of the program.
	"internal/corpus":             {},
	"internal/readfeeds":          {"article", "fetch", "internal/corpus"},
	"internal/readfeeds/baseline": {"internal/corpus"},
	"internal/republish":          {"article", "feed", "fetch", "internal/corpus", "store"},
	"internal/storebench":         {"article", "feed", "store"},

	// What made the store's dictionaries.
	"internal/storedict": {"article"},
}

// pure are the packages that touch nothing outside: no file, no network, no log.
var pure = []string{"article", "internal/schedule", "internal/rule", "internal/dates", "internal/decode", "internal/fault", "internal/frontmatter", "internal/mend", "internal/record", "internal/yamldepth"}

var outside = []string{"os", "io/fs", "net", "net/http", "log", "log/slog"}

// forTests are the packages that only tests import.
var forTests = []string{"internal/origin", "internal/storetest", "internal/layers"}

func TestImports(t *testing.T) {
	imports := readImports(t, filepath.Join("..", ".."))
	for pkg, allowed := range mayImport {
		if _, found := imports[pkg]; !found {
			t.Errorf("the table has a package %s, which is not there", pkg)
		}
		for _, other := range allowed {
			if other != everything && !slices.Contains(imports[pkg], module+other) {
				t.Errorf("%s need not import %s: take it out of the table", pkg, other)
			}
		}
	}
	for _, pkg := range pure {
		for _, imported := range imports[pkg] {
			if slices.Contains(outside, imported) {
				t.Errorf("%s imports %s, but is pure", pkg, imported)
			}
		}
	}
	for pkg, imported := range imports {
		if slices.Contains(forTests, pkg) {
			continue
		}
		allowed, known := mayImport[pkg]
		if !known {
			t.Errorf("package %s is not in the table: say there what it may import", pkg)
			continue
		}
		for _, path := range imported {
			other, ours := strings.CutPrefix(path, module)
			if !ours {
				continue
			}
			if slices.Contains(forTests, other) {
				t.Errorf("%s imports %s, which is for tests", pkg, other)
			} else if !slices.Contains(allowed, other) && !slices.Contains(allowed, everything) {
				t.Errorf("%s imports %s: it may import %q of ours, and no other", pkg, other, allowed)
			}
		}
	}
}

// readImports reads what the files of each package import, tests aside.
func readImports(t *testing.T, root string) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "public"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(base, ".go"):
			return nil
		}
		pkg := path.Dir(name)
		if _, seen := imports[pkg]; !seen {
			imports[pkg] = nil
		}
		if strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !slices.Contains(imports[pkg], imported) {
				imports[pkg] = append(imports[pkg], imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
