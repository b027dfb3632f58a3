package dates

import "strings"

// half is a half of the day, and where its word may stand: elsewhere it is
// something else or nothing.
type half struct {
	pm    bool
	place place
}

type place uint8

const (
	before place = 1 << iota // before the time
	behind                   // behind it
	alone                    // behind a lone number, which is the hour
)

// halves are the words, as tables have them.
var halves = map[string]half{
	"am": {false, before | behind | alone}, "pm": {true, before | behind | alone},
	"上午": {false, before | behind}, "下午": {true, before | behind}, // Chinese
	"凌晨": {false, before}, "清晨": {false, before}, "早上": {false, before},
	"午前": {false, before | behind}, "午後": {true, before | behind}, // Japanese
	folded("오전"): {false, before}, folded("오후"): {true, before}, // Korean
	"πμ": {false, behind | alone}, "μμ": {true, behind | alone}, // Greek
	"oo": {false, before | behind}, "os": {true, before | behind}, // Turkish: ÖÖ, ÖS
	"de": {false, before}, "du": {true, before}, // Hungarian
	"fm": {false, before | behind}, "em": {true, before | behind}, // Swedish
	"ap": {false, behind}, "ip": {true, behind}, // Finnish
	"vm": {false, behind}, "nm": {true, behind}, // Dutch, German
	"dop": {false, behind}, "odp": {true, behind}, // Czech
	"дп": {false, behind}, "пп": {true, behind}, // Ukrainian
	"sa": {false, behind}, "ch": {true, behind}, // Vietnamese
	"ص": {false, behind}, "م": {true, behind}, // Arabic
}

// of is the clock in that half of the day, if it has the hour. 15:04 PM is what
// some servers send; 15:04 AM is doubtful.
func (h half) of(c clock) (clock, bool) {
	switch {
	case c.hour > 12:
		return c, h.pm && c.hour < 24
	case h.pm && c.hour < 12:
		c.hour += 12
	case !h.pm && c.hour == 12:
		c.hour = 0
	}
	return c, true
}

// halfAt is the half of the day that stands n tokens behind the next one, in
// one word or in two (p.m., 下午), and the number of its tokens.
func (r *reader) halfAt(n int) (half, int) {
	first := r.peek(n)
	if first.kind != word {
		return half{}, 0
	}
	name, length := strings.ToLower(first.text), 1
	dotted := r.peek(n + 1).is(".")
	if dotted {
		length++
	}
	if h, found := halves[name]; found {
		return h, length
	}
	h, found := halves[name+strings.ToLower(r.peek(n+length).text)]
	if !found || r.peek(n+length).kind != word {
		return half{}, 0
	}
	length++
	if dotted && r.peek(n+length).is(".") {
		length++
	}
	return h, length
}

// halfDay is one that stands before its time.
func (r *reader) halfDay() bool {
	h, length := r.halfAt(0)
	if h.place&before == 0 {
		return false
	}
	start := *r
	r.next += length
	if r.timeOfDay() && !r.hasHalf {
		if c, ok := h.of(r.clock); ok {
			r.clock = c
			return true
		}
	}
	*r = start
	return false
}

// mayBeHalf reports whether an A or P behind a time leaves it open which half
// of the day is meant.
func (r *reader) mayBeHalf() bool {
	name := r.peek(0).text
	return r.hasClock && r.next == r.clockEnd && !r.hasHalf && r.clock.hour <= 12 && (strings.EqualFold(name, "a") || strings.EqualFold(name, "p"))
}
