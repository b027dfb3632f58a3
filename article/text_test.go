package article_test

import (
	"fmt"
	"html"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"feedloom/article"
)

// HTML is read as a person reads it, and plain text is left as it is.
func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" \n ", ""},
		{"<p>One<b>two</b>\n three</p><p>four</p>", "Onetwo three four"},
		{"a<hr>b<br/>c<li>d<td>e<img src=x>f", "a b c d e f"},
		{"漢<ruby>字<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>y", "漢字(kan)y"},
		{"su<wbr>per<a href='>'>ca</a>li", "supercali"},
		{"a<script>b</script>c<STYLE>d</style>e<template><p>f<template>g</template></p></template>h", "aceh"},
		{"a<script>if (b </script >c", "ac"},
		{"&lt;b&gt; &amp;amp; caf&eacute; &#8211; &#x4e2d;&#25991;&nbsp;.", "<b> &amp; café – 中文 ."},
		{"ga<!-- not <this> -->rb", "garb"},
		{"a\x00b&#8;c\u0092d\uFFFEe", "abcde"},
		{"<title>a</title><noscript><b>c</b></noscript>", "a c"},
		{"1 < 2 & 3 > 2, a<b", "1 < 2 & 3 > 2, a<b"},
		{"I <3 it, I </3 it", "I <3 it, I </3 it"},
		{"vector<int> and <T>, List<type></type>", "vector<int> and <T>, List<type></type>"},
		{"The <script> tag, and <style>", "The <script> tag, and <style>"},
		{"an end <b", "an end <b"},
	} {
		if got := article.Text(c.in, 0); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// The text ends after so many characters, whatever they are.
func TestTextLimit(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"<p>汉字汉字</p>", 3, "汉字汉"},
		{"<p>汉字汉字</p>", 4, "汉字汉字"},
		{"ab  cd", 2, "ab"},
		{"ab  cd", 3, "ab "},
		{"ab  ", 3, "ab"},
		{"ab<p>cd", 4, "ab c"},
		{strings.Repeat("x ", 1e6), 5, "x x x"},
	} {
		if got := article.Text(c.in, c.limit); got != c.want {
			t.Errorf("Text(%.20q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

// Whatever comes, it is one legal line, a limit takes the beginning of it, and
// text that was escaped comes back.
func FuzzText(f *testing.F) {
	for _, s := range []string{"a < b & \"c\"", "<b>", "<script>a</script", "<style><b>", "<template><template></template>", "</3", "<!-- x", "<a b='", "&#x", "<title>\x00\r\n</title>", "<plaintext><p>"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		all := article.Text(s, 0)
		if article.Legal(all) != all || strings.Join(strings.Fields(all), " ") != all {
			t.Errorf("Text(%q) = %q", s, all)
		}
		if limit > 0 {
			want := []rune(all)
			want = want[:min(limit, len(want))]
			if got := article.Text(s, limit); got != string(want) {
				t.Errorf("Text(%q, %d) = %q, want %q", s, limit, got, string(want))
			}
		}
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return article.IsIllegal(r) || unicode.IsSpace(r) && r != ' ' }) {
			return
		}
		want := strings.Join(strings.Fields(s), " ")
		if got := article.Text(`<p title="a > b">`+html.EscapeString(s)+"</p><!-- x -->", 0); got != want {
			t.Errorf("the text of %q is %q", s, got)
		}
	})
}

func ExampleText() {
	fmt.Println(article.Text("<h1>Feeds &amp; readers</h1><p>They <em>work</em>.</p>", 0))
	// Output: Feeds & readers They work.
}
