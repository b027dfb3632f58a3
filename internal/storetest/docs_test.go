package storetest_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// What docs/identity.md says of a rule it shows by a history that is there.
func TestDocsLeadToHistories(t *testing.T) {
	docs := filepath.Join("..", "..", "docs")
	page, err := os.ReadFile(filepath.Join(docs, "identity.md"))
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`\]\((\.\./[^)]+)\)`).FindAllSubmatch(page, -1)
	if len(links) < 50 {
		t.Errorf("%d links to histories: this test shows nothing", len(links))
	}
	for _, link := range links {
		if _, err := os.Stat(filepath.Join(docs, filepath.FromSlash(string(link[1])))); err != nil {
			t.Errorf("docs/identity.md leads to %s, which is not there", link[1])
		}
	}
}
