package feed_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/internal/frontmatter"
)

// Each testdata/*.article.json gives these posts in each dialect.
func TestGoldenPosts(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.article.json")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	plan := feed.NewPlan(planet())
	for _, in := range cases {
		for _, f := range feed.PostFormats() {
			golden := strings.TrimSuffix(in, "article.json") + f.Name + ".posts"
			t.Run(filepath.Base(golden), func(t *testing.T) {
				var all strings.Builder
				for _, a := range load(t, in) {
					it := plan.Entry(a, profiles)
					fmt.Fprintf(&all, "==== %s\n%s", plan.PostName(f, &it), f.Render(&it))
				}
				compare(t, golden, []byte(all.String()))
			})
		}
	}
}

// The shape of a post is that which the user's own have, to the byte: an empty
// line, the keys in this order, quotes around texts and addresses, a space
// behind the key of a list. What an article has beside follows.
func TestGoldenShape(t *testing.T) {
	it := feed.NewPlan(planet()).Entry(load(t, "testdata/seed.article.json")[0], profiles)
	f, _ := feed.PostFormatOf("hexo")
	compare(t, "testdata/shape.md", f.Render(&it))
}

// What is written is read again, whatever the article has.
func TestPostsRoundTrip(t *testing.T) {
	plan := feed.NewPlan(planet())
	cases, _ := filepath.Glob("testdata/*.article.json")
	for _, in := range cases {
		for _, a := range load(t, in) {
			it := plan.Entry(a, profiles)
			for _, f := range feed.PostFormats() {
				got, err := frontmatter.Parse(f.Render(&it))
				if err != nil {
					t.Fatalf("%s, %s: %v", in, f.Name, err)
				}
				if got.ID != it.ID || got.Title != it.Label() || it.Link != "" && got.Link != it.Link {
					t.Errorf("%s, %s: %q, %q, %q", in, f.Name, got.ID, got.Title, got.Link)
				}
				if len(it.Categories) > 0 { // an empty list is not written
					if diff := cmp.Diff(it.Categories, got.Paths); diff != "" {
						t.Errorf("%s, %s: %s", in, f.Name, diff)
					}
				}
				if want := article.Text(it.Content, 0); !strings.HasPrefix(article.Text(got.Body, 0), want) {
					t.Errorf("%s, %s: the text is %q, want %q", in, f.Name, article.Text(got.Body, 0), want)
				}
			}
		}
	}
}

// The name of a post is safe everywhere, and says its day and title in any
// script.
func TestPostNames(t *testing.T) {
	plan := feed.NewPlan(planet()) // eight hours east of Greenwich
	f, _ := feed.PostFormatOf("hexo")
	for title, want := range map[string]string{
		"快讯：沿海三市公布“绿色港口”方案":                 "2021-12-18-快讯-沿海三市公布-绿色港口-方案-9a3f0b1c.md",
		"It's 10% off! C++ & C#":            "2021-12-18-it-s-10-off-c-c-9a3f0b1c.md",
		"../../etc/passwd\\con:?*|<>\"\x00": "2021-12-18-etc-passwd-con-9a3f0b1c.md",
		" .. ":                              "2021-12-18-9a3f0b1c.md",
		"":                                  "2021-12-18-9a3f0b1c.md",
		"हिन्दी में":                        "2021-12-18-हिन्दी-में-9a3f0b1c.md",
		"e\u0301te\u0301 \u202Eevil 🎉 ÉTÉ":  "2021-12-18-été-evil-été-9a3f0b1c.md",
		strings.Repeat("長い題 ", 40):          "2021-12-18-長い題-長い題-長い題-長い題-長い題-長い題-長い題-長い題-9a3f0b1c.md",
	} {
		it := feed.Entry{ID: "urn:x", Title: title, Published: noon.Add(8 * 3600e9)}
		got := plan.PostName(f, &it)
		mark := article.HashOf("urn:x").String()[:8]
		if want = strings.ReplaceAll(want, "9a3f0b1c", mark); got != want {
			t.Errorf("%q: %s, want %s", title, got, want)
		}
	}
}
