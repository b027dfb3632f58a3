package dates

import "strings"

// numericZone reads +02:00, -0700, +2 and their like. Without a time of day it
// has four digits: 4-3 could be anything. A second one says the same, as Go
// prints zones without a name.
func (r *reader) numericZone() bool {
	length := 0
	if r.hasClock && r.peek(0).is(":") {
		length++ // 15:04:05:-0700 has been seen
	}
	sign := r.peek(length)
	if r.hasClock && sign.is("-") && r.peek(length+1).is("-") {
		length++ // and 15:04:05 --0700
	}
	offset, n, ok := r.offsetAt(length)
	long := len(r.peek(length+1).text) == 4 || n > 2
	if !ok || !r.hasClock && (!long || !r.isDated()) || r.isRange(sign, offset, n) {
		return false
	}
	if r.hasZone && (!r.hasOffset || r.offset != offset) {
		return false
	}
	r.offset, r.hasZone, r.hasOffset = offset, true, true
	r.next += length + n
	return true
}

// isRange tells 10:00-12:00, which may be the end of something, from a zone.
func (r *reader) isRange(sign token, offset, length int) bool {
	return r.hasClock && !r.exact && sign.is("-") && !sign.spaced && length > 2 &&
		-offset > (r.clock.hour*60+r.clock.minute)*60
}

// offsetAt reads a sign and hours, and minutes with a colon or without, n
// tokens behind the next one. It gives the seconds east of UTC and the number
// of tokens.
func (r *reader) offsetAt(n int) (offset, length int, ok bool) {
	sign, h := r.peek(n), r.peek(n+1)
	if !sign.is("+") && !sign.is("-") || h.kind != number || h.spaced || len(h.text) > 4 {
		return 0, 0, false
	}
	hours, minutes, length := h.value, 0, 2
	if len(h.text) > 2 {
		hours, minutes = h.value/100, h.value%100
	} else if m := r.peek(n + 3); r.peek(n+2).is(":") && len(m.text) == 2 && m.short() {
		minutes, length = m.value, 4
		if z := r.peek(n + 5); r.peek(n+4).is(":") && z.text == "00" {
			length = 6
		}
	}
	return signed(sign.text[0], hours*3600+minutes*60), length, hours <= 23 && minutes <= 59
}

// unsignedZone is what some servers send for UTC: 00 or 0000.
func (r *reader) unsignedZone() bool {
	t := r.peek(0).text
	if t != "00" && t != "0000" || !r.hasClock || r.next != r.clockEnd || r.hasZone || !r.isDated() {
		return false
	}
	r.hasZone = true
	r.next++
	return true
}

// zoneBehindTime reads a name that means something else in another place.
func (r *reader) zoneBehindTime() bool {
	_, known := zones[strings.ToLower(r.peek(0).text)]
	return known && r.hasClock && r.next == r.clockEnd && r.zoneName()
}

// zoneName reads the name of a zone, and an offset behind it that says more
// (UTC+8) or the same (EST-0500). Behind an offset a name is a remark.
func (r *reader) zoneName() bool {
	length := 1
	if strings.EqualFold(r.peek(0).text, "etc") && r.peek(1).is("/") {
		length = 3
	}
	name := r.peek(length - 1)
	offset, known := zones[strings.ToLower(name.text)]
	offset *= 60
	switch {
	case !known && (!r.isUnknownZone(name) || length > 1), !r.hasClock && !r.isDated():
		return false
	case r.hasOffset:
		r.next += length
		return true
	case r.hasZone:
		return false
	}
	if more, n, ok := r.offsetAt(length); ok {
		// In the names of POSIX, such as Etc/GMT+5, the sign is turned round.
		if length > 1 || strings.EqualFold(name.text, "z") || known && offset != 0 && offset != more {
			return false
		}
		offset, length, r.hasOffset = more, length+n, true
	}
	r.offset, r.hasZone = offset, true
	r.next += length
	return true
}

// isUnknownZone takes up to five capitals for one, also the military letters,
// which most senders got wrong (RFC 2822, section 4.3).
func (r *reader) isUnknownZone(t token) bool {
	if !r.hasClock || t.kind != word || len(t.text) > 5 {
		return false
	}
	for i := range len(t.text) {
		if t.text[i] < 'A' || t.text[i] > 'Z' {
			return false
		}
	}
	return true
}
