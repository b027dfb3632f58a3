package feed_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

// titled holds for articles whose title has that word, as the rules made it.
type titled string

func (c titled) Holds(a *article.Article, made article.Ruling) bool {
	return strings.Contains(made.Title+" "+a.Primary().Item.Title, string(c))
}
func (c titled) Asks() []string { return []string{"title"} }
func (c titled) String() string { return string(c) }

// called is an article of the source go, in Programming and Programming/Go.
func called(title string) *article.Article {
	return &article.Article{ID: 1, Sightings: []article.Sighting{{Source: "go", Item: article.Item{Title: title}}}}
}

// What a feed includes, excludes and merges is its own: nothing changes above and
// below it, nor in what the article itself says of its categories.
func TestStandings(t *testing.T) {
	c := func(names ...string) article.Category { return names }
	in := []feed.Standing{{Path: c()}, {Path: c("Programming")}, {Path: c("Programming", "Go")}}
	but := func(changes ...feed.Standing) []feed.Standing {
		all := slices.Clone(in)
		for _, s := range changes {
			all = slices.DeleteFunc(all, func(o feed.Standing) bool { return o.Path.Equal(s.Path) })
			all = append(all, s)
		}
		slices.SortFunc(all, func(a, b feed.Standing) int { return a.Path.Compare(b.Path) })
		return all
	}
	for name, of := range map[string]struct {
		feeds []feed.Override
		want  []feed.Standing
	}{
		"nothing":              {nil, in},
		"included":             {[]feed.Override{{Path: c("Programming"), Include: titled("Go")}}, in},
		"not included":         {[]feed.Override{{Path: c("Programming"), Include: titled("Rust")}}, but(feed.Standing{Path: c("Programming"), Out: "include"})},
		"excluded below":       {[]feed.Override{{Path: c("Programming", "Go"), Exclude: titled("Go")}}, but(feed.Standing{Path: c("Programming", "Go"), Out: "exclude"})},
		"both":                 {[]feed.Override{{Path: c("Programming"), Include: titled("Go"), Exclude: titled("1.26")}}, but(feed.Standing{Path: c("Programming"), Out: "exclude"})},
		"another feed":         {[]feed.Override{{Path: c("Links"), Include: titled("Rust")}}, in},
		"merged":               {[]feed.Override{{Path: c("All", "Code"), Merge: []article.Category{c("Programming", "Go")}}}, but(feed.Standing{Path: c("All", "Code"), From: c("Programming", "Go")})},
		"merged from above":    {[]feed.Override{{Path: c("All"), Merge: []article.Category{c("Links"), c("Programming")}}}, but(feed.Standing{Path: c("All"), From: c("Programming")})},
		"merged from below":    {[]feed.Override{{Path: c("All"), Merge: []article.Category{c("Programming", "Go", "Tools")}}}, in},
		"merged, and its own":  {[]feed.Override{{Path: c("Programming"), Merge: []article.Category{c("Programming", "Go"), c("Programming")}}}, in},
		"merged, and excluded": {[]feed.Override{{Path: c("All"), Merge: []article.Category{c("Programming")}, Exclude: titled("Go")}}, but(feed.Standing{Path: c("All"), From: c("Programming"), Out: "exclude"})},
		"merged all the same":  {[]feed.Override{{Path: c("All"), Merge: []article.Category{c("Programming")}}, {Path: c("Programming"), Exclude: titled("Go")}}, but(feed.Standing{Path: c("All"), From: c("Programming")}, feed.Standing{Path: c("Programming"), Out: "exclude"})},
		"merged twice over": {[]feed.Override{{Path: c("A"), Merge: []article.Category{c("B")}}, {Path: c("B"), Merge: []article.Category{c("C"), c("A")}}, {Path: c("C"), Merge: []article.Category{c("A"), c("Programming")}}},
			but(feed.Standing{Path: c("A"), From: c("Programming")}, feed.Standing{Path: c("B"), From: c("Programming")}, feed.Standing{Path: c("C"), From: c("Programming")})},
	} {
		t.Run(name, func(t *testing.T) {
			site := planet()
			site.Feeds = of.feeds
			plan := feed.NewPlan(site)
			if diff := cmp.Diff(of.want, plan.Standings(called("Go 1.26"))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var feeds []article.Category
			for _, s := range of.want {
				if s.Out == "" {
					feeds = append(feeds, s.Path)
				}
			}
			if diff := cmp.Diff(feeds, plan.Feeds(called("Go 1.26"))); diff != "" {
				t.Errorf("feeds (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]article.Category{c("Programming", "Go")}, plan.Categories(called("Go 1.26"))); diff != "" {
				t.Errorf("categories (-want +got):\n%s", diff)
			}
		})
	}
}

// Conditions see what the rules have made, and the entry shows it.
func TestRuledEntry(t *testing.T) {
	site := planet()
	site.Rules = ruled{Title: "Made", Image: "https://x.example/i.png", Tags: []article.Tag{{Term: "made"}, {Term: "A"}}, Categories: []article.Category{{"A"}}}
	site.Feeds = []feed.Override{{Path: article.Category{"A"}, Exclude: titled("Made")}}
	plan := feed.NewPlan(site)
	a := called("Sent")
	if s := plan.Standings(a); len(s) != 2 || s[1].Out != "exclude" {
		t.Errorf("%+v", s)
	}
	it := plan.Entry(a, profiles)
	want := feed.Entry{Title: "Made", Image: "https://x.example/i.png", Tags: []article.Tag{{Term: "made"}}, Categories: []article.Category{{"A"}}}
	if diff := cmp.Diff(want, feed.Entry{Title: it.Title, Image: it.Image, Tags: it.Tags, Categories: it.Categories}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// ruled makes this of every article.
type ruled article.Ruling

func (r ruled) Apply(*article.Article, []article.Category) article.Ruling { return article.Ruling(r) }
func (r ruled) Fingerprint() string                                       { return "" }
func (r ruled) Membership([]string) string                                { return "" }
