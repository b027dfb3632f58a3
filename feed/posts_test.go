package feed_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"feedloom/article"
	"feedloom/feed"
)

var noon = time.Date(2021, 12, 17, 12, 0, 0, 0, time.UTC)

// story is an article of the source of Go.
func story(id, title string) *article.Article {
	return &article.Article{
		ID: 1, Key: article.NewKey(noon, id, ""), PublicID: id, Published: noon, Updated: noon,
		Sightings: []article.Sighting{{Source: "go", Item: article.Item{Title: title, Link: "https://go.example/" + title, Content: "<p>Text.</p>"}}},
	}
}

// changed are articles to write, gone are ids to remove.
func changed(as ...*article.Article) (all []article.Unposted) {
	for i, a := range as {
		all = append(all, article.Unposted{Mark: uint64(i + 1), PublicID: a.PublicID, Article: a})
	}
	return all
}

func gone(ids ...string) (all []article.Unposted) {
	for i, id := range ids {
		all = append(all, article.Unposted{Mark: uint64(i + 1), PublicID: id})
	}
	return all
}

func blog(dir string) *feed.Plan {
	site := planet()
	site.Formats, site.Posts = []string{"rss", "hexo"}, map[string]string{"hexo": dir}
	return feed.NewPlan(site)
}

func openPosts(t *testing.T, plan *feed.Plan) *feed.Posts {
	t.Helper()
	posts, _, err := feed.OpenPosts(plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { posts.Close() })
	return posts
}

// writePosts expects that all is done, and returns the base names of what was written
// and removed.
func writePosts(t *testing.T, posts *feed.Posts, all []article.Unposted) (written, removed []string) {
	t.Helper()
	report, done, err := posts.Publish(t.Context(), profiles, all)
	if err != nil || len(done) != len(all) {
		t.Fatalf("%d of %d done, %v", len(done), len(all), err)
	}
	return bases(report.Written), bases(report.Removed)
}

func bases(paths []string) (names []string) {
	for _, p := range paths {
		names = append(names, filepath.Base(p))
	}
	return names
}

func inDir(t *testing.T, dir string) []string {
	t.Helper()
	return slices.Sorted(maps.Keys(files(t, dir)))
}

// An edit rewrites one file, which keeps its name; what stays is not touched;
// what goes is removed. So also for who opens the folder anew.
func TestPostsFollowArticles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog", "_posts")
	plan := blog(dir)
	posts := openPosts(t, plan)
	a, b := story("urn:a", "Alpha"), story("urn:b", "Beta")
	if written, _ := writePosts(t, posts, changed(a, b, a)); len(written) != 2 {
		t.Fatalf("written: %q", written)
	}
	names := inDir(t, dir)
	before := files(t, dir)
	if written, removed := writePosts(t, posts, changed(a, b)); len(written)+len(removed) > 0 {
		t.Errorf("again: %q written, %q removed", written, removed)
	}
	if after := files(t, dir); !maps.Equal(before, after) {
		t.Errorf("touched: %v, %v", before, after)
	}

	posts = openPosts(t, plan)
	a = story("urn:a", "Omega")
	a.Published = noon.AddDate(1, 0, 0)
	if written, _ := writePosts(t, posts, changed(a, b)); !slices.Equal(written, names[:1]) {
		t.Errorf("written after an edit: %q, want %q", written, names[:1])
	}
	if text, err := os.ReadFile(filepath.Join(dir, names[0])); err != nil || !strings.Contains(string(text), "title: 'Omega'") {
		t.Errorf("%s, %v", text, err)
	}
	b.Sightings[0].Source = "unknown" // it is in no feed any more
	if _, removed := writePosts(t, posts, append(changed(b), gone("urn:a", "urn:never", "")...)); len(removed) != 2 {
		t.Errorf("removed: %q", removed)
	}
	if left := inDir(t, dir); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// A post that its owner has given another name is ours by its mark and its id;
// any other file is not, whatever it is called.
func TestPostsLeaveOthersAlone(t *testing.T) {
	dir := t.TempDir()
	plan := blog(dir)
	writePosts(t, openPosts(t, plan), changed(story("urn:a", "Alpha")))
	ours := inDir(t, dir)[0]
	mark := ours[len(ours)-len("12345678.md"):]
	renamed := "my-favourite-" + mark
	text, err := os.ReadFile(filepath.Join(dir, ours))
	if err != nil {
		t.Fatal(err)
	}
	other := strings.Replace(string(text), "urn:a", "urn:other", 1)
	for name, content := range map[string]string{
		"another-" + mark: other, "about.md": other, "urn-a.md": string(text), "draft-" + strings.ToUpper(mark): string(text), ".hidden": "x",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(filepath.Join(dir, ours), filepath.Join(dir, renamed)); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	posts := openPosts(t, plan)
	if written, _ := writePosts(t, posts, changed(story("urn:a", "Edited"))); !slices.Equal(written, []string{renamed}) {
		t.Errorf("written: %q", written)
	}
	if _, removed := writePosts(t, posts, gone("urn:a")); !slices.Equal(removed, []string{renamed}) {
		t.Errorf("removed: %q", removed)
	}
	delete(before, renamed)
	if after := files(t, dir); !maps.Equal(before, after) {
		t.Errorf("other files: %v, before %v", after, before)
	}
}

// A stranger where a post belongs is told, and keeps no other post from being
// written; so is a post that cannot be read any more when its article goes.
func TestPostsTellStrangers(t *testing.T) {
	dir := t.TempDir()
	plan := blog(dir)
	f, _ := feed.PostFormatOf("hexo")
	a, b := story("urn:a", "Alpha"), story("urn:b", "Beta")
	it := plan.Entry(a, profiles)
	name := filepath.Join(dir, plan.PostName(f, &it))
	if err := os.WriteFile(name, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, all := range [][]article.Unposted{changed(a, b), append(gone("urn:a"), changed(b)...)} {
		_, done, err := openPosts(t, plan).Publish(t.Context(), profiles, all)
		stranger, is := errors.AsType[*feed.StrangerError](err)
		if !is || stranger.File != name || len(done) != 1 || done[0].PublicID != "urn:b" {
			t.Errorf("%v, %v done", err, done)
		}
	}
	if text, _ := os.ReadFile(name); string(text) != "mine" {
		t.Errorf("the stranger's file is %q now", text)
	}
}

// Nothing outside of the folder is written, read or removed, and what a crash
// left in it goes.
func TestPostsStayInTheirFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("symbolic links need a privilege")
	}
	dir, outside := t.TempDir(), t.TempDir()
	plan := blog(dir)
	writePosts(t, openPosts(t, plan), changed(story("urn:a", "Alpha")))
	name := inDir(t, dir)[0]
	if err := os.Rename(filepath.Join(dir, name), filepath.Join(outside, name)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, name), filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".feedloom-new-X"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	before := files(t, outside)
	posts := openPosts(t, plan)
	if _, _, err := posts.Publish(t.Context(), profiles, changed(story("urn:a", "Alpha"))); err == nil {
		t.Error("a link out of the folder was taken for a post")
	}
	if _, _, err := posts.Publish(t.Context(), profiles, gone("urn:a")); err == nil {
		t.Error("a link out of the folder was removed as a post")
	}
	if after := files(t, outside); !maps.Equal(before, after) {
		t.Errorf("outside: %v, before %v", after, before)
	}
	if left := inDir(t, dir); !slices.Equal(left, []string{name}) {
		t.Errorf("in the folder: %q", left)
	}
}

// An empty folder is told, until there is a post in it: all others are missing.
func TestPostsFresh(t *testing.T) {
	plan := blog(filepath.Join(t.TempDir(), "posts"))
	for i, want := range []bool{true, true, false} {
		posts, fresh, err := feed.OpenPosts(plan, nil)
		if err != nil || fresh != want {
			t.Errorf("fresh: %v, want %v, %v", fresh, want, err)
		}
		if i == 1 {
			writePosts(t, posts, changed(story("urn:a", "Alpha")))
		}
		posts.Close()
	}
}

// Who wants to know what changed in the output is told of the posts in it.
func TestPostsArePending(t *testing.T) {
	dir := t.TempDir()
	out := open(t, dir)
	if err := out.KeepPending(true); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{filepath.Join(dir, "_posts"), filepath.Join(t.TempDir(), "elsewhere")} {
		posts, _, err := feed.OpenPosts(blog(folder), out)
		if err != nil {
			t.Fatal(err)
		}
		defer posts.Close()
		writePosts(t, posts, changed(story("urn:a", "Alpha"), story("urn:b", "Beta")))
		writePosts(t, posts, append(changed(story("urn:a", "Alpha")), gone("urn:b")...))
	}
	got, err := out.Pending()
	if err != nil || len(got.Written) != 1 || len(got.Removed) != 1 || !strings.HasPrefix(got.Written[0], "_posts/2021-12-17-alpha-") {
		t.Errorf("%+v, %v", got, err)
	}
}
