package fetch_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"feedloom/fetch"
	"feedloom/internal/corpus"
)

// Every document of the corpus is read, or is refused for a reason that
// testdata/refused.tsv states; and what is read keeps the promises that
// FuzzRead checks.
func TestCorpus(t *testing.T) {
	root := corpusFolder(t)
	reasons := refusals(t)
	read := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".xml" && filepath.Ext(path) != ".json" {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		read++
		t.Run(name, func(t *testing.T) { readOrRefused(t, path, reasons[name]) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read == 0 {
		t.Errorf("no document (*.xml, *.json) below %s", root)
	}
}

func readOrRefused(t *testing.T, path, reason string) {
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h := corpus.Header(body)
	switch err := checkRead(t, fetch.NewDocument(body, h.Get("Content-Location"), h)); {
	case err != nil && reason == "":
		t.Errorf("refused: %v (state a reason in testdata/refused.tsv if that is right)", err)
	case err == nil && reason != "":
		t.Error("it is read: take it out of testdata/refused.tsv")
	}
}

// corpusFolder is what FEEDLOOM_CORPUS names, relative to the repository.
func corpusFolder(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("FEEDLOOM_CORPUS")
	if folder == "" {
		t.Skip("set FEEDLOOM_CORPUS to the folder of a corpus (docs/reading.md) to read all of it")
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join("..", folder)
	}
	return folder
}

// refusals are the reasons by the documents' names.
func refusals(t *testing.T) map[string]string {
	t.Helper()
	list, err := os.ReadFile("testdata/refused.tsv")
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]string{}
	for line := range strings.Lines(string(list)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, found := strings.Cut(line, "\t")
		if !found || reason == "" {
			t.Errorf("testdata/refused.tsv: %q has no reason (expected NAME, a tab, the reason)", line)
		}
		reasons[name] = reason
	}
	return reasons
}
