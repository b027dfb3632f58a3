package dates

import (
	"math/bits"
	"strings"
	"sync"
)

// A sense is what a word says in one language: a month, a weekday, or nothing
// that matters.
type sense struct {
	language uint64 // one bit
	months   uint16 // bit 1 is January
	weekdays uint16 // bit 0 is Sunday
}

const (
	everyLanguage = ^uint64(0)
	// anyLanguage is that of a month that is written as a number.
	anyLanguage = everyLanguage
)

func monthSense(n int) []sense {
	return []sense{{language: anyLanguage, months: 1 << n}}
}

// mean are the months and the weekdays that a word can say in those languages.
func mean(senses []sense, languages uint64) (months, weekdays uint16) {
	for _, s := range senses {
		if s.language&languages != 0 {
			months |= s.months
			weekdays |= s.weekdays
		}
	}
	return months, weekdays
}

// month is the one that the words name, and the place of its name. A word that
// means several things is decided by the others, in any language first, then
// in those that have all the words.
func (r *reader) month() (at, month int, ok bool) {
	if at, month, ok = r.monthIn(everyLanguage); ok {
		return at, month, true
	}
	common := everyLanguage
	for _, p := range r.parts {
		if p.senses == nil {
			continue
		}
		var known uint64
		for _, s := range p.senses {
			known |= s.language
		}
		common &= known
	}
	return r.monthIn(common)
}

// monthIn takes a word that is a month and nothing else before one that can be
// a weekday as well: "mar. 4 mai" is a Tuesday in May.
func (r *reader) monthIn(languages uint64) (at, month int, ok bool) {
	var sure, possible uint16
	count := 0
	for _, p := range r.parts {
		months, weekdays := mean(p.senses, languages)
		switch {
		case months == 0:
		case weekdays == 0:
			count++
			sure, at = months, p.at
		default:
			if possible |= months; count == 0 {
				at = p.at
			}
		}
	}
	if count == 0 {
		sure = possible
	}
	return at, bits.TrailingZeros16(sure), count <= 1 && bits.OnesCount16(sure) == 1
}

// names are the words of all languages.
var names = sync.OnceValue(func() map[string][]sense {
	index := map[string][]sense{}
	for i, l := range languages {
		bit := uint64(1) << i
		for m, forms := range strings.Split(l.months, "|") {
			addSense(index, forms, sense{bit, 1 << (m + 1), 0})
		}
		for d, forms := range strings.Split(l.weekdays, "|") {
			addSense(index, forms, sense{bit, 0, 1 << ((d + 1) % 7)})
		}
		addSense(index, l.words, sense{language: bit})
	}
	return index
})

func addSense(index map[string][]sense, forms string, s sense) {
	for _, form := range strings.Fields(forms) {
		form = folded(form)
		index[form] = append(index[form], s)
	}
}
