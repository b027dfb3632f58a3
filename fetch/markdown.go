package fetch

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// commonmark reads CommonMark with GitHub's extensions. The HTML within stays as
// it is: it is cleaned with all the rest.
var commonmark = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
})

// maxToil bounds the work that Markdown may be, see toil: some seconds.
const maxToil = 1_000_000_000

// toil is how much work the library has with Markdown at the most. Between two
// blank lines its time can grow with the square of the number of signs, whatever
// the context has to say: a thousand times "> " or "[a](" are no accident.
func toil(s string) (n int) {
	signs, blank := 0, true
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\n' && blank:
			n, signs = n+signs*signs, 0
		case c == '\n':
			blank = true
		case c == ' ' || c == '\t':
		default:
			blank = false
			if strings.IndexByte("[]()*_~`<>|-#!&:.\\", c) >= 0 || c == '+' && strings.HasPrefix(s[i+1:], " ") { // no sign of base64
				signs++
			}
		}
	}
	return n + signs*signs
}

// fromMarkdown is Markdown as HTML, not yet cleaned. What the library can't read
// is plain text.
func fromMarkdown(s string) (out string) {
	defer func() {
		if recover() != nil {
			out = paragraphs(s)
		}
	}()
	var b strings.Builder
	if err := commonmark().Convert([]byte(s), &b); err != nil {
		return paragraphs(s)
	}
	return b.String()
}
