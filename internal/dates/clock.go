package dates

import "strings"

// withSeconds is the number of tokens of 15:04:05.
const withSeconds = 5

type clock struct {
	hour, minute, second int
}

// valid allows what stands for the next midnight, 24:00:00 (ISO 8601), and a
// leap second, which is the first of the next minute (RFC 3339, section 5.7).
func (c clock) valid() bool {
	return c.hour <= 23 && c.minute <= 59 && c.second <= 60 || c == clock{hour: 24}
}

// timeOfDay reads 15:04:05.999, 15h04, 15时04分, and 15.04 where nothing else
// can stand, with a half of the day behind it or without.
func (r *reader) timeOfDay() bool {
	if r.hasClock {
		return false
	}
	for _, form := range []func(*reader) (clock, int, bool){withColons, withUnits, withDots, hourAlone} {
		if c, length, ok := form(r); ok {
			return r.setClock(c, length)
		}
	}
	return false
}

// setClock takes the time of day that so many tokens say, and the half of the
// day behind them.
func (r *reader) setClock(c clock, length int) bool {
	if !c.valid() {
		return false
	}
	if h, n := r.halfAt(length); n > 0 && h.place&behind != 0 {
		var ok bool
		if c, ok = h.of(c); !ok {
			return false
		}
		r.hasHalf = true
		length += n
	}
	r.exact = r.exact || length >= withSeconds
	r.next += length
	r.clock, r.hasClock, r.clockEnd = c, true, r.next
	return true
}

// withColons takes a fraction of a second as well. A fraction of a minute is
// known to ISO 8601 alone.
func withColons(r *reader) (c clock, length int, ok bool) {
	if !r.peek(0).short() || !r.peek(1).is(":") || !r.peek(2).short() {
		return c, 0, false
	}
	c.hour, c.minute = r.peek(0).value, r.peek(2).value
	if !r.peek(3).is(":") {
		_, length = r.fraction(3)
		return c, length, length == 3
	}
	c.second = r.peek(4).value
	_, length = r.fraction(5)
	return c, length, r.peek(4).short()
}

// fraction reads a decimal mark and digits, n tokens behind the next one. It
// gives them in billionths, and the number of tokens up to their end.
func (r *reader) fraction(n int) (billionths, length int) {
	m, f := r.peek(n), r.peek(n+1)
	if !m.is(".") && !m.is(",") || m.spaced || f.kind != number || f.spaced {
		return 0, n
	}
	billionths, _ = digits((f.text + "000000000")[:9])
	return billionths, n + 2
}

// withUnits lets the last unit be silent: 15h04, or 15 Uhr 30 when the date is
// complete.
func withUnits(r *reader) (c clock, length int, ok bool) {
	fields := []*int{&c.hour, &c.minute, &c.second}
	for i, want := range []unit{ofHour, ofMinute, ofSecond} {
		n, name := r.peek(length), r.peek(length+1)
		named := name.kind == word && units[folded(name.text)] == want
		if !n.short() || !named && (i == 0 || n.spaced && !r.isDated()) {
			break
		}
		*fields[i] = n.value
		if length++; !named {
			break
		}
		length++
	}
	return c, length, length > 0
}

// withDots is for languages that write 15.04: behind a word for "at", before
// one for "o'clock", or when the date is complete.
func withDots(r *reader) (c clock, length int, ok bool) {
	two := func(n int) bool { t := r.peek(n); return t.short() && len(t.text) == 2 && !t.spaced }
	if !r.peek(0).short() || !r.peek(1).is(".") || !two(2) {
		return c, 0, false
	}
	c.hour, c.minute, length = r.peek(0).value, r.peek(2).value, 3
	if r.peek(3).is(".") && two(4) {
		c.second, length = r.peek(4).value, 5
	}
	if r.peek(length).is(".") && r.peek(length+1).kind == number {
		return c, 0, false
	}
	intro := r.peek(-1)
	if intro.is(".") {
		intro = r.peek(-2)
	}
	ok = beforeTime[folded(intro.text)] || units[folded(r.peek(length).text)] == ofHour || r.isDated()
	return c, length, ok
}

// hourAlone is told by a half of the day behind it, or by a zone where the date
// is complete.
func hourAlone(r *reader) (c clock, length int, ok bool) {
	n := r.peek(0)
	if !n.short() {
		return c, 0, false
	}
	c.hour = n.value
	if h, _ := r.halfAt(1); h.place&alone != 0 {
		return c, 1, n.value >= 1 && n.value <= 12
	}
	_, _, zone := r.offsetAt(1)
	return c, 1, zone && len(n.text) == 2 && len(r.peek(2).text) == 4 && r.isDated()
}

// packedTime is the 150405 of "20060102 150405".
func (r *reader) packedTime() bool {
	if r.hasClock || !r.packed || len(r.peek(0).text) != 6 {
		return false
	}
	return r.setClock(unpacked(r.peek(0).text), 1)
}

// isoTime is the T15:04:05 of ISO 8601 in all its lengths: T15, T1504, T150405,
// each with a fraction of its last part or without.
func (r *reader) isoTime() bool {
	if r.hasClock || !strings.EqualFold(r.peek(0).text, "t") || !r.isDated() {
		return false
	}
	r.next++
	c, length, ok := withColons(r)
	last := 0 // the seconds in the last part
	switch h, m := r.peek(0), r.peek(2); {
	case ok:
	case r.peek(1).is(":") && h.short() && m.short():
		c, length, last = clock{hour: h.value, minute: m.value}, 3, 60
	case h.kind == number && len(h.text)%2 == 0 && len(h.text) <= 6:
		c, length, last = unpacked(h.text), 1, []int{0, 3600, 60, 0}[len(h.text)/2]
	default:
		return false
	}
	billionths, length := r.fraction(length)
	extra := billionths * last / 1e9
	c.minute += extra / 60
	c.second += extra % 60
	r.exact = true
	return r.setClock(c, length)
}

// unpacked reads 15, 1504 and 150405.
func unpacked(s string) (c clock) {
	for i, field := range []*int{&c.hour, &c.minute, &c.second} {
		if len(s) >= 2*i+2 {
			*field, _ = digits(s[2*i : 2*i+2])
		}
	}
	return c
}
