package feed_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

// links is the archive of that category: pages of articles, the first of them with
// that number. The shelf's own articles are what the feed itself shows.
type archive struct {
	*shelf
	first int
	pages [][]*article.Article
	stale []int
	asked []int // for pages
}

var linksPath = article.Category{"Links"}

func (s *archive) Archive(path article.Category) (article.Archive, error) {
	if !path.Equal(linksPath) || len(s.pages) == 0 {
		return article.Archive{}, nil
	}
	return article.Archive{First: s.first, Last: s.first + len(s.pages) - 1, Stale: s.stale}, nil
}

func (s *archive) Page(path article.Category, page int, known func(uint64, article.Hash) bool) ([]article.Member, error) {
	s.asked = append(s.asked, page)
	var members []article.Member
	for _, a := range s.pages[page-s.first] {
		m := article.Member{ID: a.ID, Print: s.print(a)}
		if !known(m.ID, m.Print) {
			m.Article = a
		}
		members = append(members, m)
	}
	return members, nil
}

func post(id uint64) *article.Article {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(id) * time.Hour)
	link := fmt.Sprintf("https://links.example/%d", id)
	return &article.Article{ID: id, PublicID: link, Published: at, Updated: at,
		Sightings: []article.Sighting{{Source: "links", Item: article.Item{Link: link, Title: fmt.Sprint("Post ", id), Content: "<p>Text.</p>"}}}}
}

func archived() *archive {
	site, yes := planet(), true
	site.Feeds = append(site.Feeds, feed.Override{Path: linksPath, Archive: &yes, Limit: 2})
	return &archive{
		shelf: &shelf{plan: feed.NewPlan(site), articles: []*article.Article{post(6), post(5)}},
		first: 2, pages: [][]*article.Article{{post(1)}, {}, {post(3), post(4), post(2)}},
	}
}

func (s *archive) publish(t *testing.T, dir string) (written, removed []string) {
	t.Helper()
	out := open(t, dir)
	defer out.Close()
	report, err := out.Publish(t.Context(), s.plan, s, []article.Category{linksPath})
	if err != nil {
		t.Fatal(err)
	}
	ours := func(name string) bool { return !strings.HasPrefix(name, "Links/") }
	return slices.DeleteFunc(report.Written, ours), slices.DeleteFunc(report.Removed, ours)
}

// A feed leads to the newest page of its archive and each page to the ones next to
// it; all are the same feed.
func TestArchiveLinks(t *testing.T) {
	dir, s := t.TempDir(), archived()
	written, _ := s.publish(t, dir)
	if len(written) != 3*4+1 || !slices.Equal(s.asked, []int{2, 3, 4}) {
		t.Errorf("written: %q, asked for %v", written, s.asked)
	}
	about := regexp.MustCompile(`(?m)^ {2,4}<(?:atom:)?link (rel="(?:self|current|prev-archive|next-archive)").* href="([^"]*)"`)
	got := map[string][]string{}
	for name, of := range map[string]string{"rss.xml": "RSS", "atom.xml": "Atom"} {
		for _, page := range []string{"", "-2", "-3", "-4"} {
			stem, extension, _ := strings.Cut(name, ".")
			file := stem + page + "." + extension
			text := read(t, filepath.Join(dir, "Links", file))
			for _, l := range about.FindAllStringSubmatch(text, -1) {
				got[file] = append(got[file], l[1]+" "+strings.TrimPrefix(l[2], "https://planet.example/feeds/Links/"))
			}
			if is := strings.Contains(text, "<fh:archive></fh:archive>") && strings.Contains(text, ` xmlns:fh="http://purl.org/syndication/history/1.0"`); is != (page != "") {
				t.Errorf("%s: an archive in %s: %v", file, of, is)
			}
		}
	}
	want := map[string][]string{}
	for _, stem := range []string{"rss", "atom"} {
		f := func(rel, page string) string { return `rel="` + rel + `" ` + stem + page + ".xml" }
		want[stem+".xml"] = []string{f("self", ""), f("prev-archive", "-4")}
		want[stem+"-4.xml"] = []string{f("self", "-4"), f("current", ""), f("prev-archive", "-3")}
		want[stem+"-3.xml"] = []string{f("self", "-3"), f("current", ""), f("prev-archive", "-2"), f("next-archive", "-4")}
		want[stem+"-2.xml"] = []string{f("self", "-2"), f("current", ""), f("next-archive", "-3")}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	if page := read(t, filepath.Join(dir, "Links/rss-3.xml")); !strings.Contains(page, `<a href="https://planet.example/feeds/Links/">`) {
		t.Errorf("in a browser the page leads nowhere:\n%s", page)
	}
	id := regexp.MustCompile(`(?m)^  <(id|title)>.*`)
	if a, b := id.FindAllString(read(t, filepath.Join(dir, "Links/atom.xml")), -1), id.FindAllString(read(t, filepath.Join(dir, "Links/atom-2.xml")), -1); len(a) != 2 || !slices.Equal(a, b) {
		t.Errorf("one feed is %q and %q", a, b)
	}
	if page := read(t, filepath.Join(dir, "Links/atom-4.xml")); !strings.Contains(page, "\n  <updated>2026-03-01T16:00:00Z</updated>") || strings.Count(page, "<entry>") != 3 {
		t.Errorf("the page is not as new as its newest entry, or lacks one:\n%s", page)
	}
}

// JSON leads from the newest to the oldest.
func TestArchiveInJSON(t *testing.T) {
	dir, s := t.TempDir(), archived()
	s.publish(t, dir)
	address := "https://planet.example/feeds/Links/feed.json"
	var titles []string
	for next := address; next != ""; {
		var it struct {
			FeedURL string `json:"feed_url"`
			NextURL string `json:"next_url"`
			Items   []struct{ Title string }
		}
		if err := json.Unmarshal([]byte(read(t, filepath.Join(dir, "Links", filepath.Base(next)))), &it); err != nil || it.FeedURL != address {
			t.Fatalf("%s is the feed %q: %v", next, it.FeedURL, err)
		}
		for _, i := range it.Items {
			titles = append(titles, i.Title)
		}
		next = it.NextURL
	}
	if got := strings.Join(titles, ", "); got != "Post 6, Post 5, Post 4, Post 3, Post 2, Post 1" {
		t.Errorf("found %s", got)
	}
}

// Only pages that are stale, missing or damaged are read, and those that are no more
// are removed.
func TestArchiveIsWrittenOnce(t *testing.T) {
	dir, s := t.TempDir(), archived()
	s.publish(t, dir)
	expect := func(why string, asked []int, written, removed string) {
		t.Helper()
		s.asked = nil
		w, r := s.publish(t, dir)
		if !slices.Equal(s.asked, asked) || strings.Join(w, " ") != written || strings.Join(r, " ") != removed {
			t.Errorf("%s: asked for %v, written %q, removed %q", why, s.asked, w, r)
		}
	}
	expect("nothing new", nil, "", "")
	s.pages[0][0].Sightings[0].Item.Title = "Post one"
	s.stale = []int{2}
	expect("an edit", []int{2}, "Links/rss-2.xml Links/atom-2.xml Links/feed-2.json", "")
	expect("published and not known to be", []int{2}, "", "")
	s.stale = nil
	if err := os.Remove(filepath.Join(dir, "Links/rss-3.xml")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "Links/atom-4.xml"), "cut")
	out := open(t, dir)
	if damaged := out.Damaged(s.plan, []article.Category{{"Programming"}, linksPath}); len(damaged) != 2 {
		t.Errorf("damaged: %v", damaged) // Programming was never written
	}
	report, err := out.Publish(t.Context(), s.plan, s, []article.Category{linksPath})
	if err != nil || strings.Join(report.Written, " ") != "Links/rss-3.xml Links/atom-4.xml" {
		t.Errorf("damaged: written %q, %v", report.Written, err)
	}
	out.Close()
	s.first, s.pages, s.stale = 3, s.pages[1:], []int{3}
	expect("the oldest went", []int{3}, "Links/rss-3.xml Links/atom-3.xml Links/feed-3.json", "Links/atom-2.xml Links/feed-2.json Links/rss-2.xml")
	site := planet()
	site.Formats = []string{"rss", "html"}
	s.plan = feed.NewPlan(site)
	_, removed := s.publish(t, dir)
	if strings.Join(removed, " ") != "Links/atom-3.xml Links/atom-4.xml Links/atom.xml Links/feed-3.json Links/feed-4.json Links/feed.json Links/rss-3.xml Links/rss-4.xml" {
		t.Errorf("no archive any more: removed %q", removed)
	}
}

// The names of pages are known, and no folder has one.
func TestArchiveFiles(t *testing.T) {
	for name, want := range map[string]string{
		"rss-1.xml": "application/rss+xml; charset=utf-8", "atom-12.xml": "application/atom+xml; charset=utf-8",
		"feed-3.json": "application/feed+json; charset=utf-8", "index-1.html": "", "rss-0.xml": "", "rss-01.xml": "",
		"rss-.xml": "", "rss--1.xml": "", "rss-1": "", "rss-1.xml.xml": "", "rss-99999999999999999999.xml": "", "feed-3.xml": "", "opml-1.xml": "",
	} {
		if got := feed.MediaType(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
		if kept := feed.FolderName(name) == name; kept != (want == "") {
			t.Errorf("a folder %s: %v", name, kept)
		}
	}
}

// Every feed has an archive, or those that say so.
func TestArchiveOf(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		all  bool
		own  *bool
		want int
	}{{false, nil, 0}, {true, nil, 9}, {true, &no, 0}, {false, &yes, 9}, {true, &yes, 9}} {
		site := planet()
		site.Archive, site.Limit = c.all, 9
		site.Feeds = []feed.Override{{Path: linksPath, Archive: c.own}}
		if got := feed.NewPlan(site).Archive(linksPath); got != c.want {
			t.Errorf("all: %v, own: %v: %d a page, want %d", c.all, c.own, got, c.want)
		}
	}
}
