package fetch

import (
	"html"
	"strings"
	"unicode/utf8"

	markup "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// text is what a source sent where a person reads: HTML, or plain text.
type text struct {
	Value string `json:",omitempty"`
	Plain bool   `json:",omitempty"`
}

// markup is the text as HTML, not yet cleaned.
func (t text) markup() string {
	if t.Plain {
		return paragraphs(t.Value)
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

// paragraphs is plain text as HTML: a blank line ends a paragraph.
func paragraphs(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "\r\n", "\n")
	if s == "" {
		return ""
	}
	var b strings.Builder
	for _, p := range strings.Split(s, "\n\n") {
		if p = strings.Trim(p, "\n"); p != "" {
			b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br/>\n") + "</p>\n")
		}
	}
	return b.String()
}

// plain is the text of a piece of HTML on one line, without markup; what looks
// like a tag and is none of HTML is text. most bounds it, in bytes.
func plain(s string, most int) string {
	if strings.ContainsAny(s, "<&") {
		s = stripTags(s)
	}
	return cut(strings.Join(strings.Fields(legal(s)), " "), most)
}

func stripTags(s string) string {
	var b strings.Builder
	z := markup.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case markup.ErrorToken:
			b.Write(z.Raw()) // a tag that never ends
			return b.String()
		case markup.TextToken:
			b.Write(z.Text())
		case markup.StartTagToken, markup.EndTagToken, markup.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case a == 0:
				b.WriteString(raw)
			case (a == atom.Script || a == atom.Style) && raw[1] != '/':
				z.Next() // its content
			case spaced[a]:
				b.WriteByte(' ')
			}
		}
	}
}

// spaced are the elements that part words.
var spaced = map[atom.Atom]bool{
	atom.Br: true, atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Tr: true, atom.Td: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true,
}

// legal is s as valid UTF-8 without the characters that XML 1.0 does not allow.
func legal(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.ContainsFunc(s, illegal) {
		s = strings.Map(dropIllegal, s)
	}
	return s
}

// cut shortens s to at most that many bytes, between two characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return strings.TrimSpace(s[:most])
}
