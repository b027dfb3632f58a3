package rule

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"feedloom/article"
)

// Rule changes the articles that its condition holds for. It does what is given
// of the following, all by the article as the rules before have left it.
type Rule struct {
	When Condition
	// Written is the condition as config.yaml has it, and Line where: for those
	// who ask why. A value from the environment is not written there.
	Written string
	Line    int
	// Drop publishes the article nowhere. It stands alone.
	Drop bool
	// Move takes the place of all its paths, Remove goes with every path below
	// it, and Add is put beside the others, in this order.
	Move, Remove, Add article.Category
	// Untag takes tags away, whatever their case, before Tag adds some.
	Untag, Tag []string
	// Mark notes words for later rules and for feeds; they are not published.
	Mark []string
	// Title and Image take the place of the article's own, unless they come to
	// nothing, or Image to what is no http or https address.
	Title, Image Text
}

// Rules are asked in their order; each sees what those before it have left.
type Rules []Rule

// Apply gives what the rules, in order, make of an article that its sources put
// into these categories. What is passed stays as it is. An article that is kept
// without a category stands in the feed of the whole site.
func (rs Rules) Apply(a *article.Article, categories []article.Category) article.Ruling {
	return rs.apply(a, categories, func(Step) {})
}

// Step is what one rule made of an article.
type Step struct {
	Rule
	Number        int // its place among the rules, from 1
	Before, After article.Ruling
}

// Trace lists the rules whose conditions hold for the article, as far as they
// are asked, and what each has done.
func (rs Rules) Trace(a *article.Article, categories []article.Category) (steps []Step) {
	rs.apply(a, categories, func(s Step) { steps = append(steps, s) })
	return steps
}

// apply tells what each rule does as it does it.
func (rs Rules) apply(a *article.Article, categories []article.Category, tell func(Step)) article.Ruling {
	made := article.Ruling{Categories: slices.Clone(categories), Tags: a.Tags()}
	if len(rs) == 0 {
		return made
	}
	asked := newQuestion(a, made)
	for i, r := range rs {
		if !asked.holds(r.When) {
			continue
		}
		before := made
		made = r.change(before, asked)
		tell(Step{r, i + 1, before, made})
		if made.Dropped {
			break
		}
		asked.env.take(made)
	}
	return made
}

// change is what the rule makes of an article; the lists that it changes are new.
func (r Rule) change(made article.Ruling, asked *question) article.Ruling {
	if r.Drop {
		return article.Ruling{Dropped: true}
	}
	made.Title = cmp.Or(cutTitle(asked.text(r.Title)), made.Title)
	if image := strings.TrimSpace(asked.text(r.Image)); webAddress.MatchString(image) {
		made.Image = image
	}
	made.Categories = r.place(made.Categories)
	made.Tags = r.tag(made.Tags)
	for _, word := range r.Mark {
		if !slices.Contains(made.Marks, word) {
			made.Marks = append(slices.Clip(made.Marks), word)
		}
	}
	return made
}

// webAddress is how the address of an image begins.
var webAddress = regexp.MustCompile(`^(?i)https?://[^/\s]`)

// cutTitle is a title on one line, no longer than it may be.
func cutTitle(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for len(s) > maxTitle {
		_, last := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-last]
	}
	return s
}

func (r Rule) place(paths []article.Category) []article.Category {
	if len(r.Move) > 0 {
		paths = []article.Category{r.Move}
	}
	if len(r.Remove) > 0 {
		paths = slices.DeleteFunc(slices.Clone(paths), func(c article.Category) bool { return c.Under(r.Remove) })
	}
	if len(r.Add) > 0 && !slices.ContainsFunc(paths, r.Add.Equal) {
		paths = append(slices.Clip(paths), r.Add)
	}
	return paths
}

func (r Rule) tag(tags []article.Tag) []article.Tag {
	named := func(word string) func(article.Tag) bool {
		return func(t article.Tag) bool { return strings.EqualFold(t.Name(), word) }
	}
	for _, word := range r.Untag {
		tags = slices.DeleteFunc(slices.Clone(tags), named(word))
	}
	for _, word := range r.Tag {
		if !slices.ContainsFunc(tags, named(word)) {
			tags = append(slices.Clip(tags), article.Tag{Term: word})
		}
	}
	return tags
}
