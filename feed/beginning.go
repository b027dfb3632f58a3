package feed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"feedloom/article"
)

// beginning is the text of a piece of HTML up to the end of the sentence that is
// nearest to so many words (article.Words): half as many at least, and half as
// many more at most. Where no sentence ends there, it is cut at that many words,
// and ends in an ellipsis.
func beginning(fragment string, words int) string {
	text := article.Text(fragment, 0)
	var count article.WordCount
	end, best := 0, 0
	nearest := words / 2
	for rest, state := text, -1; rest != "" && count.Words() <= words; {
		var sentence string
		sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
		for _, r := range sentence {
			count.Add(r)
		}
		end += len(sentence)
		if rest == "" && count.Words() <= words {
			return text
		}
		if off := distance(count.Words(), words); off <= nearest && (rest == "" || !abbreviated(sentence)) {
			best, nearest = end, off
		}
	}
	if best > 0 {
		return strings.TrimRightFunc(text[:best], ofTheNext)
	}
	return cutWords(text, words)
}

// ofTheNext reports what belongs to the next sentence, where the library gives it to
// the one before: white space, and a bracket or a quotation mark that opens.
func ofTheNext(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi) }

func distance(a, b int) int { return max(a-b, b-a) }

// abbreviated reports whether the point at the end is rather that of a short word,
// as in "Dr. ": the sentence goes on then.
func abbreviated(sentence string) bool {
	word, point := strings.CutSuffix(strings.TrimSpace(sentence), ".")
	word = word[strings.LastIndexFunc(word, unicode.IsSpace)+1:]
	first, _ := utf8.DecodeRuneInString(word)
	return point && unicode.IsUpper(first) && utf8.RuneCountInString(word) <= 3
}

// cutWords leaves the first words of a text.
func cutWords(text string, words int) string {
	var count article.WordCount
	for i, r := range text {
		if count.Add(r); count.Words() > words {
			return strings.TrimRightFunc(text[:i], func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + "…"
		}
	}
	return text
}
