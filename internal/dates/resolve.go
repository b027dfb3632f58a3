package dates

import "time"

// day is the one that the text means. It is partial if the text has no day of
// the month: then it is the first.
func (r *reader) day() (d day, partial, ok bool) {
	days := r.figures
	partial = r.partial
	if days != nil {
		if !r.namesOnlyWeekday() {
			return d, false, false
		}
	} else if d, partial, ok = r.inWords(); ok {
		days = valid(d)
	}
	if len(days) > 1 {
		days = r.onWeekday(days)
	}
	if len(days) != 1 {
		return d, false, false
	}
	return days[0], partial, true
}

// namesOnlyWeekday reports whether nothing beside a date in figures speaks of
// another date. In Vietnamese the weekday may have a number.
func (r *reader) namesOnlyWeekday() bool {
	for i, p := range r.parts {
		months, weekdays := mean(p.senses, everyLanguage)
		if p.senses == nil && !r.isNumberOfWeekday(i) || months != 0 && weekdays == 0 {
			return false
		}
	}
	return true
}

// isNumberOfWeekday reports whether a number stands behind the Vietnamese word
// for weekday, which looks like the English for Thursday: its date is in
// figures.
func (r *reader) isNumberOfWeekday(i int) bool {
	at := r.parts[i].at
	return at > 0 && r.tokens[at].short() && folded(r.tokens[at-1].text) == "thu"
}

// onWeekday are those of the days on which the named weekday falls.
func (r *reader) onWeekday(days []day) (on []day) {
	var named uint16
	for _, p := range r.parts {
		_, weekdays := mean(p.senses, everyLanguage)
		named |= weekdays
	}
	for _, d := range days {
		weekday := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Weekday()
		if named&(1<<weekday) != 0 {
			on = append(on, d)
		}
	}
	return on
}

// inWords is the day that numbers and the name of a month make: 4 March 2021,
// March 4 2021, 2021 March 4; without a day, or a year alone.
func (r *reader) inWords() (d day, partial, ok bool) {
	var numbers []part
	for i, p := range r.parts {
		if p.senses == nil && !(r.hasNumberedMonth() && r.isNumberOfWeekday(i)) {
			numbers = append(numbers, p)
		}
	}
	name, month, named := r.month()
	switch {
	case len(numbers) == 1 && len(numbers[0].number.text) == 4:
		if !named {
			month = 1
		}
		return day{numbers[0].number.value, month, 1}, true, named || len(r.parts) == 1
	case len(numbers) != 2 || !named:
		return d, false, false
	}
	a, b := numbers[0], numbers[1]
	if len(a.number.text) == 4 {
		return day{a.number.value, month, b.number.value}, false, b.number.short() && a.at < name && name < b.at
	}
	year := century(b.number)
	if len(b.number.text) == 4 {
		year = b.number.value
	}
	return day{year, month, a.number.value}, false, a.number.short() && len(b.number.text) > 1 && name < b.at
}

// isDated reports whether what has been read so far has a day, a month and a
// year.
func (r *reader) isDated() bool {
	if r.figures != nil {
		return true
	}
	var count, years, names int
	for _, p := range r.parts {
		if months, _ := mean(p.senses, everyLanguage); months != 0 {
			names++
		}
		if p.senses == nil {
			count++
			years += len(p.number.text) / 4
		}
	}
	return count >= 2 && years == 1 && names > 0
}

func (r *reader) hasNumberedMonth() bool {
	for _, p := range r.parts {
		if p.senses != nil && p.senses[0].language == anyLanguage {
			return true
		}
	}
	return false
}
