package article

import "unicode"

// Words counts the words of a text. Where they are not told apart by
// spaces, two characters are one.
func Words(text string) int {
	var n WordCount
	for _, r := range text {
		n.Add(r)
	}
	return n.Words()
}

// WordCount counts the words of a text that comes character by character. Its
// zero value has seen none.
type WordCount struct {
	halves int
	inWord bool
}

// Words is how many words there were so far.
func (n *WordCount) Words() int { return (n.halves + 1) / 2 }

// Add takes the next character. What is neither a letter, a figure nor white
// space neither begins a word nor ends one: don't and 3.5 are one.
func (n *WordCount) Add(r rune) {
	switch letter := unicode.IsLetter(r) || unicode.IsNumber(r); {
	case letter && unspaced(r):
		n.halves++
		n.inWord = false
	case letter && !n.inWord:
		n.halves += 2
		n.inWord = true
	case unicode.IsSpace(r):
		n.inWord = false
	}
}
