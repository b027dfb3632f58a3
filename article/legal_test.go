package article_test

import (
	"testing"
	"unicode/utf8"

	"feedloom/article"
)

// What no format can hold goes, and nothing else.
func TestLegal(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain, 中文, 👩‍💻, é, \u3000\u00A0\u2028\u200D", "plain, 中文, 👩‍💻, é, \u3000\u00A0\u2028\u200D"},
		{"a\tb\nc\rd\u0085e", "a\tb\nc\rd\u0085e"},
		{"a\x00b\x08c\x0Bd\x1Fe", "abcde"},
		{"a\x7Fb\u0080c\u0092d\u009Fe", "abcde"},
		{"a\uFFFEb\uFFFFc\uFDD0d\uFDEFe\U0001FFFEf\U0010FFFFg", "abcdefg"},
		{"a\uFDCFb\uFDF0c\uFFFDd\U0001FFFDe", "a\uFDCFb\uFDF0c\uFFFDd\U0001FFFDe"},
		{"a\xFF\xFEb\xED\xA0\x80c", "a\uFFFDb\uFFFDc"},
	} {
		if got := article.Legal(c.in); got != c.want {
			t.Errorf("Legal(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// Nothing illegal is left, and what is legal stays as it is.
func FuzzLegal(f *testing.F) {
	for _, s := range []string{"a", "\x00\xff", "\uFFFE\u0085", "中\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := article.Legal(s)
		if !utf8.ValidString(once) || article.Legal(once) != once {
			t.Errorf("Legal(%q) = %q", s, once)
		}
		for _, r := range once {
			if article.IsIllegal(r) {
				t.Errorf("Legal(%q) holds %U", s, r)
			}
		}
	})
}
