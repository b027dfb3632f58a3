package decode

import (
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mostlyUTF8 tells UTF-8 with a few broken places from another encoding, in
// which at most every third byte that is not ASCII fits UTF-8 by chance.
func mostlyUTF8(body []byte) bool {
	good, bad := fit(body)
	return good > 2*bad
}

// fit is how many of the bytes that are not ASCII are UTF-8, and how many not. A
// character that the end cuts is no fault.
func fit(body []byte) (good, bad int) {
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, size := utf8.DecodeRune(body[i:])
		if _, n := surrogates(body[i:]); n > 0 {
			size = n
		}
		switch {
		case size > 1:
			good += size
		case !utf8.FullRune(body[i:]):
			return good, bad
		default:
			bad++
		}
		i += size
	}
	return good, bad
}

// mend replaces what is broken in UTF-8. Single bytes are mostly windows-1252
// that was pasted in: quotation marks, accented letters. The beginning of a
// character whose rest is missing is one U+FFFD; a single byte that could be
// either is that, if it follows a character that is whole and not ASCII.
func mend(body []byte) []byte {
	text := make([]byte, 0, len(body)+len(body)/16)
	whole := true
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if r != utf8.RuneError || size > 1 {
			text = append(text, body[i:i+size]...)
			whole = size > 1
			i += size
			continue
		}
		r, size = broken(body[i:], whole)
		text = utf8.AppendRune(text, r)
		whole = false
		i += size
	}
	return text
}

// broken is what the bytes that text begins with stand for, and how many.
func broken(text []byte, afterWhole bool) (r rune, size int) {
	if r, size := surrogates(text); size > 0 {
		return r, size
	}
	if n := cut(text); n > 1 || n == 1 && (afterWhole || len(text) == 1) {
		return utf8.RuneError, n
	}
	return pasted(text[0]), 1
}

// surrogates reads a character that is written as its two halves of UTF-16,
// three bytes each (CESU-8), as some databases do with emoji.
func surrogates(text []byte) (r rune, size int) {
	if len(text) < 6 || text[0] != 0xED || text[3] != 0xED {
		return 0, 0
	}
	half := func(b []byte) rune { return 0xD000 | rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F) }
	r = utf16.DecodeRune(half(text), half(text[3:]))
	if r == utf8.RuneError {
		return 0, 0
	}
	return r, 6
}

// cut is how many bytes at the start of text are the first ones of a character
// whose others are missing.
func cut(text []byte) int {
	need := 0
	switch b := text[0]; {
	case 0xC2 <= b && b <= 0xDF:
		need = 2
	case 0xE0 <= b && b <= 0xEF:
		need = 3
	case 0xF0 <= b && b <= 0xF4:
		need = 4
	default:
		return 0
	}
	n := 1
	for n < min(need-1, len(text)) && text[n]&0xC0 == 0x80 {
		n++
	}
	return n
}

// pasted is a byte in windows-1252, save those that it lacks and the two that
// are rather damage than letters.
func pasted(b byte) rune {
	r := charmap.Windows1252.DecodeByte(b)
	if 0x80 <= r && r <= 0x9F || b >= 0xFE {
		return utf8.RuneError
	}
	return r
}
