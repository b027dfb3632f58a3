package article

import "strings"

// Legal is s as everything that is kept and published can hold it: valid UTF-8
// (a broken byte becomes U+FFFD), without the characters that XML 1.0 (section
// 2.2) forbids or advises against, which mean nothing in HTML and JSON either.
func Legal(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if !strings.ContainsFunc(s, IsIllegal) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if IsIllegal(r) {
			return -1
		}
		return r
	}, s)
}

// IsIllegal reports whether a character is one that Legal drops: a control
// character save tab, line feed, carriage return and U+0085 (next line), a
// surrogate, or one of those that Unicode says will never be a character.
func IsIllegal(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n' && r != '\r'
	case 0x7F <= r && r <= 0x9F:
		return r != 0x85
	case 0xD800 <= r && r <= 0xDFFF, 0xFDD0 <= r && r <= 0xFDEF:
		return true
	}
	return r&0xFFFE == 0xFFFE
}
