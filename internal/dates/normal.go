package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normal makes text uniform that is not ASCII: without accents and invisible
// characters, with ASCII's digits and marks.
func normal(text string) string {
	if isASCII(text) {
		return text
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if r = plain(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// folded is a word in the form that tables have it in.
func folded(word string) string { return strings.ToLower(normal(word)) }

// plain is what stands for the character, or -1 if nothing does.
func plain(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case isAccent(r) || unicode.Is(unicode.Cf, r):
		return -1
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '०' && r <= '९':
		return r - '०' + '0'
	}
	switch r {
	case 'ı': // Turkish
		return 'i'
	case 'ς': // the sigma that ends a word
		return 'σ'
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	case '،', '、', '·', '•', '|':
		return ','
	case '。', '॰':
		return '.'
	case '’', 'ʼ', '׳':
		return '\''
	}
	return r
}

// isAccent is narrower than Unicode's marks: the vowel signs of Hindi are
// letters to its reader.
func isAccent(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || // Latin, Greek, Cyrillic
		r >= 0x0591 && r <= 0x05BD || // Hebrew points
		r >= 0x064B && r <= 0x065F || // Arabic vowels, hamza
		r == 0x093C // the dot under Hindi letters
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
