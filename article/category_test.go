package article_test

import (
	"testing"

	"feedloom/article"
)

// Whatever its names, a path comes back from its ID, and no other path has it.
func TestCategoryID(t *testing.T) {
	ids := map[string]article.Category{}
	for _, c := range []article.Category{{}, {"a"}, {"a", "b"}, {"a/b"}, {"金融", "新浪财经"}} {
		id := c.ID()
		if other, taken := ids[id]; taken {
			t.Errorf("%v and %v share an ID", c, other)
		}
		ids[id] = c
		if back := article.ParseCategory(id); !back.Equal(c) {
			t.Errorf("%v came back as %v", c, back)
		}
	}
}

func TestCategoryPaths(t *testing.T) {
	c := article.Category{"金融", "新浪财经", "国內"}
	if got := c.String(); got != "金融/新浪财经/国內" {
		t.Errorf("String() = %q", got)
	}
	ps := c.Prefixes()
	if len(ps) != 4 || len(ps[0]) != 0 || !ps[3].Equal(c) || !ps[2].Equal(c.Parent()) {
		t.Errorf("Prefixes() = %v", ps)
	}
	if !c.Under(c.Parent()) || !c.Under(article.Category{}) || c.Parent().Under(c) {
		t.Error("Under is wrong")
	}
}
