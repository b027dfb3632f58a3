package dates

import "time"

// usual reads the two forms that most feeds have, without an allocation. What
// it does not read may still be a date.
func usual(s string) (time.Time, bool) {
	if len(s) > 10 && s[4] == '-' && s[10] == 'T' {
		return internet(s)
	}
	if len(s) > 5 && s[3] == ',' && s[4] == ' ' && isLetter(s[0]) && isLetter(s[1]) && isLetter(s[2]) {
		return mail(s[5:])
	}
	return time.Time{}, false
}

// internet reads 2006-01-02T15:04:05Z and 2006-01-02T15:04:05.999-07:00
// (RFC 3339, section 5.6).
func internet(s string) (time.Time, bool) {
	if len(s) < len("2006-01-02T15:04:05Z") || s[7] != '-' {
		return time.Time{}, false
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:7])
	dayOf, ok3 := digits(s[8:10])
	c, ok4 := usualClock(s[11:19])
	if !ok1 || !ok2 || !ok3 || !ok4 || !isDay(year, month, dayOf) {
		return time.Time{}, false
	}
	zone := s[19:]
	if zone[0] == '.' {
		fraction := 1
		for fraction < len(zone) && isDigit(zone[fraction]) {
			fraction++
		}
		if fraction == 1 {
			return time.Time{}, false
		}
		zone = zone[fraction:]
	}
	offset, ok := 0, zone == "Z"
	if len(zone) == len("-07:00") && zone[3] == ':' {
		offset, ok = usualOffset(zone[0], zone[1:3], zone[4:])
	}
	if !ok {
		return time.Time{}, false
	}
	return at(day{year, month, dayOf}, c, offset)
}

// mail reads 02 Jan 2006 15:04:05 -0700, and GMT (RFC 1123, section 5.2.14).
func mail(s string) (time.Time, bool) {
	if len(s) < len("02 Jan 2006 15:04:05 GMT") || s[2] != ' ' || s[6] != ' ' || s[11] != ' ' || s[20] != ' ' {
		return time.Time{}, false
	}
	dayOf, ok1 := digits(s[:2])
	month := usualMonth(s[3:6])
	year, ok2 := digits(s[7:11])
	c, ok3 := usualClock(s[12:20])
	if !ok1 || !ok2 || !ok3 || !isDay(year, month, dayOf) {
		return time.Time{}, false
	}
	zone := s[21:]
	offset, ok := 0, zone == "GMT"
	if len(zone) == len("-0700") {
		offset, ok = usualOffset(zone[0], zone[1:3], zone[3:])
	}
	if !ok {
		return time.Time{}, false
	}
	return at(day{year, month, dayOf}, c, offset)
}

func usualMonth(s string) int {
	const names = "JanFebMarAprMayJunJulAugSepOctNovDec"
	for i := 0; i < len(names); i += 3 {
		if names[i:i+3] == s {
			return i/3 + 1
		}
	}
	return 0
}

func usualClock(s string) (clock, bool) {
	hour, ok1 := digits(s[:2])
	minute, ok2 := digits(s[3:5])
	second, ok3 := digits(s[6:8])
	c := clock{hour: hour, minute: minute, second: second}
	return c, ok1 && ok2 && ok3 && s[2] == ':' && s[5] == ':' && c.valid()
}

// usualOffset is in seconds east of UTC.
func usualOffset(sign byte, hours, minutes string) (int, bool) {
	h, ok1 := digits(hours)
	m, ok2 := digits(minutes)
	if !ok1 || !ok2 || (sign != '+' && sign != '-') || h > 23 || m > 59 {
		return 0, false
	}
	return signed(sign, h*3600+m*60), true
}

func signed(sign byte, n int) int {
	if sign == '-' {
		return -n
	}
	return n
}

// digits is the number that the text is: up to 18 digits and nothing else.
func digits(s string) (n int, ok bool) {
	if s == "" || len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
