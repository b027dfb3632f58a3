package feed_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/feed"
)

// Whoever updates Feedloom gets feeds that look as the new version writes them,
// also where no article changed: if the goldens change, so does lookRevision.
func TestLookRevision(t *testing.T) {
	const noted = "testdata/revision.txt"
	var goldens []string
	for _, pattern := range []string{"*.xml", "*.json", "*.html", "*.opml"} {
		files, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, ".article.json") {
				continue
			}
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			goldens = append(goldens, filepath.Base(file), string(content))
		}
	}
	hash := article.HashOf(goldens...).String()
	before, err := os.ReadFile(noted)
	if err != nil && !*update {
		t.Fatal(err)
	}
	revision, lastHash, _ := strings.Cut(strings.TrimSpace(string(before)), " ")
	switch {
	case hash == lastHash && revision == feed.LookRevision:
	case revision == feed.LookRevision:
		t.Error("the goldens have changed: raise lookRevision, and run this test with -update")
	case *update:
		if err := os.WriteFile(noted, []byte(feed.LookRevision+" "+hash+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("lookRevision is %s: run this test with -update", feed.LookRevision)
	}
}
