package fetch

import (
	"strconv"
	"strings"
)

// side is a length in pixels.
func side(s string) int { return min(number(strings.TrimSuffix(strings.TrimSpace(s), "px")), 1<<20) }

// number reads a count; 0 for what is none or negative.
func number(s string) int {
	n, _ := whole(s)
	return n
}

// whole reads a whole number that is not negative.
func whole(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 || n > 1<<40 {
		return 0, false
	}
	return n, true
}
