package feed_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

// under is the planet whose sources have all that policy.
func under(p article.Policy) feed.Site {
	site := planet()
	site.Sources = slices.Clone(site.Sources)
	for i := range site.Sources {
		site.Sources[i].Policy = p
	}
	return site
}

// Each policy in each format; the planet of the other goldens has none.
func TestGoldenPolicies(t *testing.T) {
	policies := map[string]article.Policy{
		"title":   {Extent: article.TitleOnly, TitlePrefix: "[R&D] "},
		"words":   {Extent: article.Beginning, Words: 20, Credit: article.DefaultCredit},
		"noindex": {NoIndex: true, Credit: "Thanks to {title} <3"},
	}
	for name, p := range policies {
		plan := feed.NewPlan(under(p))
		var articles []*article.Article
		for _, of := range []string{"seed", "rich", "minimal"} {
			articles = append(articles, load(t, "testdata/"+of+".article.json")...)
		}
		d := document(t, plan, root, articles, nil)
		for _, f := range feed.Formats() {
			got, err := f.Render(d)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, "testdata/policies/"+name+"."+f.File, got)
		}
	}
}

// What is shown of an article under each policy.
func TestPolicies(t *testing.T) {
	full := article.Item{Title: "T", Link: "https://go.example/1?a=1&b=2", Content: "<p>One two three. Four five six.</p><p>Seven.</p>", Summary: "<p>Short.</p>"}
	but := func(change func(*article.Item)) article.Item {
		it := full
		change(&it)
		return it
	}
	const thanks = `<p>By <a href="https://go.example/blog/">The Go Blog</a>, <a href="https://go.example/1?a=1&amp;b=2">go.example/1?a=1&amp;b=2</a></p>`
	credit := article.Policy{Credit: "By {title}, {link}"}
	for name, c := range map[string]struct {
		item                    article.Item
		policy                  article.Policy
		title, summary, content string
	}{
		"none":                        {full, article.Policy{}, "T", full.Summary, full.Content},
		"title only":                  {full, article.Policy{Extent: article.TitleOnly}, "T", "", ""},
		"title only, without one":     {but(func(it *article.Item) { it.Title = "" }), article.Policy{Extent: article.TitleOnly}, "Short.", "", ""},
		"title only, with nothing":    {article.Item{Link: "https://x.example/"}, article.Policy{Extent: article.TitleOnly, TitlePrefix: "x "}, "", "", ""},
		"words":                       {full, article.Policy{Extent: article.Beginning, Words: 4}, "T", "<p>One two three.</p>", ""},
		"words, more than there are":  {full, article.Policy{Extent: article.Beginning, Words: 60}, "T", "<p>One two three. Four five six. Seven.</p>", ""},
		"words of a summary":          {but(func(it *article.Item) { it.Content = "" }), article.Policy{Extent: article.Beginning, Words: 1}, "T", "<p>Short.</p>", ""},
		"words that look like markup": {article.Item{Content: "<p>1 &lt; 2 &amp; &lt;b&gt;.</p>"}, article.Policy{Extent: article.Beginning, Words: 9}, "", "<p>1 &lt; 2 &amp; &lt;b&gt;.</p>", ""},
		"credit":                      {full, credit, "T", full.Summary, full.Content + "\n" + thanks},
		"credit below a summary":      {but(func(it *article.Item) { it.Content = "" }), credit, "T", full.Summary + "\n" + thanks, ""},
		"credit alone":                {full, article.Policy{Extent: article.TitleOnly, Credit: credit.Credit}, "T", "", thanks},
		"credit in markup":            {full, article.Policy{Extent: article.TitleOnly, Credit: `<b>"{title}`}, "T", "", `<p>&lt;b&gt;&#34;<a href="https://go.example/blog/">The Go Blog</a></p>`},
		"credit without a link":       {but(func(it *article.Item) { it.Link = "" }), article.Policy{Extent: article.TitleOnly, Credit: `{link}`}, "T", "", `<p><a href="https://go.example/blog/">go.example/blog/</a></p>`},
		"prefix":                      {full, article.Policy{TitlePrefix: "[Go] "}, "[Go] T", full.Summary, full.Content},
		"prefix without a space":      {full, article.Policy{TitlePrefix: "【海港】"}, "【海港】T", full.Summary, full.Content},
	} {
		a := &article.Article{ID: 1, PublicID: "urn:x:1", Sightings: []article.Sighting{{Source: "go", Item: c.item}, {Source: "links", Item: article.Item{}}}}
		it := feed.NewPlan(under(c.policy)).Entry(a, profiles)
		got, want := []string{it.Title, it.Summary, it.Content}, []string{c.title, c.summary, c.content}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// The policy is that of the source whose words are shown.
func TestPolicyOfThePrimarySource(t *testing.T) {
	site := planet()
	site.Sources = slices.Clone(site.Sources)
	site.Sources[1].Policy.TitlePrefix = "[go] "
	site.Sources[2].Policy = article.Policy{Extent: article.TitleOnly, NoIndex: true, TitlePrefix: "[links] "}
	a := &article.Article{ID: 1, Sightings: []article.Sighting{{Source: "go", Item: article.Item{Title: "T", Content: "C"}}, {Source: "links", Item: article.Item{Title: "L"}}}}
	if it := feed.NewPlan(site).Entry(a, profiles); it.Title != "[go] T" || it.Content != "C" || it.NoIndex {
		t.Errorf("%+v", it)
	}
}

// A feed as a whole is left out of indexes where all that it holds is to be.
func TestNoIndexOfAFeed(t *testing.T) {
	site := planet()
	site.Sources = slices.Clone(site.Sources)
	site.Sources[2].Policy.NoIndex = true
	plan := feed.NewPlan(site)
	hidden := &article.Article{ID: 1, PublicID: "urn:x:1", Sightings: []article.Sighting{{Source: "links", Item: article.Item{Title: "L"}}}}
	open := &article.Article{ID: 2, PublicID: "urn:x:2", Sightings: []article.Sighting{{Source: "go", Item: article.Item{Title: "T"}}}}
	for _, c := range []struct {
		articles []*article.Article
		want     bool
	}{{nil, false}, {[]*article.Article{hidden}, true}, {[]*article.Article{hidden, open}, false}, {[]*article.Article{open}, false}} {
		if d := document(t, plan, root, c.articles, nil); d.NoIndex != c.want {
			t.Errorf("of %d articles: %v, want %v", len(c.articles), d.NoIndex, c.want)
		}
	}
}

// A beginning ends with a sentence near the number of words, in any script, and
// is cut where none does.
func TestBeginning(t *testing.T) {
	sentences := func(words ...int) string {
		var b strings.Builder
		for i, n := range words {
			b.WriteString("S" + strings.Repeat(" x", n-1) + fmt.Sprint(i) + ". ")
		}
		return strings.TrimSpace(b.String())
	}
	count := func(n int) string { return sentences(n) }
	for _, c := range []struct {
		text  string
		words int
		want  string
	}{
		{"", 5, ""},
		{"One.", 5, "One."},
		{sentences(3, 4, 5), 7, sentences(3, 4)},
		{sentences(3, 4, 5), 9, sentences(3, 4)},
		{sentences(3, 4, 5), 10, sentences(3, 4, 5)},
		{sentences(10, 4), 7, count(10)},
		{sentences(11, 4), 7, "S x x x x x x…"},
		{sentences(3, 20), 7, "S x x0. S x x x…"},
		{sentences(4, 20), 7, count(4)},
		{"It is 3.5 metres (10 ft) long! Really? Yes.", 8, "It is 3.5 metres (10 ft) long! Really?"},
		{"We met Dr. Who in St. Ives. He left.", 3, "We met Dr…"},
		{"We met Dr. Who in St. Ives. He left.", 6, "We met Dr. Who in St. Ives."},
		{"海港晚报今天出版了新的一期。内容很多，请看正文。谢谢。", 7, "海港晚报今天出版了新的一期。"},
		{"海港晚报今天出版了新的一期内容很多请看正文", 4, "海港晚报今天出版…"},
		{"港は静かだ。「船が出る。」と彼は言った。", 3, "港は静かだ。"},
		{"नाव चली गई। सब घर गए।", 3, "नाव चली गई।"},
		{"Word, word, word", 2, "Word, word, word"},
		{"Word, word, word", 1, "Word…"},
		{strings.Repeat("x", 1000), 1, strings.Repeat("x", 1000)},
	} {
		a := &article.Article{ID: 1, Sightings: []article.Sighting{{Source: "go", Item: article.Item{Content: c.text}}}}
		got := feed.NewPlan(under(article.Policy{Extent: article.Beginning, Words: c.words})).Entry(a, nil).Summary
		if want := "<p>" + c.want + "</p>"; got != want && got != c.want {
			t.Errorf("%d words of %.60q:\n got %q\nwant %q", c.words, c.text, got, want)
		}
	}
}

// Whatever the text, its beginning is one: no longer than it may be, and whole
// where it is short.
func FuzzBeginning(f *testing.F) {
	for _, s := range []string{"One. Two, three. Four five six seven.", "海港晚报。今天「出版」了。", "<p>a &lt; b. C</p><p>D. e", "a.b.c... d!? e", "สวัสดี ครับ", "\x00\xff…"} {
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, content string, n uint8) {
		words := int(n) + 1
		a := &article.Article{ID: 1, Sightings: []article.Sighting{{Source: "go", Item: article.Item{Content: content}}}}
		whole := article.Text(feed.NewPlan(planet()).Entry(a, nil).Content, 0)
		shown := feed.NewPlan(under(article.Policy{Extent: article.Beginning, Words: words})).Entry(a, nil)
		text := article.Text(shown.Summary, 0)
		if !strings.HasPrefix(whole, strings.TrimSuffix(text, "…")) || shown.Content != "" {
			t.Errorf("%q is no beginning of %q", text, whole)
		}
		if has := article.Words(text); 2*has > 3*words || has == 0 && article.Words(whole) > 0 {
			t.Errorf("%d words of %q: %q, which has %d", words, whole, text, has)
		}
		if article.Words(whole) <= words && text != whole {
			t.Errorf("%q is cut to %q", whole, text)
		}
	})
}
