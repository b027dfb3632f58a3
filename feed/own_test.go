package feed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

// A post's own paths go before its tags, and config.yaml's category before them;
// a post without any is in the feed of the whole site alone.
func TestOwnPaths(t *testing.T) {
	deep := article.Category{"1", "2", "3", "4", "5", "6", "7", "8", "9"}
	tags := []article.Tag{{Term: "x"}, {Term: "y"}}
	plan := feed.NewPlan(feed.Site{Sources: []article.Source{
		{ID: "posts"}, {ID: "own", Own: true}, {ID: "given", Categories: []article.Category{{"Blog"}}},
		{ID: "both", Own: true, Categories: []article.Category{{"Blog"}}},
	}})
	for _, c := range []struct {
		source string
		paths  []article.Category
		want   []article.Category
	}{
		{"posts", []article.Category{{"B"}, {"A", " b\n"}}, []article.Category{{"A", "b"}, {"B"}}},
		{"posts", []article.Category{deep}, []article.Category{deep[:8]}},
		{"posts", []article.Category{{}}, nil},
		{"posts", nil, nil},
		{"own", []article.Category{{"A"}}, []article.Category{{"A"}}},
		{"own", []article.Category{{}}, nil},
		{"own", nil, []article.Category{{"x", "y"}}},
		{"given", []article.Category{{"A"}}, []article.Category{{"Blog"}}},
		{"both", []article.Category{{"A"}}, []article.Category{{"A"}, {"Blog"}}},
	} {
		a := &article.Article{Sightings: []article.Sighting{{Source: c.source, Item: article.Item{Tags: tags, Paths: c.paths}}}}
		if diff := cmp.Diff(c.want, plan.Categories(a)); diff != "" {
			t.Errorf("%s, %v (-want +got):\n%s", c.source, c.paths, diff)
		}
	}
}

// The names of paths that config.yaml has others in place of are shown as tags.
func TestOwnPathsAsTags(t *testing.T) {
	plan := feed.NewPlan(feed.Site{Sources: []article.Source{{ID: "given", Categories: []article.Category{{"Blog"}}}, {ID: "posts"}}})
	for source, want := range map[string][]article.Tag{
		"given": {{Term: "x"}, {Term: "A"}, {Term: "B"}},
		"posts": {{Term: "x"}},
	} {
		it := article.Item{Tags: []article.Tag{{Term: "x"}}, Paths: []article.Category{{"A", "B"}, {"A"}}}
		e := plan.Entry(&article.Article{Sightings: []article.Sighting{{Source: source, Item: it}}}, nil)
		if diff := cmp.Diff(want, e.Tags); diff != "" {
			t.Errorf("%s (-want +got):\n%s", source, diff)
		}
	}
}
