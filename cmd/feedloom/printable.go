package main

import (
	"strings"
	"unicode"
)

// printable is a text that cannot move the cursor or colour the terminal: what
// strangers send is printed here too.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
}
