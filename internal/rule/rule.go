package rule

import (
	"slices"

	"feedloom/article"
)

// Rule changes the categories of the articles that its condition holds for. It
// has exactly one of Drop, Add, Move and Remove.
type Rule struct {
	When Condition
	// Written is the condition as config.yaml has it, and Line where: for those
	// who ask why. A value from the environment is not written there.
	Written string
	Line    int
	// Drop publishes the article nowhere.
	Drop bool
	// Add is put beside the other paths; Move takes the place of all of them.
	Add, Move article.Category
	// Remove goes, and every path below it.
	Remove article.Category
}

// Rules are asked in their order; each sees what those before it have left.
// A condition looks at the article, never at its categories.
type Rules []Rule

// Apply gives the categories that the rules, in order, leave the article in;
// keep is false, and there are no categories, where a rule drops it. The slice
// that is passed stays as it is. An article that is kept without a category
// stands in the feed of the whole site.
func (rs Rules) Apply(a *article.Article, categories []article.Category) (left []article.Category, keep bool) {
	return rs.apply(a, categories, func(Step) {})
}

// Step is what one rule did to the categories of an article.
type Step struct {
	Rule
	Number        int // its place among the rules, from 1
	Before, After []article.Category
}

// Trace lists the rules whose conditions hold for the article, as far as they
// are asked, and what each has done.
func (rs Rules) Trace(a *article.Article, categories []article.Category) (steps []Step) {
	rs.apply(a, categories, func(s Step) { steps = append(steps, s) })
	return steps
}

// apply tells what each rule does as it does it.
func (rs Rules) apply(a *article.Article, categories []article.Category, tell func(Step)) (left []article.Category, keep bool) {
	left = slices.Clone(categories)
	if len(rs) == 0 {
		return left, true
	}
	asked := newQuestion(a)
	for i, r := range rs {
		if !asked.holds(r.When) {
			continue
		}
		before := slices.Clone(left)
		if r.Drop {
			tell(Step{r, i + 1, before, nil})
			return nil, false
		}
		left = r.change(left)
		tell(Step{r, i + 1, before, slices.Clone(left)})
	}
	return left, true
}

// Effect is what the rule does, in words: "moves it to A/B".
func (r Rule) Effect() string {
	switch effect, path := r.effect(); effect {
	case "drop":
		return "drops it"
	case "move":
		return "moves it to " + path.String()
	case "remove":
		return "takes it out of " + path.String()
	case "add":
		return "adds it to " + path.String()
	}
	return "changes nothing"
}

// change is what the rule makes of the paths; they are its own to overwrite.
func (r Rule) change(paths []article.Category) []article.Category {
	switch {
	case len(r.Move) > 0:
		return []article.Category{r.Move}
	case len(r.Remove) > 0:
		return slices.DeleteFunc(paths, func(c article.Category) bool { return c.Under(r.Remove) })
	case len(r.Add) > 0 && !slices.ContainsFunc(paths, r.Add.Equal):
		return append(paths, r.Add)
	}
	return paths
}

// Fingerprint is the same for two lists of rules exactly when they have the
// same conditions, as written, and the same effects, in the same order.
func (rs Rules) Fingerprint() string {
	var parts []string
	for _, r := range rs {
		effect, path := r.effect()
		parts = append(parts, r.When.String(), effect, path.ID())
	}
	return article.HashOf(parts...).String()
}

func (r Rule) effect() (string, article.Category) {
	switch {
	case r.Drop:
		return "drop", nil
	case len(r.Move) > 0:
		return "move", r.Move
	case len(r.Remove) > 0:
		return "remove", r.Remove
	case len(r.Add) > 0:
		return "add", r.Add
	}
	return "none", nil
}
