package feed_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"feedloom/feed"
)

// When many files fail alike, some are told and the rest counted; none is lost to
// who looks for one.
func TestManyFailuresAreToldBriefly(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	out := open(t, dir)
	publish(t, out, s)
	var last string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() != "rss.xml" {
			return err
		}
		last = path
		return errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(path, "in the way"), 0o755))
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = out.Publish(t.Context(), s.plan, s, s.stale())
	if err == nil {
		t.Fatal("nothing is said of the files that cannot be written")
	}
	if told := strings.Count(err.Error(), "rss.xml"); told != 3 || !strings.Contains(err.Error(), "more like these") {
		t.Errorf("%d of them are told:\n%v", told, err)
	}
	if _, foreign := errors.AsType[*feed.ForeignError](err); foreign {
		t.Errorf("they are not somebody else's: %v", err)
	}
	if path := new(os.PathError); !errors.As(err, &path) {
		t.Errorf("the causes are lost: %v, the last at %s", err, last)
	}
}
