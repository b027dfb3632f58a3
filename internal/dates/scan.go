package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	mark   kind = iota // one character that is neither a letter nor a digit
	number             // ASCII digits
	word               // letters; a Chinese character is a word of its own
)

type token struct {
	kind   kind
	spaced bool // white space stands before it
	text   string
	value  int // of a number of up to 18 digits
}

func (t token) is(m string) bool { return t.kind == mark && t.text == m }

// short reports whether it is a number that a day or an hour can be.
func (t token) short() bool { return t.kind == number && len(t.text) <= 2 }

// scan cuts a text into its tokens.
func scan(text string) []token {
	tokens := make([]token, 0, 24)
	for spaced := false; text != ""; {
		r, size := utf8.DecodeRuneInString(text)
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			spaced, text = true, text[size:]
			continue
		}
		t := token{spaced: spaced}
		switch {
		case unicode.Is(unicode.Han, r):
			t.kind = word
		case isInWord(r):
			t.kind, size = word, runLength(text, isInWord)
		case isNumeral(r):
			t.kind, size = number, runLength(text, isNumeral)
		}
		t.text = text[:size]
		if t.kind == number {
			t.value, _ = digits(t.text)
		}
		tokens = append(tokens, t)
		spaced, text = false, text[size:]
	}
	return tokens
}

func isNumeral(r rune) bool { return '0' <= r && r <= '9' }

func isInWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !unicode.Is(unicode.Han, r)
}

func runLength(text string, of func(rune) bool) int {
	if end := strings.IndexFunc(text, func(r rune) bool { return !of(r) }); end >= 0 {
		return end
	}
	return len(text)
}

// withoutComments takes out what stands in brackets (RFC 822, section 3.4.3;
// RFC 9557, section 3.1), save a lone word that is a zone or a half of the day.
// A text with a bracket too few or too many is left to fail.
func withoutComments(tokens []token) []token {
	kept := tokens[:0]
	depth, from := 0, 0
	for i, t := range tokens {
		switch {
		case t.is("(") || t.is("["):
			if depth == 0 {
				from = i
			}
			depth++
		case (t.is(")") || t.is("]")) && depth > 0:
			if depth--; depth == 0 && i == from+2 && speaks(tokens[from+1]) {
				kept = append(kept, tokens[from+1])
			}
		case depth == 0:
			kept = append(kept, t)
		}
	}
	if depth > 0 {
		return nil
	}
	return kept
}

func speaks(t token) bool {
	name := strings.ToLower(t.text)
	_, zone := zones[name]
	_, half := halves[name]
	return zone || half
}
