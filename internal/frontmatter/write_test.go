package frontmatter_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/internal/frontmatter"
)

// ferries is an article with all that a post can say.
func ferries(d frontmatter.Dialect) frontmatter.Post {
	when := time.Date(2021, 12, 17, 12, 35, 16, 0, time.UTC)
	return frontmatter.Post{
		Title:     "刚刚，海港市公布夜间渡轮协议草案",
		Paths:     []article.Category{{"金融", "海港晚报", "海港晚报－国際"}},
		Tags:      []string{"渡轮", "C#", "no"},
		Image:     "https://harbour.example/img/head.png",
		Thumbnail: "https://harbour.example/img/thumb.png",
		Authors:   []article.Person{{Name: "海港晚报"}},
		Date:      d.Date(when),
		Updated:   d.Date(when.Add(time.Hour)),
		Link:      "https://harbour.example/2021/12/17/ferries.html",
		ID:        "tag:harbour.example,2021-12-17:ferries",
		Summary:   "<p>It's agreed: ferries at night.</p>",
		Comments:  "https://harbour.example/2021/12/17/ferries.html#comments",
		Language:  "zh-CN",
		Rights:    "© 2021 海港晚报",
		Credit:    `— <a href="https://harbour.example/">海港晚报</a>`,
		Body:      "<div>\n<p>　　价格 {{ fare }} 与 {% tax %} {# 另行 #} {{< 决定 >}}。</p>\n</div>",
	}
}

// Each dialect writes what its golden file has, and what it has written is read
// as the same post.
func TestWrite(t *testing.T) {
	for _, name := range frontmatter.Dialects() {
		d, _ := frontmatter.DialectOf(name)
		post := ferries(d)
		written := d.Write(post)
		compare(t, filepath.Join("testdata", "write", name+".golden"), written)
		for _, paths := range [][]article.Category{post.Paths, {{"a"}, {"b", "c d"}}, {{"true"}}, {{"x, y", "[z]"}, {"- w", "'"}}} {
			post.Paths = paths
			back, err := frontmatter.Parse(d.Write(post))
			if err != nil {
				t.Fatal(name, err)
			}
			back.Body = article.Text(back.Body, 0)
			want := post
			want.Body = article.Text(want.Body, 0)
			if diff := cmp.Diff(want, back); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

// What any program would take for something else has quotes; what no line can
// hold is escaped.
func TestQuotes(t *testing.T) {
	for s, want := range map[string]string{
		"新浪财经－国內": "新浪财经－国內", "C3 PO-x_y.z": "C3 PO-x_y.z", "it's": "'it''s'", "": "''", " a": "' a'", "a ": "'a '",
		"Yes": "'Yes'", "null": "'null'", "1e3": "'1e3'", "2021-12-17": "'2021-12-17'", "a: b": "'a: b'", "a #b": "'a #b'", "- a": "'- a'", "---": "'---'",
		"a\nb": `"a\nb"`, "a\u2028b": `"a\u2028b"`, "\u0085": `"\u0085"`, "\ufeffa": `"\uFEFFa"`, "\x00\"\\": `"\u0000\"\\"`, "\U0001ffff": `"\U0001FFFF"`, "🛥": "'🛥'",
	} {
		got := string(frontmatter.Write([]frontmatter.Field{{Key: "k", Value: frontmatter.Text(s)}}, ""))
		if got != "---\nk: "+want+"\n---\n\n\n" {
			t.Errorf("%q: got %s, want %s", s, got, want)
		}
	}
}

// A draft stays one.
func TestWriteDraft(t *testing.T) {
	for _, name := range frontmatter.Dialects() {
		d, _ := frontmatter.DialectOf(name)
		if back, err := frontmatter.Parse(d.Write(frontmatter.Post{Title: "x", Draft: true})); err != nil || !back.Draft {
			t.Errorf("%s: %+v, %v", name, back, err)
		}
	}
}

// A body has no blank line, begins with a block and holds no sign of the
// dialect's, and it is still the same HTML.
func TestBody(t *testing.T) {
	for _, html := range []string{
		"plain words", "<p>a</p>\n\n \n\t\n<pre>x\n\n\n\ny</pre>", "<pre>\n\nz</pre>", "<em>a</em>\r\n\r\n<p>b</p>",
		"{{{ a }}} {{% b %}} {{< c >}} {%- d %} {#", "<p title=\"{{ a\n\nb }}\">``` ~~~~ ````</p>",
	} {
		for _, name := range frontmatter.Dialects() {
			d, _ := frontmatter.DialectOf(name)
			body := d.Body(html)
			if !frontmatter.IsHTML(body) || strings.Contains(strings.ReplaceAll(body, "\n \n", "\n\n"), "\n\n") {
				t.Errorf("%s: %q", name, body)
			}
			if article.Text(body, 0) != article.Text(html, 0) {
				t.Errorf("%s: %q became %q", name, html, body)
			}
		}
	}
	hexo, _ := frontmatter.DialectOf("hexo")
	if got, want := hexo.Body("<p>{{{</p>"), "<p>&#123;&#123;{</p>"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	hugo, _ := frontmatter.DialectOf("hugo")
	if got, want := hugo.Body("<p>{{ a }} {{% b %}}</p>"), "<p>{{ a }} &#123;{% b %}}</p>"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Markdown that has HTML in it is Markdown.
func TestIsHTML(t *testing.T) {
	for body, want := range map[string]bool{
		"<div>\n<p>a</p>\n\n\n   <!-- b -->\n\n      <style>c{}</style></div>\n": true,
		"<!-- a -->\n<p>b</p>":            true,
		"<div>\n\nwords *here*\n\n</div>": false,
		"<em>words</em> and *words*":      false,
		"<https://a.example>":             false,
		"<p>a</p>\n\n# Words":             false,
		"<p>a</p>\n\n<https://a.example>": false,
		"":                                false,
	} {
		if got := frontmatter.IsHTML(body); got != want {
			t.Errorf("%q: %t", body, got)
		}
	}
}
