package fetch

import (
	"html"
	"strings"
	"unicode/utf8"

	"feedloom/article"
)

// text is what a source sent where a person reads: HTML, plain text or Markdown.
type text struct {
	Value    string `json:",omitempty"`
	Plain    bool   `json:",omitempty"`
	Markdown bool   `json:",omitempty"`
}

// markup is the text as HTML, not yet cleaned.
func (t text) markup() string {
	switch {
	case t.Plain:
		return paragraphs(t.Value)
	case t.Markdown:
		return fromMarkdown(t.Value)
	}
	return t.Value
}

// orElse is the first text that says something.
func (t text) orElse(other text) text {
	if strings.TrimSpace(t.Value) == "" {
		return other
	}
	return t
}

// paragraphs is plain text as HTML: a blank line ends a paragraph. A single line
// needs none.
func paragraphs(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "\r\n", "\n")
	if !strings.Contains(s, "\n") {
		return html.EscapeString(s)
	}
	var b strings.Builder
	for _, p := range strings.Split(s, "\n\n") {
		if p = strings.Trim(p, "\n"); p != "" {
			b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br/>\n") + "</p>\n")
		}
	}
	return b.String()
}

// plain is the text of a piece of HTML on one line, of at most that many bytes.
func plain(s string, most int) string {
	return cut(article.Text(s, most), most)
}

// cut shortens s to at most that many bytes, between two characters.
func cut(s string, most int) string {
	if len(s) > most {
		for most > 0 && !utf8.RuneStart(s[most]) {
			most--
		}
		s = s[:most]
	}
	return strings.TrimSpace(s)
}

// first is the first string that is not blank.
func first(of ...string) string {
	for _, s := range of {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
