package feed

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"
)

// clean leaves only what may stand in every format: valid UTF-8, lines that
// end in LF, and no character that XML 1.0 (section 2.2) forbids or advises
// against, which is also without meaning in the others.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r == '\r':
			return '\n'
		case unicode.IsControl(r), r&0xFFFE == 0xFFFE, 0xFDD0 <= r && r <= 0xFDEF:
			return -1
		}
		return r
	}, s)
}

// line is a clean text on one line, as a title is.
func line(s string) string {
	return strings.Join(strings.Fields(clean(s)), " ")
}

// plain is the text of a piece of HTML, on one line.
func plain(fragment string) string {
	text, _ := words(fragment, -1)
	return text
}

// excerpt is the beginning of the text of a piece of HTML, of at most about
// limit characters; what is cut ends in an ellipsis.
func excerpt(fragment string, limit int) string {
	text, more := words(fragment, limit)
	if !more {
		return text
	}
	cut := text
	if i := strings.LastIndexByte(text, ' '); i > len(text)*4/5 {
		cut = text[:i]
	}
	return strings.TrimRight(cut, " \u200D") + "…"
}

// words reads text out of HTML until limit characters are found (without end
// if that is negative), and says whether there is more.
func words(fragment string, limit int) (text string, more bool) {
	var s sentence
	z := html.NewTokenizer(strings.NewReader(fragment))
	for unseen := false; ; {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return s.String(), false
		case html.TextToken:
			if !unseen && !s.add(clean(string(z.Text())), limit) {
				return s.String(), true
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			unseen = kind == html.StartTagToken && (tag == atom.Script || tag == atom.Style)
			s.gap = s.gap || !inline(tag)
		}
	}
}

// sentence is text with single spaces in it.
type sentence struct {
	strings.Builder
	n   int  // characters
	gap bool // white space is due before the next character
}

// add reports whether all of the text found room.
func (s *sentence) add(text string, limit int) bool {
	for _, r := range text {
		if unicode.IsSpace(r) {
			s.gap = true
			continue
		}
		if limit >= 0 && s.n >= limit {
			if s.gap { // a whole word
				s.WriteByte(' ')
			}
			return false
		}
		if s.gap && s.n > 0 {
			s.WriteByte(' ')
			s.n++
		}
		s.WriteRune(r)
		s.n++
		s.gap = false
	}
	return true
}

// inline reports whether words run on across that tag.
func inline(tag atom.Atom) bool {
	switch tag {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Del, atom.Dfn, atom.Em, atom.Font,
		atom.I, atom.Ins, atom.Kbd, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strong,
		atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr:
		return true
	}
	return false
}

// languageTag is a BCP 47 tag, empty where the source's word is none.
func languageTag(s string) string {
	s = strings.ReplaceAll(line(s), "_", "-")
	if _, err := language.Parse(s); err != nil {
		return ""
	}
	return s
}
