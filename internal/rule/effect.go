package rule

import (
	"fmt"
	"slices"
	"strings"

	"feedloom/article"
)

// Effect is what the rule does, in words: "moves it to A/B, tags it go".
func (r Rule) Effect() string {
	if r.Drop {
		return "drops it"
	}
	var effects []string
	tell := func(given bool, format string, args ...any) {
		if given {
			effects = append(effects, fmt.Sprintf(format, args...))
		}
	}
	tell(len(r.Move) > 0, "moves it to %s", r.Move)
	tell(len(r.Remove) > 0, "takes it out of %s", r.Remove)
	tell(len(r.Add) > 0, "adds it to %s", r.Add)
	tell(len(r.Untag) > 0, "takes away the tags %s", strings.Join(r.Untag, " and "))
	tell(len(r.Tag) > 0, "tags it %s", strings.Join(r.Tag, " and "))
	tell(len(r.Mark) > 0, "marks it %s", strings.Join(r.Mark, " and "))
	tell(r.Title.Given(), "sets its title")
	tell(r.Image.Given(), "sets its image")
	if len(effects) == 0 {
		return "changes nothing"
	}
	return strings.Join(effects, ", ")
}

// Fingerprint is the same for two lists of rules exactly when they have the
// same conditions, as written, and the same effects, in the same order.
func (rs Rules) Fingerprint() string {
	var parts []string
	for _, r := range rs {
		parts = append(parts, r.fingerprint())
	}
	return article.HashOf(parts...).String()
}

func (r Rule) fingerprint() string {
	return fmt.Sprintf("%q", [][]string{
		{r.When.String(), fmt.Sprint(r.Drop)}, r.Move, r.Remove, r.Add, r.Untag, r.Tag, r.Mark, {r.Title.String()}, {r.Image.String()},
	})
}

// Membership is a fingerprint of what decides where an article belongs: whether
// it is dropped, its categories, and what is asked for besides, by the names
// that expressions have. A rule that only changes what an article looks like is
// no part of it.
func (rs Rules) Membership(asked []string) string {
	asked = slices.Clone(asked)
	var parts []string
	for i := len(rs) - 1; i >= 0; i-- {
		r := rs[i].without(asked)
		if !r.acts() {
			continue
		}
		parts = append(parts, r.fingerprint())
		asked = append(asked, slices.Concat(r.When.asks, r.Title.asks, r.Image.asks)...)
	}
	return article.HashOf(parts...).String()
}

// without is the rule without those effects that nobody asks for later, and that
// change no category.
func (r Rule) without(asked []string) Rule {
	if !slices.Contains(asked, "tags") {
		r.Untag, r.Tag = nil, nil
	}
	if !slices.Contains(asked, "marks") {
		r.Mark = nil
	}
	if !slices.Contains(asked, "title") {
		r.Title = Text{}
	}
	if !slices.Contains(asked, "image") {
		r.Image = Text{}
	}
	return r
}

// acts reports whether the rule does anything.
func (r Rule) acts() bool {
	return r.Drop || len(r.Move)+len(r.Remove)+len(r.Add)+len(r.Untag)+len(r.Tag)+len(r.Mark) > 0 || r.Title.Given() || r.Image.Given()
}
