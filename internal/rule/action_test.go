package rule_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/internal/rule"
)

func text(t *testing.T, expression string) rule.Text {
	t.Helper()
	x, err := rule.CompileText(expression)
	if err != nil {
		t.Fatalf("CompileText(%q): %v", expression, err)
	}
	return x
}

func words(words ...string) []string { return words }

// What each action makes of an article, alone and with others; later rules see
// it.
func TestActions(t *testing.T) {
	yes := compile(t, `enclosures == 1`)
	when := func(s string) rule.Condition { return compile(t, s) }
	a, c := article.Category{"A"}, article.Category{"C", "D"}
	tags := sample().Tags()
	for name, of := range map[string]struct {
		rules rule.Rules
		want  article.Ruling
	}{
		"tag":            {rule.Rules{{When: yes, Tag: words("new", "GOLANG", "new")}}, article.Ruling{Tags: append(tags[:3:3], article.Tag{Term: "new"})}},
		"untag":          {rule.Rules{{When: yes, Untag: words("Hardware", "keyboards", "x")}}, article.Ruling{Tags: tags[:1]}},
		"untag, tag":     {rule.Rules{{When: yes, Tag: words("golang"), Untag: words("golang")}}, article.Ruling{Tags: []article.Tag{tags[1], tags[2], {Term: "golang"}}}},
		"mark":           {rule.Rules{{When: yes, Mark: words("b", "a", "b")}, {When: yes, Mark: words("a", "c")}}, article.Ruling{Marks: words("b", "a", "c")}},
		"title":          {rule.Rules{{When: yes, Title: text(t, `replace(title, "Sponsored: ", " ")`)}}, article.Ruling{Title: "a keyboard"}},
		"a long title":   {rule.Rules{{When: yes, Title: text(t, `replace(title, "", "ü`+strings.Repeat("ü", 1000)+`")`)}}, article.Ruling{Title: strings.Repeat("ü", 1000)}},
		"no title":       {rule.Rules{{When: yes, Title: text(t, `" "`)}, {When: yes, Title: text(t, `tags[9]`)}}, article.Ruling{}},
		"image":          {rule.Rules{{When: yes, Image: text(t, `link + ".png"`)}}, article.Ruling{Image: "https://blog.example/1.png"}},
		"no image":       {rule.Rules{{When: yes, Image: text(t, `title`)}, {When: yes, Image: text(t, `"ftp://x.example/"`)}}, article.Ruling{}},
		"all, in order":  {rule.Rules{{When: yes, Move: c, Remove: article.Category{"C"}, Add: a, Mark: words("m")}}, article.Ruling{Categories: []article.Category{a}, Marks: words("m")}},
		"by its title":   {rule.Rules{{When: yes, Title: text(t, `"New"`)}, {When: when(`title == "New"`), Mark: words("m")}}, article.Ruling{Title: "New", Marks: words("m")}},
		"by its image":   {rule.Rules{{When: yes, Image: text(t, `"https://x.example/"`)}, {When: when(`image endsWith "x.example/"`), Drop: true}}, article.Ruling{Dropped: true}},
		"by its tags":    {rule.Rules{{When: yes, Tag: words("new")}, {When: when(`"new" in tags`), Drop: true}}, article.Ruling{Dropped: true}},
		"by its marks":   {rule.Rules{{When: yes, Mark: words("m")}, {When: when(`"m" in marks`), Drop: true}}, article.Ruling{Dropped: true}},
		"by categories":  {rule.Rules{{When: yes, Add: c}, {When: when(`"C/D" in categories and "B" in categories`), Drop: true}}, article.Ruling{Dropped: true}},
		"as it was":      {rule.Rules{{When: yes, Title: text(t, `"New"`), Image: text(t, `"https://x.example/" + title`)}}, article.Ruling{Title: "New", Image: "https://x.example/Sponsored: a keyboard"}},
		"after a drop":   {rule.Rules{{When: yes, Drop: true}, {When: yes, Mark: words("m")}}, article.Ruling{Dropped: true}},
		"not by a false": {rule.Rules{{When: when(`enclosures == 2`), Title: text(t, `"New"`), Tag: words("new"), Mark: words("m")}}, article.Ruling{}},
	} {
		t.Run(name, func(t *testing.T) {
			if !of.want.Dropped {
				if of.want.Categories == nil {
					of.want.Categories = []article.Category{{"B"}}
				}
				if of.want.Tags == nil {
					of.want.Tags = tags
				}
			}
			if diff := cmp.Diff(of.want, of.rules.Apply(sample(), []article.Category{{"B"}})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A feed's condition sees what the rules have made.
func TestHolds(t *testing.T) {
	made := article.Ruling{Title: "New", Marks: words("m"), Categories: []article.Category{{"A", "B/C"}}, Tags: []article.Tag{{Term: "t"}}}
	for _, yes := range []string{`title == "New"`, `"m" in marks`, `"A/B∕C" in categories`, `tags == ["t"]`, `image endsWith "1.png"`, `words == 3`} {
		if !compile(t, yes).Holds(sample(), made) {
			t.Errorf("%s does not hold", yes)
		}
	}
	if compile(t, `tags[1] != ""`).Holds(sample(), made) {
		t.Error("a condition that fails holds")
	}
}

// A trace has the rules that hold, what they found and what they left, to the
// one that drops.
func TestTrace(t *testing.T) {
	yes, no := compile(t, `enclosures == 1`), compile(t, `enclosures == 2`)
	rules := rule.Rules{
		{When: no, Drop: true},
		{When: yes, Add: article.Category{"C"}},
		{When: yes, Remove: article.Category{"A"}},
		{When: yes, Drop: true},
		{When: yes, Move: article.Category{"D"}},
	}
	found := []article.Category{{"A"}, {"B"}}
	placed := func(paths ...article.Category) article.Ruling {
		return article.Ruling{Categories: paths, Tags: sample().Tags()}
	}
	want := []rule.Step{
		{rules[1], 2, placed(found...), placed(found[0], found[1], article.Category{"C"})},
		{rules[2], 3, placed(found[0], found[1], article.Category{"C"}), placed(found[1], article.Category{"C"})},
		{rules[3], 4, placed(found[1], article.Category{"C"}), article.Ruling{Dropped: true}},
	}
	opaque := cmp.Options{cmp.Transformer("condition", rule.Condition.String), cmp.Transformer("text", rule.Text.String)}
	if diff := cmp.Diff(want, rules.Trace(sample(), found), opaque); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEffect(t *testing.T) {
	all := rule.Rule{Add: article.Category{"A", "B"}, Remove: article.Category{"C"}, Tag: words("x", "y"), Untag: words("z"), Mark: words("m"),
		Title: text(t, `title`), Image: text(t, `image`)}
	for want, r := range map[string]rule.Rule{
		"changes nothing": {},
		"drops it":        {Drop: true},
		"moves it to D":   {Move: article.Category{"D"}},
		"takes it out of C, adds it to A/B, takes away the tags z, tags it x and y, marks it m, sets its title, sets its image": all,
	} {
		if got := r.Effect(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// An expression that comes to no text is refused where it is written.
func TestCompileTextErrors(t *testing.T) {
	for expression, want := range map[string]string{
		``:                                 `1:1: expected a text such as replace(title, "[Ad] ", ""), found nothing`,
		`enclosures`:                       `1:1: expected a text, found a value of type int`,
		`replace(titel, "x", "")`:          `1:9: unknown name "titel"; did you mean "title"?`,
		`replace(lower(1), "x", "")`:       `1:15: cannot use int as argument (type string) to call lower`,
		`Daily comic`:                      `1:7: unexpected token Identifier("comic"); a fixed text has quotes of its own: '"Daily comic"'`,
		`titel`:                            `1:1: unknown name "titel"; did you mean "title"?`,
		`replace(title, "x")`:              `1:1: not enough arguments to call replace`,
		`replace(title, 1, "x")`:           `1:16: cannot use int as argument (type string) to call replace `,
		`join(map(tags, replace(#, "a")))`: `1:1: unknown name "join"`,
	} {
		if _, err := rule.CompileText(expression); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("CompileText(%q):\n got %v\nwant %s", expression, err, want)
		}
	}
}

func TestConstant(t *testing.T) {
	for expression, want := range map[string]string{`"https://x.example/" + "a.png"`: "https://x.example/a.png", `"x"`: "x", `title`: "", `title + "x"`: ""} {
		if got, ok := text(t, expression).Constant(); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", expression, got, ok)
		}
	}
}

// What only changes what an article looks like is no part of the fingerprint of
// where it belongs, unless something that decides there asks for it.
func TestMembership(t *testing.T) {
	a, b := compile(t, `title == "a"`), compile(t, `"x" in tags`)
	marked, path := compile(t, `"m" in marks`), article.Category{"A"}
	for name, c := range map[string]struct {
		one, other rule.Rules
		asked      []string
		same       bool
	}{
		"a title":                        {rule.Rules{{When: b, Title: text(t, `link`)}}, nil, nil, true},
		"a title, an image and tags":     {rule.Rules{{When: a, Tag: words("x"), Image: text(t, `link`), Untag: words("y")}, {When: b, Title: text(t, `link`)}}, nil, nil, true},
		"a mark":                         {rule.Rules{{When: a, Mark: words("m")}}, nil, nil, true},
		"a mark that a feed asks for":    {rule.Rules{{When: a, Mark: words("m")}}, nil, words("marks"), false},
		"the title that a rule asks for": {rule.Rules{{When: b, Title: text(t, `link`)}, {When: a, Drop: true}}, rule.Rules{{When: a, Drop: true}}, nil, false},
		"the title after that rule":      {rule.Rules{{When: a, Drop: true}, {When: b, Title: text(t, `link`)}}, rule.Rules{{When: a, Drop: true}}, nil, true},
		"the tags of a mark of a path":   {rule.Rules{{When: a, Tag: words("x")}, {When: b, Mark: words("m")}, {When: marked, Add: path}}, rule.Rules{{When: b, Mark: words("m")}, {When: marked, Add: path}}, nil, false},
		"the title of a title of a feed": {rule.Rules{{When: b, Title: text(t, `link`)}, {When: b, Title: text(t, `title + "x"`)}}, rule.Rules{{When: b, Title: text(t, `title + "x"`)}}, words("title"), false},
		"a path":                         {rule.Rules{{When: a, Add: path}}, rule.Rules{{When: a, Move: path}}, nil, false},
		"a path and a look":              {rule.Rules{{When: a, Add: path, Tag: words("x")}}, rule.Rules{{When: a, Add: path}}, nil, true},
	} {
		if got := c.one.Membership(c.asked) == c.other.Membership(c.asked); got != c.same {
			t.Errorf("%s: the same: %v, want %v", name, got, c.same)
		}
	}
}
