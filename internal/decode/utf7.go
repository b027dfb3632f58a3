package decode

import (
	"bytes"
	"encoding/base64"
	"unicode/utf16"
	"unicode/utf8"
)

// readUTF7 reads UTF-7 (RFC 2152). A "+" that no sound base64 follows stays as
// it is: text has pluses.
func readUTF7(body []byte) []byte {
	text := make([]byte, 0, len(body))
	for {
		before, rest, more := bytes.Cut(body, []byte("+"))
		text = append(text, before...)
		if !more {
			return text
		}
		n := 0
		for n < len(rest) && inBase64(rest[n]) {
			n++
		}
		body = rest[n:]
		switch run, ok := utf16Run(rest[:n]); {
		case n == 0 && bytes.HasPrefix(body, []byte("-")):
			text, body = append(text, '+'), body[1:]
		case ok:
			text, body = append(text, run...), bytes.TrimPrefix(body, []byte("-"))
		default:
			text = append(append(text, '+'), rest[:n]...)
		}
	}
}

func inBase64(b byte) bool {
	return 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '+' || b == '/'
}

// utf16Run is the text of a run of base64, which is UTF-16, if it is that.
func utf16Run(run []byte) (text []byte, ok bool) {
	units, err := base64.RawStdEncoding.Strict().DecodeString(string(run))
	if err != nil || len(units) < 2 || len(units)%2 != 0 {
		return nil, false
	}
	points := make([]uint16, len(units)/2)
	for i := range points {
		points[i] = uint16(units[2*i])<<8 | uint16(units[2*i+1])
	}
	for _, r := range utf16.Decode(points) {
		text = utf8.AppendRune(text, r)
	}
	return text, true
}
