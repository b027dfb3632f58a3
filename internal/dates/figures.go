package dates

import (
	"slices"
	"strings"
	"time"
)

type day struct {
	year, month, day int
}

// inFigures reads a date that is written in figures alone, as every day that it
// can mean. A form without a day that the calendar has fails.
func (r *reader) inFigures() bool {
	if r.figures != nil || r.peek(0).kind != number {
		return false
	}
	for _, form := range []func(*reader) ([]day, int){inWeeks, unmarked, threeNumbers, twoNumbers} {
		if days, length := form(r); length > 0 {
			r.figures = append([]day{}, days...) // none, where there is no such day
			r.next += length
			return true
		}
	}
	return false
}

// inWeeks reads 2006-W01-1, 2006W011, and without the day (ISO 8601).
func inWeeks(r *reader) ([]day, int) {
	year, n := r.peek(0), 1
	if r.peek(n).is("-") {
		n++
	}
	w, digits := r.peek(n), r.peek(n+1)
	if len(year.text) != 4 || !strings.EqualFold(w.text, "w") || digits.kind != number {
		return nil, 0
	}
	week, weekday := digits.value, 1
	d := r.peek(n + 3)
	switch {
	case len(digits.text) == 3:
		week, weekday, n = digits.value/10, digits.value%10, n+2
	case len(digits.text) == 2 && r.peek(n+2).is("-") && len(d.text) == 1 && d.kind == number:
		weekday, n = d.value, n+4
	case len(digits.text) == 2:
		r.partial = true
		n += 2
	default:
		return nil, 0
	}
	// The fourth of January is in the first week.
	fourth := time.Date(year.value, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	t := monday.AddDate(0, 0, 7*(week-1)+weekday-1)
	if y, of := t.ISOWeek(); y != year.value || of != week || weekday < 1 || weekday > 7 {
		return nil, n
	}
	return valid(day{t.Year(), int(t.Month()), t.Day()}), n
}

// unmarked reads 20060102, 2006002, and 20060102150405 with its time.
func unmarked(r *reader) ([]day, int) {
	t := r.peek(0)
	switch n := t.value; len(t.text) {
	case len("20060102"):
		r.packed = true
		return valid(day{n / 10_000, n / 100 % 100, n % 100}), 1
	case len("2006002"):
		r.packed = true
		return ordinal(n/1000, n%1000), 1
	case len("200601021504"), len("20060102150405"):
		d, _ := digits(t.text[:8])
		c := unpacked(t.text[8:])
		if r.hasClock || !c.valid() {
			return nil, 1
		}
		r.clock, r.hasClock, r.clockEnd, r.exact = c, true, r.next+1, true
		return valid(day{d / 10_000, d / 100 % 100, d % 100}), 1
	}
	return nil, 0
}

// threeNumbers reads numbers with the same mark between them.
func threeNumbers(r *reader) ([]day, int) {
	m := r.peek(1)
	if !r.joins(1) || !r.joins(3) || r.peek(3).text != m.text || len(r.peek(2).text) > 3 {
		return nil, 0
	}
	if next := r.peek(6); r.peek(5).is(m.text) && next.kind == number && !next.spaced && !r.peek(7).is(":") && len(next.text) < 4 {
		return nil, 0
	}
	a, b, c := r.peek(0), r.peek(2), r.peek(4)
	switch {
	case len(a.text) == 4 && c.short():
		return valid(day{a.value, b.value, c.value}), 5
	case len(c.text) == 4 && a.short():
		return dayFirst(m, day{c.value, b.value, a.value}, day{c.value, a.value, b.value}), 5
	case len(c.text) == 2 && a.short():
		days := dayFirst(m, day{century(c), b.value, a.value}, day{century(c), a.value, b.value})
		if len(a.text) == 2 {
			days = add(days, valid(day{century(a), b.value, c.value}))
		}
		return days, 5
	case len(a.text) == 2 && c.short():
		return valid(day{century(a), b.value, c.value}), 5
	}
	return nil, 0
}

// dayFirst are the days that a date means whose month may stand first. Between
// dots the day is first, unless that is no day: no country has it otherwise.
func dayFirst(m token, european, american day) []day {
	days := valid(european)
	if m.is(".") && len(days) > 0 {
		return days
	}
	return add(days, valid(american))
}

// twoNumbers reads 2006-01, 2006-002 and 01/2006.
func twoNumbers(r *reader) ([]day, int) {
	a, b := r.peek(0), r.peek(2)
	if !r.joins(1) || r.peek(1).is(".") || r.peek(3).is(r.peek(1).text) {
		return nil, 0
	}
	switch {
	case len(a.text) == 4 && len(b.text) == 3:
		return ordinal(a.value, b.value), 3
	case len(a.text) == 4 && b.short():
		r.partial = true
		return valid(day{a.value, b.value, 1}), 3
	case a.short() && len(b.text) == 4:
		r.partial = true
		return valid(day{b.value, a.value, 1}), 3
	}
	return nil, 0
}

// joins reports whether the token n behind the next one is a mark inside a
// date: a number stands on each side of it, and white space only behind a dot.
func (r *reader) joins(n int) bool {
	m, after := r.peek(n), r.peek(n+1)
	return (m.is("-") || m.is("/") || m.is(".")) && !m.spaced && after.kind == number && (!after.spaced || m.is("."))
}

// ordinal is a day by its number in the year.
func ordinal(year, n int) []day {
	t := time.Date(year, 1, n, 0, 0, 0, 0, time.UTC)
	if n < 1 || t.Year() != year {
		return nil
	}
	return valid(day{year, int(t.Month()), t.Day()})
}

// century is a year of two digits, or of three as servers sent it that counted
// from 1900 (RFC 2822, section 4.3).
func century(t token) int {
	if len(t.text) == 2 && t.value < 50 {
		return 2000 + t.value
	}
	return 1900 + t.value
}

// valid is the day, if the calendar has it.
func valid(d day) []day {
	if !isDay(d.year, d.month, d.day) {
		return nil
	}
	return []day{d}
}

func add(days, more []day) []day {
	for _, d := range more {
		if !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	return days
}
