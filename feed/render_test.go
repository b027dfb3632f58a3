package feed_test

import (
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var root = article.Category{}

func address(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

// planet is the site of these tests: a path in its address, sources of every
// kind, and one feed with a name of its own.
func planet() feed.Site {
	return feed.Site{
		Title:       "My planet",
		Description: "What I read",
		URL:         address("https://planet.example/feeds/"),
		Location:    time.FixedZone("CST", 8*60*60),
		Sources: []article.Source{
			{ID: "sina", URL: "https://rss.sina.example/roll.xml", Title: "新浪财经", Categories: []article.Category{{"金融", "新浪财经", "新浪财经－国內"}}},
			{ID: "go", URL: "https://reader:secret@go.example/blog/feed.atom", Categories: []article.Category{{"Programming", "Go"}}},
			{ID: "links", URL: "https://links.example/rss", Categories: []article.Category{{"Links"}}},
			{ID: "notes", URL: "/home/me/notes", Title: "Notes", Own: true},
		},
		Feeds: []feed.Override{{Path: article.Category{"Programming"}, Slug: "code", Title: "Code", Description: "Programs & programmers", Limit: 2}},
	}
}

var profiles = map[string]article.Profile{
	"sina":  {Title: "新浪财经国内滚动新闻", Link: "https://finance.sina.example/", Language: "zh-cn"},
	"go":    {FeedID: "tag:go.example,2013:blog.go.example", Title: "The Go Blog", Link: "https://go.example/blog/"},
	"links": {FeedID: "HTTPS://Links.example", Title: "Links & more", Rights: "CC0"},
}

func load(t testing.TB, file string) []*article.Article {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var articles []*article.Article
	if err := json.Unmarshal(b, &articles); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return articles
}

// everything is the feed of the whole site that holds the articles of a file.
func everything(t testing.TB, file string) *feed.Document {
	t.Helper()
	plan, articles := feed.NewPlan(planet()), load(t, file)
	var filled []article.Category
	for _, a := range articles {
		filled = append(filled, plan.Feeds(a)...)
	}
	return document(t, plan, root, articles, filled)
}

func document(t testing.TB, plan *feed.Plan, path article.Category, articles []*article.Article, filled []article.Category) *feed.Document {
	t.Helper()
	d, err := plan.Document(path, articles, profiles, filled)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Each testdata/*.article.json gives these bytes in each format.
func TestGolden(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.article.json")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, in := range cases {
		d := everything(t, in)
		for _, f := range feed.Formats() {
			golden := strings.TrimSuffix(in, "article.json") + f.File
			t.Run(filepath.Base(golden), func(t *testing.T) {
				got, err := f.Render(d)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, golden, got)
			})
		}
	}
}

// The page of a category leads up to those above it, and down one level.
func TestGoldenCategory(t *testing.T) {
	articles := load(t, "testdata/seed.article.json")
	d := document(t, feed.NewPlan(planet()), article.Category{"金融", "新浪财经"}, articles, nil)
	for _, f := range feed.Formats() {
		got, err := f.Render(d)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, "testdata/category."+f.File, got)
	}
}

// The list of feeds has every feed once, and folders that begin with their own.
func TestGoldenOPML(t *testing.T) {
	got, err := feed.NewPlan(planet()).OPML([]article.Category{{"Diary", "2026"}, {"Q&A: \"why?\""}})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "testdata/opml.xml", got)
}

func compare(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}
