package rule_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/internal/rule"
)

func sample() *article.Article {
	return &article.Article{
		Published: time.Date(2021, 12, 17, 12, 35, 16, 0, time.UTC),
		Updated:   time.Date(2021, 12, 18, 0, 0, 0, 0, time.UTC),
		FirstSeen: time.Date(2021, 12, 19, 0, 0, 0, 0, time.UTC),
		Sightings: []article.Sighting{
			{Source: "blog.example/feed", Item: article.Item{
				GUID: "tag:1", Link: "https://blog.example/1", Title: "Sponsored: a keyboard",
				Authors:    []article.Person{{Name: "Ann"}, {Email: "x@example.org"}, {Name: "李墨轩"}},
				Summary:    "<p>Short</p>",
				Content:    `<p>Ga<b>rb</b>age</p><p title="a > b">collected &amp; go<!-- not <this> -->ne</p>`,
				Tags:       []article.Tag{{Term: "golang"}, {Term: "kb", Label: "Keyboards"}},
				Image:      "https://blog.example/1.png",
				Thumbnail:  "https://blog.example/1-small.png",
				Enclosures: []article.Enclosure{{URL: "https://blog.example/1.mp3", Type: "audio/mpeg"}},
				Language:   "en",
				Rights:     "CC0",
				Comments:   "https://blog.example/1#comments",
			}},
			{Source: "links", Item: article.Item{Title: "Other", Tags: []article.Tag{{Term: "hardware"}}}},
		},
	}
}

func compile(t *testing.T, expression string) rule.Condition {
	t.Helper()
	c, err := rule.Compile(expression)
	if err != nil {
		t.Fatalf("Compile(%q): %v", expression, err)
	}
	return c
}

// drops reports whether a rule with this condition drops the article.
func drops(t *testing.T, expression string, a *article.Article) bool {
	t.Helper()
	return rule.Rules{{When: compile(t, expression), Drop: true}}.Apply(a, nil).Dropped
}

// Every name of an expression is the fact that it says it is.
func TestConditionKnowsTheArticle(t *testing.T) {
	for _, expression := range []string{
		`title contains "Sponsored"`,
		`link startsWith "https://blog.example/"`,
		`summary == "<p>Short</p>"`,
		`content contains "<b>"`,
		`text == "Garbage collected & gone"`,
		`author == "Ann, 李墨轩"`,
		`"李墨轩" in authors and len(authors) == 2`,
		`"golang" in tags`,
		`"Keyboards" in tags and not ("kb" in tags)`,
		`"hardware" in tags`,
		`any(tags, lower(#) == "keyboards")`,
		`"keyboards" in map(tags, lower(#))`,
		`source == "blog.example/feed"`,
		`sources == ["blog.example/feed", "links"]`,
		`language == "en"`,
		`image endsWith ".png"`,
		`enclosures == 1`,
		`published > date("2021-12-17") and published < updated`,
		`published.Year() == 2021`,
		`updated - published < duration("12h")`,
		`guid == "tag:1"`,
		`words == 3`,
		`categories == []`,
		`marks == []`,
		`rights == "CC0" and comments endsWith "#comments"`,
		`thumbnail endsWith "-small.png"`,
		`types == ["audio/mpeg"]`,
		`first_seen == date("2021-12-19")`,
		`replace(title, "Sponsored: ", "") == "a keyboard"`,
		`title matches "(?i)^SPONSORED:"`,
		`title + link contains "keyboardhttps"`,
		`enclosures in 1..3`,
	} {
		if !drops(t, expression, sample()) {
			t.Errorf("%s does not hold", expression)
		}
		if drops(t, "not ("+expression+")", sample()) {
			t.Errorf("not (%s) holds", expression)
		}
	}
}

// An expression that fails while it runs does not hold, nor does its contrary.
func TestFailureDoesNotHold(t *testing.T) {
	for _, expression := range []string{
		`tags[7] == "x"`,
		`date(title) > published`,
		`int(title) == 1`,
		`len(1..2000000) > 0`,
		`timezone(title) == nil`,
		`len(replace(text + text, "", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")) == 0`,
	} {
		if drops(t, expression, sample()) || drops(t, "not ("+expression+")", sample()) {
			t.Errorf("%s holds", expression)
		}
	}
	var zero rule.Condition
	if (rule.Rules{{When: zero, Drop: true}}).Apply(sample(), nil).Dropped {
		t.Error("the zero condition holds")
	}
	if drops(t, `title == "x"`, &article.Article{}) {
		t.Error("an article without sightings has a title")
	}
}

func TestCompileErrors(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{``, `1:1: expected a condition such as title contains "Sponsored", found nothing`},
		{`titel contains "x"`, `1:1: unknown name "titel"; did you mean "title"?`},
		{`title contains "x" or "go" in tagz`, `1:31: unknown name "tagz"; did you mean "tags"?`},
		{"title == \"金\" or\n  autor == \"x\"", `2:3: unknown name "autor"; did you mean "author"?`},
		{`title`, `1:1: expected a condition, which is true or false, found a value of type string`},
		{`title contains`, `1:14: unexpected token EOF`},
		{`enclosures == "x"`, `1:12: invalid operation: == (mismatched types int and string)`},
		{`published > now()`, `1:13: a rule cannot ask for the time: it would change what is published while no article changed`},
		{`any(tags, any(authors, # == "x"))`, `1:24: a loop inside of a loop is more than a rule may do`},
		{`any(tags, replace(#, "a", "b") == "x")`, `1:11: nothing can be replaced inside of a loop`},
		{`any(map(tags, # + #), # == "x")`, `1:17: texts cannot be joined inside of a loop`},
		{`let x = title; x == "x"`, `1:5: a rule has no variables and no sequences: write one expression`},
		{`title matches text`, `1:15: a pattern is written out: title matches "^Re:"`},
		{`title matches "("`, "1:7: error parsing regexp: missing closing ): `(`"},
		{`$env.title == "x"`, `1:1: unknown name "$env"`},
		{`toJSON(title) == "x"`, `1:1: unknown name "toJSON"; the names are title, link, summary, content, text, words,`},
		{strings.Repeat("(", 5000), `1:1: expected at most 4096 bytes, found 5000`},
	} {
		_, err := rule.Compile(c.expression)
		var e *rule.Error
		if !errors.As(err, &e) {
			t.Errorf("Compile(%q) = %v, want an *Error", c.expression, err)
		} else if !strings.HasPrefix(e.Error(), c.want) {
			t.Errorf("Compile(%q):\n got %s\nwant %s", c.expression, e, c.want)
		}
	}
}

// Rules in order: each sees what those before it have left.
func TestApply(t *testing.T) {
	yes, no := compile(t, `enclosures == 1`), compile(t, `enclosures == 2`)
	before := []article.Category{{"A"}, {"A", "B"}, {"AB"}}
	for name, c := range map[string]struct {
		rules rule.Rules
		want  []article.Category
		keep  bool
	}{
		"none":             {nil, before, true},
		"does not hold":    {rule.Rules{{When: no, Drop: true}}, before, true},
		"add":              {rule.Rules{{When: yes, Add: article.Category{"C"}}}, append(before[:3:3], article.Category{"C"}), true},
		"add what is":      {rule.Rules{{When: yes, Add: article.Category{"A", "B"}}}, before, true},
		"move":             {rule.Rules{{When: yes, Move: article.Category{"C", "D"}}}, []article.Category{{"C", "D"}}, true},
		"remove":           {rule.Rules{{When: yes, Remove: article.Category{"A"}}}, []article.Category{{"AB"}}, true},
		"remove one":       {rule.Rules{{When: yes, Remove: article.Category{"A", "B"}}}, []article.Category{{"A"}, {"AB"}}, true},
		"drop":             {rule.Rules{{When: yes, Drop: true}, {When: yes, Add: article.Category{"C"}}}, nil, false},
		"move, then add":   {rule.Rules{{When: yes, Move: article.Category{"C"}}, {When: yes, Add: article.Category{"D"}}}, []article.Category{{"C"}, {"D"}}, true},
		"add, then remove": {rule.Rules{{When: yes, Add: article.Category{"C"}}, {When: yes, Remove: article.Category{"C"}}}, before, true},
	} {
		t.Run(name, func(t *testing.T) {
			given := append([]article.Category(nil), before...)
			made := c.rules.Apply(sample(), given)
			if diff := cmp.Diff(c.want, made.Categories); diff != "" || made.Dropped == c.keep {
				t.Errorf("dropped %v; categories (-want +got):\n%s", made.Dropped, diff)
			}
			if diff := cmp.Diff(before, given); diff != "" {
				t.Errorf("Apply changed its argument:\n%s", diff)
			}
		})
	}
}

// The fingerprint tells apart whatever decides.
func TestFingerprint(t *testing.T) {
	a, b := compile(t, `title == "a"`), compile(t, `title == "b"`)
	path := article.Category{"A", "B"}
	lists := []rule.Rules{
		nil,
		{{When: a}},
		{{When: a, Drop: true}},
		{{When: b, Drop: true}},
		{{When: a, Add: path}},
		{{When: a, Move: path}},
		{{When: a, Remove: path}},
		{{When: a, Tag: []string{"A", "B"}}},
		{{When: a, Untag: []string{"A", "B"}}},
		{{When: a, Mark: []string{"A", "B"}}},
		{{When: a, Mark: []string{"AB"}}},
		{{When: a, Title: text(t, `link`)}},
		{{When: a, Image: text(t, `link`)}},
		{{When: a, Move: path, Add: path}},
		{{When: a, Add: article.Category{"A/B"}}},
		{{When: a, Add: path}, {When: b, Drop: true}},
		{{When: b, Drop: true}, {When: a, Add: path}},
	}
	seen := map[string]int{}
	for i, rs := range lists {
		if j, ok := seen[rs.Fingerprint()]; ok {
			t.Errorf("lists %d and %d have one fingerprint", i, j)
		}
		seen[rs.Fingerprint()] = i
	}
	again := rule.Rules{{When: compile(t, `title == "a"`), Add: article.Category{"A", "B"}}}
	if again.Fingerprint() != lists[4].Fingerprint() {
		t.Error("the same rules have two fingerprints")
	}
}

func TestNearest(t *testing.T) {
	known := []string{"title", "per_host", "max_body", "url", "id"}
	for name, want := range map[string]string{
		"titel": "title", "perHost": "per_host", "per-host": "per_host", "URL": "url", "ulr": "url",
		"maxbody": "max_body", "publisher": "", "": "", strings.Repeat("x", 9999): "",
	} {
		if got, ok := rule.Nearest(name, known); got != want || ok != (want != "") {
			t.Errorf("Nearest(%.20q) = %q, %v, want %q", name, got, ok, want)
		}
	}
}

func ExampleRules_Apply() {
	sponsored, _ := rule.Compile(`title contains "Sponsored"`)
	golang, _ := rule.Compile(`"golang" in tags`)
	rules := rule.Rules{
		{When: sponsored, Drop: true},
		{When: golang, Add: article.Category{"Programming", "Go"}},
	}
	a := &article.Article{Sightings: []article.Sighting{{Item: article.Item{
		Title: "Generics", Tags: []article.Tag{{Term: "golang"}},
	}}}}
	fmt.Println(rules.Apply(a, []article.Category{{"Blogs"}}).Categories)
	// Output: [Blogs Programming/Go]
}
