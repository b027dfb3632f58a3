package article

import (
	"path"
	"strings"
	"unicode"
)

// minWords is how many words two texts must have for it to be said that they
// are two texts, and not one before and after an edit.
const minWords = 20

// minPrinted is how many words a text must have for no other to be the same.
const minPrinted = 10

// unrelated reports whether the bodies of two items have nothing to do with
// each other: other files, texts that share less than half of their words, or
// short ones with other pictures. An edit leaves more than that as it was.
func unrelated(a, b *Item) bool {
	if fa, fb := setOf(filesOf(a)), setOf(filesOf(b)); len(fa) > 0 && len(fb) > 0 && common(fa, fb) == 0 {
		return true
	}
	wa, wb := wordsOf(a), wordsOf(b)
	if len(wa) >= minWords && len(wb) >= minWords {
		return 2*common(wa, wb) < min(len(wa), len(wb))
	}
	pa, pb := picturesOf(a), picturesOf(b)
	return len(pa) > 0 && len(pb) > 0 && common(pa, pb) == 0
}

func common(a, b map[string]bool) (n int) {
	for x := range a {
		if b[x] {
			n++
		}
	}
	return n
}

func wordsOf(it *Item) map[string]bool { return wordsIn(Text(it.Summary+" "+it.Content, 0)) }

// wordsIn are the words of a text, in lower case. Where words are not told apart
// by spaces, two characters are one.
func wordsIn(text string) map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if runes := []rune(word); unspaced(runes[0]) {
			for i := range len(runes) - 1 {
				words[string(runes[i:i+2])] = true
			}
		} else {
			words[word] = true
		}
	}
	return words
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func picturesOf(it *Item) map[string]bool {
	names := embedded(it.Summary+it.Content, file)
	if it.Image != "" {
		names = append(names, file(it.Image))
	}
	return setOf(names)
}

func setOf(names []string) map[string]bool {
	all := map[string]bool{}
	for _, name := range names {
		all[name] = true
	}
	return all
}

// baseName is the name of a file without its folders: what it keeps when it
// moves to another server.
func baseName(address string) string { return path.Base(file(address)) }
