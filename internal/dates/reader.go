package dates

import (
	"strings"
	"time"
	"unicode"
)

// reader goes over the tokens once. What it cannot read makes the whole text
// no date.
type reader struct {
	tokens []token
	next   int // the token to read

	parts   []part // numbers and names, in their order
	figures []day  // the days that a date in figures can mean
	partial bool   // that date is a year, or a year and a month
	packed  bool   // that date is without marks

	clock    clock
	hasClock bool
	hasHalf  bool
	exact    bool // it has seconds, or the form of ISO 8601
	clockEnd int  // the token behind it

	offset    int // seconds east of UTC
	hasZone   bool
	hasOffset bool // the zone is a number
	korean    bool // its words are
}

// A part is a number that stands alone, or a word with its senses.
type part struct {
	number token
	senses []sense
	at     int // the token that it is
}

func (r *reader) read() bool {
	for r.next < len(r.tokens) {
		if !r.step() {
			return false
		}
	}
	return true
}

func (r *reader) step() bool {
	switch r.tokens[r.next].kind {
	case number:
		return r.timeOfDay() || r.packedTime() || r.unsignedZone() || r.inFigures() || r.loneNumber()
	case word:
		return !r.mayBeHalf() && (r.halfDay() || r.isoTime() || r.zoneBehindTime() || r.monthInFigures() || r.name() || r.zoneName())
	}
	return r.numericZone() || r.pause()
}

// peek is the token so many behind the next one, or a mark that is nothing.
func (r *reader) peek(n int) token {
	if i := r.next + n; i >= 0 && i < len(r.tokens) {
		return r.tokens[i]
	}
	return token{}
}

// loneNumber is a day or a year whose place is seen at the end, or one that a
// Chinese, Japanese or Korean word behind it names.
func (r *reader) loneNumber() bool {
	t := r.peek(0)
	if t.kind != number || len(t.text) > 4 {
		return false
	}
	p := part{number: t, at: r.next}
	length := 1
	if unit, found := units[folded(r.peek(1).text)]; found && r.peek(1).kind == word {
		switch {
		case unit == ofYear && len(t.text) == 4, unit == ofDay && t.short():
		case unit == ofMonth && t.short() && t.value >= 1 && t.value <= 12:
			p = part{senses: monthSense(t.value), at: r.next}
		default:
			return false
		}
		length = 2
	}
	r.parts = append(r.parts, p)
	r.next += length
	return true
}

// monthInFigures is Vietnamese: the word for month, then its number.
func (r *reader) monthInFigures() bool {
	n := r.peek(1)
	if name := folded(r.peek(0).text); name != "thang" && name != "thg" || !n.short() || n.value < 1 || n.value > 12 {
		return false
	}
	r.parts = append(r.parts, part{senses: monthSense(n.value), at: r.next})
	r.next += 2
	return true
}

func (r *reader) name() bool {
	senses := names()[strings.ToLower(r.peek(0).text)]
	if senses == nil {
		return false
	}
	r.parts = append(r.parts, part{senses: senses, at: r.next})
	r.next++
	return true
}

// pause is a mark between two things. A dash that stands closer to one of
// two numbers is a sign or a range.
func (r *reader) pause() bool {
	t, before, after := r.peek(0), r.peek(-1), r.peek(1)
	switch t.text {
	case ",", ".", ";", "'", "|":
	case "-", "/":
		if r.next == 0 || after.text == "" || t.spaced != after.spaced || !t.spaced && before.kind != word && after.kind != word {
			return false
		}
	default:
		return false
	}
	r.next++
	return true
}

// date is what the whole text says.
func (r *reader) date() (time.Time, bool) {
	d, partial, ok := r.day()
	if !ok || partial && (r.hasClock || r.hasZone) {
		return time.Time{}, false
	}
	if r.korean && r.hasClock && !r.hasZone {
		return at(d, r.clock, 9*60*60)
	}
	return at(d, r.clock, r.offset)
}

func isKorean(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
}
