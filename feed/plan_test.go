package feed_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

func seenBy(sources ...string) *article.Article {
	a := &article.Article{ID: 1}
	for _, s := range sources {
		a.Sightings = append(a.Sightings, article.Sighting{Source: s, Item: article.Item{
			Title: "T", Tags: []article.Tag{{Term: "Diary"}, {Term: "d1", Label: "Day one"}, {Term: " "}},
		}})
	}
	return a
}

// An article is in the feeds of its categories, of all above them, and of the
// whole site; in none when nobody who is still read has it.
func TestFeeds(t *testing.T) {
	plan := feed.NewPlan(planet())
	for _, c := range []struct {
		sources    []string
		feeds, own []article.Category
	}{
		{[]string{"go"}, []article.Category{{}, {"Programming"}, {"Programming", "Go"}}, []article.Category{{"Programming", "Go"}}},
		{[]string{"links", "go"}, []article.Category{{}, {"Links"}, {"Programming"}, {"Programming", "Go"}}, []article.Category{{"Links"}, {"Programming", "Go"}}},
		{[]string{"notes"}, []article.Category{{}, {"Diary"}, {"Diary", "Day one"}}, []article.Category{{"Diary", "Day one"}}},
		{[]string{"gone", "links"}, []article.Category{{}, {"Links"}}, []article.Category{{"Links"}}},
		{[]string{"gone"}, nil, nil},
		{nil, nil, nil},
	} {
		a := seenBy(c.sources...)
		if diff := cmp.Diff(c.feeds, plan.Feeds(a)); diff != "" {
			t.Errorf("feeds of %v (-want +got):\n%s", c.sources, diff)
		}
		if diff := cmp.Diff(c.own, plan.Categories(a)); diff != "" {
			t.Errorf("categories of %v (-want +got):\n%s", c.sources, diff)
		}
	}
}

type rules struct {
	drop, move bool
	print      string
}

func (r rules) Apply(a *article.Article, cs []article.Category) ([]article.Category, bool) {
	if r.move {
		return []article.Category{{"Z"}, {"A", "B"}, {"Z"}, {}}, true
	}
	return cs, !r.drop
}

func (r rules) Fingerprint() string { return r.print }

func TestRules(t *testing.T) {
	site := planet()
	site.Rules = rules{drop: true}
	if got := feed.NewPlan(site).Feeds(seenBy("go")); got != nil {
		t.Errorf("a dropped article is in %v", got)
	}
	site.Rules = rules{move: true}
	want := []article.Category{{}, {"A"}, {"A", "B"}, {"Z"}}
	if diff := cmp.Diff(want, feed.NewPlan(site).Feeds(seenBy("go"))); diff != "" {
		t.Errorf("a moved article (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]article.Category{{"A", "B"}, {"Z"}}, feed.NewPlan(site).Categories(seenBy("go"))); diff != "" {
		t.Errorf("its own paths (-want +got):\n%s", diff)
	}
}

// What the config names has feeds before any article is there.
func TestPaths(t *testing.T) {
	want := []article.Category{{}, {"Links"}, {"Programming"}, {"Programming", "Go"},
		{"金融"}, {"金融", "新浪财经"}, {"金融", "新浪财经", "新浪财经－国內"}}
	if diff := cmp.Diff(want, feed.NewPlan(planet()).Paths()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLimit(t *testing.T) {
	site := planet()
	if got := feed.NewPlan(site).Limit(root); got != 50 {
		t.Errorf("limit %d, want 50", got)
	}
	site.Limit = 7
	plan := feed.NewPlan(site)
	if a, b := plan.Limit(root), plan.Limit(article.Category{"Programming"}); a != 7 || b != 2 {
		t.Errorf("limits %d and %d, want 7 and 2", a, b)
	}
}

// Each fingerprint changes with what it stands for, and with nothing else.
func TestFingerprints(t *testing.T) {
	base := feed.NewPlan(planet())
	for name, c := range map[string]struct {
		change           func(*feed.Site)
		membership, look bool
	}{
		"nothing":             {func(s *feed.Site) {}, false, false},
		"a title":             {func(s *feed.Site) { s.Title = "Other" }, false, true},
		"the address":         {func(s *feed.Site) { s.URL = address("https://other.example/") }, false, true},
		"formats":             {func(s *feed.Site) { s.Formats = []string{"rss"} }, false, true},
		"the limit":           {func(s *feed.Site) { s.Limit = 3 }, false, true},
		"a slug":              {func(s *feed.Site) { s.Feeds[0].Slug = "programs" }, false, true},
		"the time zone":       {func(s *feed.Site) { s.Location = nil }, false, true},
		"a source's title":    {func(s *feed.Site) { s.Sources[0].Title = "Sina" }, false, true},
		"a source's order":    {func(s *feed.Site) { slices.Reverse(s.Sources[1:3]) }, false, false},
		"a source's path":     {func(s *feed.Site) { s.Sources[1].Categories = nil }, true, true},
		"a source's own":      {func(s *feed.Site) { s.Sources[1].Own = true }, true, true},
		"a source's id":       {func(s *feed.Site) { s.Sources[1].ID = "golang" }, true, true},
		"a source less":       {func(s *feed.Site) { s.Sources = s.Sources[1:] }, true, true},
		"the stylesheet":      {func(s *feed.Site) { s.Stylesheet = []byte{} }, false, true},
		"rules":               {func(s *feed.Site) { s.Rules = rules{print: "1"} }, true, true},
		"where a name ends":   {func(s *feed.Site) { s.Sources[1].Categories = []article.Category{{"ProgrammingGo"}} }, true, true},
		"all formats by name": {func(s *feed.Site) { s.Formats = feed.FormatNames() }, false, false},
	} {
		site := planet()
		c.change(&site)
		plan := feed.NewPlan(site)
		if got := plan.Membership() != base.Membership(); got != c.membership {
			t.Errorf("%s: membership changed: %v, want %v", name, got, c.membership)
		}
		if got := plan.Look() != base.Look(); got != c.look {
			t.Errorf("%s: look changed: %v, want %v", name, got, c.look)
		}
	}
}
