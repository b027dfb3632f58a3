package config

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"feedloom/article"
)

// policy lists the keys that say how a source's articles are shown.
func policy(into *article.Policy) []key {
	return []key{
		{"content", readContent(into)},
		{"credit", readCredit(into)},
		{"title_prefix", titlePrefix(into)},
		{"noindex", scalar(&into.NoIndex, "true or false", func(s string) (bool, bool) { return s == "true", s == "true" || s == "false" })},
	}
}

// readContent reads how much of the text is shown.
func readContent(into *article.Policy) func(value) {
	return func(v value) {
		if m, ok := v.node.(*ast.MappingNode); ok {
			v.mapping(key{"words", integer(&into.Words, "1", "10000")})
			if len(m.Values) == 0 {
				v.fail("expected a number of words, such as {words: 60}, found none")
			}
			into.Extent = article.Beginning
			return
		}
		scalar(&into.Extent, "full, title or {words: 60}", func(s string) (article.Extent, bool) {
			extents := map[string]article.Extent{"full": article.FullText, "title": article.TitleOnly}
			extent, ok := extents[s]
			return extent, ok
		})(v)
	}
}

// placeholder is what a credit line may have in braces, or looks like that.
var placeholder = regexp.MustCompile(`\{[^{}\s]*\}`)

// readCredit reads true, false or a line of text.
func readCredit(into *article.Policy) func(value) {
	return func(v value) {
		line(&into.Credit)(v)
		switch into.Credit {
		case "true":
			into.Credit = article.DefaultCredit
		case "false":
			into.Credit = ""
		}
		for _, found := range placeholder.FindAllString(into.Credit, -1) {
			if found != "{title}" && found != "{link}" {
				v.fail("expected {title} for the source and {link} for the article's address, found %s", v.quote(found))
				return
			}
		}
	}
}

// titlePrefix reads a text whose white space counts: [xkcd] and a title want a
// space between them, 【海港】 does not.
func titlePrefix(into *article.Policy) func(value) {
	return func(v value) {
		const want = "a text of one line, without control characters"
		s, ok := written(v.node)
		if !ok {
			v.wrong(want)
			return
		}
		t, ok := v.expand(s)
		switch {
		case !ok:
		case strings.ContainsFunc(t.full, unicode.IsControl):
			v.wrong(want)
		case strings.TrimSpace(t.full) != "":
			into.TitlePrefix = t.full
		}
	}
}
