package config_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/feed"
	"feedloom/internal/config"
)

var update = flag.Bool("update", false, "rewrite testdata/bad/*.txt")

// secrets are the environment of the tests. No error may show a value of it.
var secrets = map[string]string{"TOKEN": "hunter2-Geheim", "UPPER": "HUNTER2-GEHEIM", "CONTROL": "hunter2\a", "SPLIT": "1/hunter2", "ELSEWHERE": "hunter2@evil.example/",
	"SPACE": "hunter2 b", "PERCENT": "hunter2%", "HASH": "hunter2#b", "QUESTION": "hunter2?b", "NEWLINE": "hunter2\n", "SIGNS": "hunter2:b@c", "ENCODED": "hunter2%2Fb"}

func options() config.Options {
	return config.Options{
		Formats: []string{"rss", "atom", "json", "html"},
		Posts:   []string{"hexo", "hugo", "jekyll"},
		Env:     func(name string) (string, bool) { v, ok := secrets[name]; return v, ok },
		Folder:  feed.FolderName,
		TagWord: feed.TagWord,
		ReadFile: func(path string) ([]byte, error) {
			if filepath.Base(path) != "feeds.css" {
				return nil, &fs.PathError{Op: "open", Path: filepath.Base(path), Err: fs.ErrNotExist}
			}
			return []byte("rss {}"), nil
		},
		Dir: filepath.FromSlash("/srv/planet"),
	}
}

// Each testdata/bad/*.yaml gives exactly the lines of the *.txt beside it.
func TestBadConfigs(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, err = config.Parse("config.yaml", data, options())
			var errs config.Errors
			if !errors.As(err, &errs) {
				t.Fatalf("error is %v, want Errors", err)
			}
			got, golden := errs.Error()+"\n", strings.TrimSuffix(file, ".yaml")+".txt"
			if strings.Contains(strings.ToLower(got), "hunter2") {
				t.Error("an error shows a value of the environment")
			}
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
}
