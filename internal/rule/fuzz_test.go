package rule_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"feedloom/article"
	"feedloom/internal/rule"
)

// Any expression either compiles and can be asked, or is refused with a place
// that lies inside of it.
func FuzzCompile(f *testing.F) {
	for _, s := range []string{
		`title contains "Sponsored"`, `"golang" in tags`, `any(tags, lower(#) == "x")`,
		`published.Year() > 2020 ? true : false`, `title matches "a+"`, `tags[0][1:2] == "\u00e9"`,
		`text | lower() | hasPrefix("x")`, `{"a": 1}.a == 1`, `1..3 == [1, 2, 3]`, `title ?? ""`, `#`, `"`, `if true { true } else { false }`,
	} {
		f.Add(s)
	}
	for _, s := range []string{`replace(title, "a", text + link)`, `title | replace("", "x") | replace("x", "xxxxxxxx")`, `tags[0]`, `published.Format("2006")`} {
		f.Add(s)
	}
	always, err := rule.Compile(`true`)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		if x, err := rule.CompileText(expression); err == nil {
			made := rule.Rules{{When: always, Title: x, Image: x}}.Apply(sample(), nil)
			if len(made.Title) > 2000 || strings.Contains(made.Title, "\n") {
				t.Errorf("%q makes the title %q", expression, made.Title)
			}
		}
		c, err := rule.Compile(expression)
		if err == nil {
			rule.Rules{{When: c, Drop: true}}.Apply(sample(), []article.Category{{"A"}})
			return
		}
		var e *rule.Error
		if !errors.As(err, &e) {
			t.Fatalf("Compile(%q) = %v, want an *Error", expression, err)
		}
		lines := strings.Split(expression, "\n")
		if e.Line < 1 || e.Line > len(lines) || e.Column < 1 || strings.Contains(e.Msg, "\n") {
			t.Fatalf("Compile(%q): the place of %q is not in it", expression, e)
		}
		if utf8.ValidString(expression) && e.Column > utf8.RuneCountInString(lines[e.Line-1])+1 {
			t.Errorf("Compile(%q): %q is beyond its line", expression, e)
		}
	})
}
