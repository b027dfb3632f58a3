package feed_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

// shelf is a store in memory: the articles, in the feeds that a plan says.
type shelf struct {
	plan     *feed.Plan
	articles []*article.Article
	broken   string // the path whose articles cannot be read
	read     int    // how many articles were asked for
}

func (s *shelf) print(a *article.Article) article.Hash {
	b, err := json.Marshal(a)
	if err != nil {
		panic(err)
	}
	return article.HashOf(string(b))
}

func (s *shelf) Members(path article.Category, limit int, known func(uint64, article.Hash) bool) ([]article.Member, error) {
	if s.broken != "" && path.String() == s.broken {
		return nil, errors.New("a bad page")
	}
	var found []article.Member
	for _, a := range s.articles {
		if !slices.ContainsFunc(s.plan.Feeds(a), path.Equal) {
			continue
		}
		m := article.Member{ID: a.ID, Print: s.print(a)}
		if !known(m.ID, m.Print) {
			m.Article = a
			s.read++
		}
		found = append(found, m)
	}
	return found[:min(limit, len(found))], nil
}

func (s *shelf) Paths() ([]article.Category, error) {
	var paths []article.Category
	for _, a := range s.articles {
		paths = append(paths, s.plan.Feeds(a)...)
	}
	return paths, nil
}

func (s *shelf) Profiles() (map[string]article.Profile, error) { return profiles, nil }

// siteFiles is how many files belong to no one feed: the stylesheet, and the list
// of feeds.
const siteFiles = 2

// stale is every path that there is.
func (s *shelf) stale() []article.Category {
	paths, _ := s.Paths()
	return append(paths, s.plan.Paths()...)
}

func filled(t *testing.T) *shelf {
	t.Helper()
	return &shelf{
		plan:     feed.NewPlan(planet()),
		articles: append(load(t, "testdata/seed.article.json"), load(t, "testdata/minimal.article.json")...),
	}
}

func open(t *testing.T, dir string) *feed.Output {
	t.Helper()
	out, err := feed.OpenOutput(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close() })
	return out
}

func publish(t *testing.T, out *feed.Output, s *shelf) feed.Report {
	t.Helper()
	report, err := out.Publish(t.Context(), s.plan, s, s.stale())
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// files lists what is in a folder, with the time of its last change.
func files(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	found := map[string]time.Time{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := e.Info()
		name, _ := filepath.Rel(dir, path)
		found[filepath.ToSlash(name)] = info.ModTime()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Every path has a file in every format; another publish touches nothing, not
// even after the output was closed.
func TestPublishTwice(t *testing.T) {
	dir, s := filepath.Join(t.TempDir(), "public"), filled(t)
	out := open(t, dir)
	report := publish(t, out, s)
	const paths = 9 // 金融 and two below, Programming and one, Diary and one, Links, the site
	if len(report.Written) != paths*4+siteFiles || report.Unchanged != 0 || report.Removed != nil {
		t.Errorf("first: %+v", report)
	}
	before := files(t, dir)
	for _, name := range []string{"rss.xml", "opml.xml", "金融/新浪财经/新浪财经－国內/rss.xml", "code/Go/feed.json", "Diary/2026/index.html"} {
		if before[name].IsZero() {
			t.Errorf("there is no %s", name)
		}
	}
	out.Close()
	again := publish(t, open(t, dir), s)
	if want := (feed.Report{Unchanged: paths*4 + siteFiles}); !cmp.Equal(want, again) {
		t.Errorf("second: %+v, want %+v", again, want)
	}
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Errorf("files touched (-before +after):\n%s", diff)
	}
}

// A new article changes the feeds that it is in, and what is not stale is not
// looked at.
func TestPublishGrowth(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	out := open(t, dir)
	publish(t, out, s)
	s.articles = append(s.articles, load(t, "testdata/rich.article.json")[1])
	report, err := out.Publish(t.Context(), s.plan, s, []article.Category{{"Links"}, {}, {"Nowhere"}, {"Links"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"rss.xml", "atom.xml", "feed.json", "index.html", "Links/rss.xml", "Links/atom.xml", "Links/feed.json", "Links/index.html"}
	if diff := cmp.Diff(want, report.Written); diff != "" || report.Unchanged != siteFiles {
		t.Errorf("%d unchanged, written (-want +got):\n%s", report.Unchanged, diff)
	}
}

// The files of a path or a format that is no more go, with the folders that
// they leave empty; nothing else goes.
func TestPublishRemoves(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	out := open(t, dir)
	publish(t, out, s)
	mine := []string{"CNAME", "Diary/photo.jpg", "Diary/2026/.keep", "assets/style.css", ".feedloom-newest"}
	for _, name := range mine {
		write(t, filepath.Join(dir, name), "mine")
	}

	site := planet()
	site.Formats = []string{"atom"}
	site.Sources = site.Sources[:2] // Links and Diary lose theirs
	s.plan = feed.NewPlan(site)
	report := publish(t, out, s)
	if len(report.Removed) != 6*3+3*4 {
		t.Errorf("removed %d: %v", len(report.Removed), report.Removed)
	}
	var left []string
	for name := range files(t, dir) {
		left = append(left, name)
	}
	slices.Sort(left)
	want := []string{".feedloom-manifest", ".feedloom-newest", "CNAME", "Diary", "Diary/2026", "Diary/2026/.keep", "Diary/photo.jpg",
		"assets", "assets/feed.css", "assets/style.css", "atom.xml", "code", "code/Go", "code/Go/atom.xml", "code/atom.xml", "opml.xml",
		"金融", "金融/atom.xml", "金融/新浪财经", "金融/新浪财经/atom.xml", "金融/新浪财经/新浪财经－国內", "金融/新浪财经/新浪财经－国內/atom.xml"}
	if diff := cmp.Diff(want, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	if again := publish(t, open(t, dir), s); again.Written != nil || again.Removed != nil {
		t.Errorf("again: %+v", again)
	}
}

// Pages alone have no list of feeds.
func TestPublishPagesAlone(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	out := open(t, dir)
	publish(t, out, s)
	site := planet()
	site.Formats = []string{"html"}
	s.plan = feed.NewPlan(site)
	publish(t, out, s)
	found := files(t, dir)
	if !found["opml.xml"].IsZero() || !found["rss.xml"].IsZero() || found["index.html"].IsZero() {
		t.Errorf("files: %v", found)
	}
	if page := read(t, filepath.Join(dir, "index.html")); strings.Contains(page, "opml") || strings.Contains(page, "subscribe\"") {
		t.Error("the page links feeds that are not there")
	}
}

// Names that mean something to a file system stay below the output folder.
func TestPublishOddCategories(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "a", "public")
	site := planet()
	site.Sources = []article.Source{{ID: "links", URL: "https://links.example/", Categories: []article.Category{
		{"..", "..", "up"}, {"a/b"}, {"rss.xml"}, {"x", "opml.xml"}, {"/"}, {""}, {"..\\.."}}}}
	s := &shelf{plan: feed.NewPlan(site), articles: load(t, "testdata/rich.article.json")}
	publish(t, open(t, dir), s)
	for name := range files(t, top) {
		if name != "a" && name != "a/public" && !strings.HasPrefix(name, "a/public/") {
			t.Errorf("%s is outside", name)
		}
	}
	if got := read(t, filepath.Join(dir, "rss.xml")); !strings.Contains(got, "Weaving") {
		t.Error("rss.xml is not the feed of the whole site")
	}
}

// A symbolic link that leads out is an error of that feed, and nothing is
// written where it leads.
func TestPublishSymlink(t *testing.T) {
	outside, dir, s := t.TempDir(), t.TempDir(), filled(t)
	write(t, filepath.Join(outside, "atom.xml"), "theirs")
	if err := os.Symlink(outside, filepath.Join(dir, "Links")); err != nil {
		t.Skip(err)
	}
	_, err := open(t, dir).Publish(t.Context(), s.plan, s, s.stale())
	if err == nil || !strings.Contains(err.Error(), "Links") {
		t.Errorf("error: %v", err)
	}
	if found := files(t, outside); len(found) != 1 || read(t, filepath.Join(outside, "atom.xml")) != "theirs" {
		t.Errorf("outside: %v", found)
	}
	if read(t, filepath.Join(dir, "Diary", "rss.xml")) == "" {
		t.Error("the other feeds are not written")
	}
}

// What cannot be read keeps nothing else from being published.
func TestPublishBrokenFeed(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	s.broken = "Links"
	report, err := open(t, dir).Publish(t.Context(), s.plan, s, s.stale())
	if err == nil || !strings.Contains(err.Error(), "https://planet.example/feeds/Links/: a bad page") {
		t.Errorf("error: %v", err)
	}
	if len(report.Written) != 8*4+siteFiles {
		t.Errorf("%d written", len(report.Written))
	}
}

// asked is a store that does something when it is asked for the n-th feed.
type asked struct {
	*shelf
	n  int
	do func()
}

func (s *asked) Members(path article.Category, limit int, known func(uint64, article.Hash) bool) ([]article.Member, error) {
	if s.n--; s.n == 0 {
		s.do()
	}
	return s.shelf.Members(path, limit, known)
}

// A cancelled publish stops between files, and the next one does the rest.
func TestPublishCancelled(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	out := open(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	report, err := out.Publish(ctx, s.plan, &asked{s, 3, cancel}, s.stale())
	if err != context.Canceled || len(report.Written) != 8 {
		t.Fatalf("%d written, error %v", len(report.Written), err)
	}
	if got := len(out.Damaged(s.plan, s.plan.Paths())); got != 7 {
		t.Errorf("%d feeds missing, want 7: those to come, and what is the site's", got)
	}
	if report := publish(t, open(t, dir), s); report.Unchanged != 8 || len(report.Written) != 7*4+siteFiles {
		t.Errorf("the rest: %+v", report)
	}
	if got := out.Damaged(s.plan, s.stale()); got != nil {
		t.Errorf("missing: %v", got)
	}
}

// A crash may leave files in the manifest that were not written, and half a
// file under a name of its own.
func TestPublishAfterCrash(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	publish(t, open(t, dir), s)
	for _, name := range []string{"Links/rss.xml", "opml.xml"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "Links", ".feedloom-new-ABC"), "<rss")
	write(t, filepath.Join(dir, ".feedloom-new-DEF"), "")
	write(t, filepath.Join(dir, "other", ".feedloom-new-GHI"), "not in a folder of ours")

	out := open(t, dir)
	if diff := cmp.Diff([]article.Category{{}, {"Links"}}, out.Damaged(s.plan, s.plan.Paths())); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	found := files(t, dir)
	if _, there := found["Links/.feedloom-new-ABC"]; there || !found[".feedloom-new-DEF"].IsZero() || found["other/.feedloom-new-GHI"].IsZero() {
		t.Errorf("files: %v", found)
	}
	report, err := out.Publish(t.Context(), s.plan, s, []article.Category{{"Links"}})
	if diff := cmp.Diff([]string{"Links/rss.xml", "opml.xml"}, report.Written); diff != "" || err != nil {
		t.Errorf("%v, written (-want +got):\n%s", err, diff)
	}
}
