package feed_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

// telling opens a folder that remembers what is to be told.
func telling(t *testing.T, dir string) *feed.Output {
	t.Helper()
	out := open(t, dir)
	if err := out.KeepPending(true); err != nil {
		t.Fatal(err)
	}
	return out
}

func untold(t *testing.T, out *feed.Output) feed.Changes {
	t.Helper()
	c, err := out.Pending()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func tell(t *testing.T, out *feed.Output, names ...string) {
	t.Helper()
	if err := out.Told(names); err != nil {
		t.Fatal(err)
	}
}

// What was written and removed is to be told until it was, also after a restart.
func TestPendingUntilTold(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	out := telling(t, dir)
	first := publish(t, out, s)
	slices.Sort(first.Written)
	if diff := cmp.Diff(feed.Changes{Written: first.Written}, untold(t, out)); diff != "" {
		t.Fatalf("first (-want +got):\n%s", diff)
	}
	out = telling(t, dir)
	if diff := cmp.Diff(feed.Changes{Written: first.Written}, untold(t, out)); diff != "" {
		t.Fatalf("after a restart (-want +got):\n%s", diff)
	}
	tell(t, out, first.Written...)
	if c := untold(t, telling(t, dir)); !c.None() {
		t.Errorf("told, and to be told again: %v", c)
	}

	site := planet()
	site.Formats = []string{"atom"}
	s.plan = feed.NewPlan(site)
	report := publish(t, out, s)
	want := feed.Changes{Written: report.Written, Removed: report.Removed}
	slices.Sort(want.Written)
	if len(want.Removed) == 0 || len(want.Written) == 0 {
		t.Fatal("this shows nothing")
	}
	if diff := cmp.Diff(want, untold(t, telling(t, dir))); diff != "" {
		t.Errorf("then (-want +got):\n%s", diff)
	}
	before := files(t, dir)
	publish(t, out, s)
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Errorf("a publish without news touched (-want +got):\n%s", diff)
	}
}

// What is killed at any moment has the names of all that it changed on disk, and
// what a run found unchanged is told only then.
func TestPendingAfterCrash(t *testing.T) {
	dir, killed, s := t.TempDir(), t.TempDir(), filled(t)
	out := telling(t, dir)
	tell(t, out, publish(t, out, s).Written...)
	site := planet()
	site.Title = "Another name"
	s.plan = feed.NewPlan(site)
	later := &asked{s, 3, func() {
		if err := os.CopyFS(killed, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
	}}
	if _, err := out.Publish(t.Context(), s.plan, later, s.stale()); err != nil {
		t.Fatal(err)
	}
	changed := 0
	c := untold(t, telling(t, killed))
	for _, name := range untold(t, out).Written {
		if strings.Contains(read(t, filepath.Join(killed, name)), "Another name") {
			changed++
		}
		if !slices.Contains(c.Written, name) {
			t.Errorf("%s is not to be told", name)
		}
	}
	if changed == 0 || changed == len(c.Written) {
		t.Errorf("%d files had changed: this shows nothing", changed)
	}
}

// A line that was cut off is of a file that did not change, and lines that name
// no published file are not believed.
func TestPendingIsNotBelieved(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	publish(t, open(t, dir), s)
	write(t, filepath.Join(dir, ".feedloom-pending"), "../secret\n/etc/passwd\n.feedloom-manifest\nrss.xml\nCode/gone.xml\nLinks/rss.x")
	want := feed.Changes{Written: []string{"rss.xml"}, Removed: []string{"Code/gone.xml"}}
	if diff := cmp.Diff(want, untold(t, telling(t, dir))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Who is told for the first time is told of all that is there; who is not told
// leaves no list.
func TestPendingBeginsWithAll(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	all := publish(t, open(t, dir), s).Written
	slices.Sort(all)
	out := telling(t, dir)
	if diff := cmp.Diff(feed.Changes{Written: all}, untold(t, out)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	tell(t, out, "rss.xml")
	if c := untold(t, telling(t, dir)); len(c.Written) != len(all)-1 {
		t.Errorf("of %d and one told, %d are left", len(all), len(c.Written))
	}
	if err := open(t, dir).KeepPending(false); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".feedloom-pending")); err == nil {
		t.Error("there is a list for nobody")
	}
}

// A rehearsal touches nothing, and tells what the publishing then does.
func TestRehearse(t *testing.T) {
	parent, s := t.TempDir(), filled(t)
	dir := filepath.Join(parent, "public")
	rehearse := func() (feed.Report, map[string]feed.Change) {
		t.Helper()
		told := map[string]feed.Change{}
		out, err := feed.Rehearse(dir, func(c feed.Change) error {
			c.Old, c.New = bytes.Clone(c.Old), bytes.Clone(c.New)
			told[c.Name] = c
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		return publish(t, out, s), told
	}
	promised, told := rehearse()
	if len(files(t, parent)) != 0 {
		t.Fatalf("there is something: %v", files(t, parent))
	}
	if c := told["Links/rss.xml"]; c.Old != nil || !strings.Contains(string(c.New), "<rss") {
		t.Errorf("a new file: %s", c.New)
	}
	if diff := cmp.Diff(promised, publish(t, open(t, dir), s)); diff != "" {
		t.Errorf("the first time (-promised +done):\n%s", diff)
	}

	site := planet()
	site.Sources[2].Title = "Another title"
	site.Formats = []string{"atom", "json"}
	s.plan = feed.NewPlan(site)
	before := files(t, dir)
	promised, told = rehearse()
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Fatalf("it touched (-before +after):\n%s", diff)
	}
	if c := told["Links/rss.xml"]; c.New != nil || !strings.Contains(string(c.Old), "<rss") {
		t.Errorf("a removed file: %s", c.New)
	}
	if c, there := told["code/atom.xml"]; !there || string(c.Old) == string(c.New) != slices.Contains(promised.Written, c.Name) == false {
		t.Errorf("a file that stays, or not: %v", c.Name)
	}
	done := publish(t, open(t, dir), s)
	if diff := cmp.Diff(promised, done); diff != "" || len(done.Removed) == 0 || len(done.Written) == 0 || done.Unchanged == 0 {
		t.Errorf("then (-promised +done):\n%s", diff)
	}
	for name, c := range told {
		if c.New != nil && read(t, filepath.Join(dir, name)) != string(c.New) {
			t.Errorf("%s is not as it was told", name)
		}
	}
}

// The error of who is told is the error of that file.
func TestRehearseError(t *testing.T) {
	s := filled(t)
	out, err := feed.Rehearse(t.TempDir(), func(feed.Change) error { return context.Canceled })
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := out.Publish(t.Context(), s.plan, s, []article.Category{{}}); err == nil {
		t.Error("no error")
	}
}

// The address of a page is that of its folder.
func TestFileURL(t *testing.T) {
	p := feed.NewPlan(planet())
	for name, want := range map[string]string{
		"index.html": p.URL(nil), "rss.xml": p.URL(nil) + "rss.xml",
		"金融/index.html": p.URL(article.Category{"金融"}),
		"a b/feed.json": p.URL(nil) + "a%20b/feed.json",
	} {
		if got := p.FileURL(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
