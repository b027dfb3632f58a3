package decode

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"feedloom/article"
)

// legal is text without the characters that nothing can hold. Those from U+0080
// to U+009F are windows-1252 that somebody took for ISO 8859-1 on the way to
// UTF-8, and become what was meant (as HTML has it for references to them).
func legal(text []byte) []byte {
	at := illegal(text)
	if at < 0 {
		return text
	}
	clean := append(make([]byte, 0, len(text)), text[:at]...)
	for rest := text[at:]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if 0x80 <= r && r <= 0x9F {
			r = charmap.Windows1252.DecodeByte(byte(r))
		}
		if !article.IsIllegal(r) {
			clean = utf8.AppendRune(clean, r)
		}
		rest = rest[size:]
	}
	return clean
}

// illegal is where the first character is that can't stay, or -1. Only the
// first bytes of such characters are looked at closely.
func illegal(text []byte) int {
	for i, b := range text {
		switch {
		case ' ' <= b && b < 0x7F, b == '\n', 0x80 <= b && b < 0xC2, 0xC2 < b && b < 0xED, b == 0xEE:
			continue
		}
		if r, _ := utf8.DecodeRune(text[i:]); article.IsIllegal(r) || r == 0x85 {
			return i
		}
	}
	return -1
}
