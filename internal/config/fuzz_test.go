package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"feedloom/internal/config"
)

// Whatever the file holds, it is read or refused with errors in order, whose
// lines are in the file and which show nothing of the environment.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range append(files, "testdata/full.yaml") {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	const secret = "zq9secret"
	opts := options()
	opts.Env = func(string) (string, bool) { return secret, true }
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := config.Parse("config.yaml", data, opts)
		if err == nil {
			if len(c.Sources) == 0 {
				t.Error("a config without a source")
			}
			return
		}
		var errs config.Errors
		if !errors.As(err, &errs) || c != nil {
			t.Fatalf("%T beside %v", err, c)
		}
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		for i, e := range errs {
			if e.Line < 1 || e.Line > lines || e.Column < 1 || i > 0 && errs[i-1].Line > e.Line {
				t.Errorf("the place of %q is out of order or not in the file", e)
			}
			if strings.Contains(e.Error(), "\n") || strings.Contains(e.Error(), secret) && !strings.Contains(string(data), secret) {
				t.Errorf("%q has a second line, or a value of the environment", e)
			}
		}
	})
}
