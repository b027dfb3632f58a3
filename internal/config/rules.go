package config

import (
	"strings"
	"unicode"

	"feedloom/internal/rule"
)

// effects are the keys of what a rule does.
const effects = "drop, add, move, remove, tag, untag, title, image or mark"

func (r *reader) readRules(v value) {
	v.list("a list of rules", func(v value) {
		one := rule.Rule{Line: v.line}
		given := v.mapping(
			key{"when", func(v value) { one.Written = condition(&one.When)(v) }},
			key{"drop", scalar(&one.Drop, "true", func(s string) (bool, bool) { return true, s == "true" })},
			key{"add", r.category(&one.Add)},
			key{"move", r.category(&one.Move)},
			key{"remove", func(v value) { m, _ := v.mention(); one.Remove = m.path }},
			key{"tag", words(&one.Tag)},
			key{"untag", words(&one.Untag)},
			key{"title", expression(&one.Title)},
			key{"image", imageOf(&one.Image)},
			key{"mark", words(&one.Mark)},
		)
		if given == nil {
			return
		}
		if !given["when"] {
			v.fail(`expected a condition, such as when: title contains "Sponsored", found none`)
		}
		delete(given, "when")
		switch {
		case len(given) == 0:
			v.fail("expected one or more of %s, found none", effects)
		case given["drop"] && len(given) > 1:
			v.fail("expected drop alone, found it beside what else would be done to the article")
		}
		r.config.Rules = append(r.config.Rules, one)
	})
}

// words reads a word or a list of them. A word may have spaces in it.
func words(into *[]string) func(value) {
	const want = "a word of at most 200 bytes, not blank and without control characters"
	one := func(v value) {
		t, ok := v.text(want)
		switch {
		case !ok:
		case t.full == "" || len(t.full) > maxName || strings.ContainsFunc(t.full, unicode.IsControl):
			v.wrong(want)
		default:
			*into = append(*into, t.full)
		}
	}
	return func(v value) {
		if _, ok := written(v.node); ok {
			one(v)
			return
		}
		const list = "a word, or a list of words"
		if count, ok := v.list(list, one); ok && count == 0 {
			v.fail("expected %s, found an empty list", list)
		}
	}
}
