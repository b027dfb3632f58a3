package feed

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"feedloom/article"
)

// clean is the second wall: what is fetched is Legal already, but not all that
// is published was fetched. The lines of it end in LF.
func clean(s string) string {
	s = article.Legal(s)
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return lineEnds.Replace(s)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// line is a clean text on one line, as a title is.
func line(s string) string {
	return strings.Join(strings.Fields(clean(s)), " ")
}

// excerpt is the beginning of the text of a piece of HTML, of at most limit
// characters; what is cut ends in an ellipsis.
func excerpt(fragment string, limit int) string {
	text := article.Text(fragment, limit+1)
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	_, last := utf8.DecodeLastRuneInString(text)
	cut := text[:len(text)-last]
	if i := strings.LastIndexByte(text, ' '); i > len(cut)*4/5 {
		cut = text[:i]
	}
	return strings.TrimRight(cut, " \u200D") + "…"
}

// languageTag is a BCP 47 tag, empty where the source's word is none.
func languageTag(s string) string {
	s = strings.ReplaceAll(line(s), "_", "-")
	if _, err := language.Parse(s); err != nil {
		return ""
	}
	return s
}
