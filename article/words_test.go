package article_test

import (
	"testing"

	"feedloom/article"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{" — ", 0},
		{"One word, and don't count 3.5 as two.", 8},
		{"well-known; foo/bar", 2},
		{"海港晚报", 2},
		{"海港晚报。", 2},
		{"港晚报", 2},
		{"Go语言 1.26 发布", 4},
		{"한국어 신문", 2},
		{"สวัสดี", 2},
		{"ひらがなとカタカナ", 5},
		{"a1b2", 1},
	} {
		if got := article.Words(c.text); got != c.want {
			t.Errorf("%q has %d words, want %d", c.text, got, c.want)
		}
	}
}
