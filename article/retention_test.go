package article_test

import (
	"testing"
	"time"

	"feedloom/article"
)

// The deepest category that says something of age counts, then the whole store;
// for ever is for ever.
func TestRetentionSince(t *testing.T) {
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	keep := article.Retention{MaxAge: 30 * day, Categories: []article.CategoryRetention{
		{Path: article.Category{"A", "B"}, MaxAge: 7 * day},
		{Path: article.Category{"A"}, MaxAge: article.Forever},
		{Path: article.Category{"A", "B", "C"}, MaxArticles: 5},
	}}
	for _, c := range []struct {
		path article.Category
		want time.Time
	}{
		{nil, now.Add(-30 * day)},
		{article.Category{"B"}, now.Add(-30 * day)},
		{article.Category{"A"}, time.Time{}},
		{article.Category{"A", "X"}, time.Time{}},
		{article.Category{"A", "B"}, now.Add(-7 * day)},
		{article.Category{"A", "B", "C", "D"}, now.Add(-7 * day)},
	} {
		if got := keep.Since(c.path, now); !got.Equal(c.want) {
			t.Errorf("%v is kept since %v, want %v", c.path, got, c.want)
		}
	}
	if got := (article.Retention{}).Since(nil, now); !got.IsZero() {
		t.Errorf("where nothing is said, since %v", got)
	}
}

// There is something to prune as soon as anything is said, wherever.
func TestRetentionKeepsAll(t *testing.T) {
	for i, keep := range []article.Retention{
		{MaxAge: time.Hour}, {MaxArticles: 1}, {Categories: []article.CategoryRetention{{Path: article.Category{"A"}, MaxArticles: 1}}},
	} {
		if keep.KeepsAll() {
			t.Errorf("%d keeps all", i)
		}
	}
	if !(article.Retention{}).KeepsAll() {
		t.Error("the zero value does not keep all")
	}
}

// Leaves are what is left of the prefixes of paths.
func TestLeaves(t *testing.T) {
	paths := []article.Category{{}, {"A"}, {"A", "B"}, {"A", "C"}, {"D"}}
	got := article.Leaves(paths)
	if len(got) != 3 || !got[0].Equal(paths[2]) || !got[1].Equal(paths[3]) || !got[2].Equal(paths[4]) {
		t.Errorf("Leaves = %v", got)
	}
	if got := article.Leaves(paths[:1]); len(got) != 1 || len(got[0]) != 0 {
		t.Errorf("of the whole site alone: %v", got)
	}
	if len(paths[1]) != 1 {
		t.Error("the list was changed")
	}
}
