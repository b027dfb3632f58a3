package decode

import (
	"bytes"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const (
	utf8Name = "utf-8"
	utf8Mark = "\xEF\xBB\xBF"
)

var (
	utf16BE = charset{"utf-16be", reader(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))}
	utf16LE = charset{"utf-16le", reader(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))}
	utf32BE = charset{"utf-32be", reader(utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM))}
	utf32LE = charset{"utf-32le", reader(utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM))}
)

// marks are the byte order marks; that of UTF-16LE begins that of UTF-32LE.
var marks = []struct {
	bytes string
	charset
}{
	{utf8Mark, charset{utf8Name, mend}},
	{"\x00\x00\xFE\xFF", utf32BE},
	{"\xFF\xFE\x00\x00", utf32LE},
	{"\xFE\xFF", utf16BE},
	{"\xFF\xFE", utf16LE},
}

// marked takes the byte order mark off (XML 1.0, appendix F.1), and any further
// one: programs that join files leave them. A mark of UTF-16 before what begins
// as ASCII markup is what a careless conversion left: it is taken off, and not
// believed.
func marked(body []byte) (rest []byte, c charset, ok bool) {
	for _, m := range marks {
		rest, found := bytes.CutPrefix(body, []byte(m.bytes))
		if !found {
			continue
		}
		for bytes.HasPrefix(rest, []byte(m.bytes)) {
			rest = rest[len(m.bytes):]
		}
		if len(m.bytes) == 2 && asciiMarkup(rest) {
			return bytes.TrimPrefix(rest, []byte(utf8Mark)), charset{}, false
		}
		return rest, m.charset, true
	}
	return body, charset{}, false
}

// asciiMarkup reports whether text begins as a feed does in an encoding that
// has ASCII in single bytes.
func asciiMarkup(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte(utf8Mark))
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 1 && (text[0] == '<' || text[0] == '{') && ' ' <= text[1] && text[1] < 0x7F
}

// zeroWindow is how much of a document's head is looked at for zero bytes.
const zeroWindow = 64

// byZeros knows UTF-16 and UTF-32 without a mark by where the zero bytes are:
// markup and white space, which a document begins with, are ASCII.
func byZeros(body []byte) (charset, bool) {
	head := body[:min(len(body), zeroWindow)&^1]
	var zeros [4]int
	for i, b := range head {
		if b == 0 {
			zeros[i%4]++
		}
	}
	even, odd := zeros[0]+zeros[2], zeros[1]+zeros[3]
	enough := max(len(head)/8, 1)
	switch {
	case even+odd < enough || even+odd == len(head):
		return charset{}, false
	case len(head) >= 4 && even+odd > len(head)/2 && zeros[3] == 0:
		return utf32BE, true
	case len(head) >= 4 && even+odd > len(head)/2 && zeros[0] == 0:
		return utf32LE, true
	case odd == 0:
		return utf16BE, true
	case even == 0:
		return utf16LE, true
	}
	return charset{}, false
}
