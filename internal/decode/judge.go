package decode

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A judgement is a sum of surprises: minus the logarithm of how likely each
// character is, roughly, in the language that suits the text best. So the
// readings of one document in different encodings can be compared, and the one
// that surprises least is most likely what was meant.
//
// A surprise is in hundredths of a natural logarithm: 1000 is one in 20,000.
// It is a whole number, so that it does not depend on the order of summing.

// tally is what a judgement needs to know of a text.
type tally struct {
	runes   map[rune]int // those that are not ASCII, in lower case
	letters [26]int      // the ASCII ones
	oddity  int          // the surprise in how characters follow each other
}

const asciiSurprise = 300 // about one of twenty, whatever it is

func count(text []byte) tally {
	t := tally{runes: map[rune]int{}}
	before, last := rune(' '), rune(' ')
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		lower := unicode.ToLower(r)
		if lower < utf8.RuneSelf {
			t.oddity += asciiSurprise
			if 'a' <= lower && lower <= 'z' {
				t.letters[lower-'a']++
			}
		} else {
			t.runes[lower]++
		}
		if r >= utf8.RuneSelf || last >= utf8.RuneSelf {
			t.oddity += follow(before, last, r)
		}
		before, last = last, r
	}
	return t
}

// follow is how odd it is that r comes after the two before it.
func follow(before, last, r rune) int {
	switch k, was := kindOf(r), kindOf(last); {
	case k == other && was == other:
		if r >= utf8.RuneSelf && last >= utf8.RuneSelf && r != last {
			return 100 // signs hardly come in rows
		}
		return 0
	case k == other:
		return afterWord(last, r)
	case was == other:
		return beforeWord(before, last, r)
	case k == wide && was == wide:
		return 0
	case k == wide || was == wide:
		return 400
	case k != was:
		return 500 // two alphabets in one word
	default:
		return withinWord(last, r)
	}
}

// afterWord is how odd a sign is after a letter.
func afterWord(letter, sign rune) int {
	switch {
	case letter == 'σ': // which is ς there
		return 300
	case sign >= utf8.RuneSelf && kindOf(letter) != wide && !strings.ContainsRune("’”“‘»…–—™®·›،؟\u00A0\u00AD\u200C", sign):
		return 200
	}
	return 0
}

// beforeWord is how odd a letter is after a sign, and that after what is before.
func beforeWord(before, sign, letter rune) int {
	odd := 0
	if unicode.IsUpper(letter) {
		odd += 100
	}
	switch {
	case kindOf(letter) == wide:
	case sign >= utf8.RuneSelf && kindOf(before) == kindOf(letter) && !strings.ContainsRune("’‘·\u00AD\u200C", sign):
		odd += 300 // within a word
	case sign >= utf8.RuneSelf && !strings.ContainsRune("“„«»¿¡‘’‚‹–—…·§\u00A0", sign):
		odd += 200
	case unicode.IsDigit(sign) && letter >= utf8.RuneSelf:
		odd += 200
	}
	return odd
}

// withinWord is how odd it is that one letter comes after another of the same
// alphabet.
func withinWord(last, r rune) int {
	switch {
	case strings.ContainsRune("ςךםןףץ", last): // which end words
		return 300
	case unicode.IsUpper(r) && unicode.IsLower(last):
		return 500
	case unicode.IsUpper(r):
		return 30
	case kindOf(r) == latinLetter && r >= utf8.RuneSelf && last >= utf8.RuneSelf:
		return 200
	}
	return 0
}

// kind is what a character may stand beside.
type kind int

const (
	other kind = iota
	latinLetter
	cyrillicLetter
	greekLetter
	hebrewLetter
	arabicLetter
	thaiLetter
	wide
)

func kindOf(r rune) kind {
	switch {
	case r < utf8.RuneSelf:
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return latinLetter
		}
		return other
	case r < 0x250:
		if unicode.IsLetter(r) && r != 'ª' && r != 'º' {
			return latinLetter
		}
		return other
	case 0x1E00 <= r && r < 0x1F00: // most of Vietnamese
		return latinLetter
	case 0x370 <= r && r < 0x400:
		return greekLetter
	case 0x400 <= r && r < 0x530:
		return cyrillicLetter
	case 0x5D0 <= r && r <= 0x5EA:
		return hebrewLetter
	case 0x620 <= r && r < 0x700:
		return arabicLetter
	case 0xE01 <= r && r <= 0xE4E:
		return thaiLetter
	case 0x3041 <= r && r < 0x3100, 0x3400 <= r && r < 0xA000, 0xAC00 <= r && r < 0xD7A4:
		return wide
	}
	return other
}

// stranger is the surprise of a character that the language does not list.
func stranger(r rune) int {
	switch {
	case strings.ContainsRune("’“”–—…•«»„‘·¿¡°©®€£§™\u00A0\u00AD\u200C\u200E\u200F", r):
		return 550
	case 0x3001 <= r && r <= 0x3015, r == '　', 0xFF01 <= r && r <= 0xFF5E, r == '・':
		return 500
	case 0xFF61 <= r && r <= 0xFF9F: // half-width katakana
		return 800
	case 0x3400 <= r && r < 0x4E00, 0xF900 <= r && r < 0xFB00, 0x2500 <= r && r < 0x2580: // rare ideographs, frames
		return 1300
	case r == utf8.RuneError, !unicode.IsGraphic(r):
		return 1500
	case kindOf(r) == wide:
		return 950
	}
	return 1000
}

// judge holds the languages, worked out.
type judge map[string]model

// model is the surprise of each character of a language.
type model struct {
	runes   map[rune]int
	letters [26]int
	latin   bool
}

func newJudge() judge {
	j := judge{}
	for name, l := range languages {
		m := model{runes: map[rune]int{}, latin: l.script == latin}
		ascii, others := 0, 0
		for _, r := range l.letters {
			if r < utf8.RuneSelf {
				m.letters[r-'a'] = ranked(alphabet, ascii)
				ascii++
			} else if _, twice := m.runes[r]; !twice {
				m.runes[r] = min(ranked(l.script, others), 950)
				others++
			}
		}
		j[name] = m
	}
	return j
}

// ranked is the surprise of the nth character of a language, most frequent
// first: frequency falls by a steady ratio, which depends on how many there are.
func ranked(s script, n int) int {
	switch s {
	case latin: // of the letters, most are ASCII
		return 340 + 35*n
	case alphabet:
		return 225 + 100*n/9
	}
	return 480 + 100*n/120
}

// mostFromLetters is as much as the ASCII letters of a text may say against a
// language: much of a feed may be in English, or markup.
const mostFromLetters = 2000

// unlisted is the surprise of a letter that no language here has, in an encoding
// that was declared: there are more languages than these.
const unlisted = 650

// surprise judges a text as being in the best of the languages.
func (j judge) surprise(t tally, languages string, declared bool) int {
	plain := map[string]int{}
	least := math.MaxInt
	for name, m := range j {
		if m.latin {
			sum := 0
			for i, n := range t.letters {
				sum += n * m.letters[i]
			}
			plain[name] = sum
			least = min(least, sum)
		}
	}
	best := math.MaxInt
	for name := range strings.FieldsSeq(languages) {
		m := j[name]
		sum := t.oddity
		if m.latin {
			sum += min(plain[name]-least, mostFromLetters)
		}
		for r, n := range t.runes {
			s, known := m.runes[r]
			if !known {
				s = stranger(r)
				if k := kindOf(r); declared && k != other && k != wide {
					s = unlisted
				}
			}
			sum += n * s
		}
		best = min(best, sum)
	}
	return best
}
