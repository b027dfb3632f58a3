package decode

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// The encodings whose bytes are all ASCII, and which shift from one meaning of
// these to another.
var (
	iso2022JP = charset{"iso-2022-jp", reader(japanese.ISO2022JP)}
	iso2022KR = charset{"iso-2022-kr", func(body []byte) []byte { return reader(korean.EUCKR)(unshift(body)) }}
	iso2022CN = charset{"iso-2022-cn", func(body []byte) []byte { return reader(simplifiedchinese.GB18030)(unshift(body)) }}
	hz        = charset{"hz-gb-2312", reader(simplifiedchinese.HZGB2312)}
	utf7      = charset{"utf-7", readUTF7}
)

// stateful finds them by name.
var stateful = map[string]charset{
	iso2022JP.name: iso2022JP, iso2022KR.name: iso2022KR, iso2022CN.name: iso2022CN, hz.name: hz, utf7.name: utf7,
}

// escapes are the sequences that begin text in one of them (RFC 1468, 1554,
// 1557, 1922). No XML or JSON document has the escape character otherwise.
var escapes = []struct {
	sequence string
	charset
}{
	{"\x1b$)C", iso2022KR}, {"\x1b$)A", iso2022CN},
	{"\x1b$B", iso2022JP}, {"\x1b$@", iso2022JP}, {"\x1b$(D", iso2022JP}, {"\x1b(I", iso2022JP},
}

// shifted says whether the document is in such an encoding: by its escape
// sequences, whatever is declared, else by its label or its looks.
func shifted(body []byte, declared []charset) (charset, bool) {
	escaped, tilde := bytes.IndexByte(body, 0x1b) >= 0, bytes.Contains(body, []byte("~{"))
	if !escaped && !tilde && !declares(declared, utf7) {
		return charset{}, false
	}
	pure := ascii(body)
	for _, e := range escapes {
		if escaped && bytes.Contains(body, []byte(e.sequence)) && (pure || declares(declared, e.charset) && !utf8.Valid(body)) {
			return e.charset, true
		}
	}
	switch {
	case pure && declares(declared, utf7):
		return utf7, true
	case pure && tilde && (declares(declared, hz) || writtenInHZ(body)):
		return hz, true
	}
	return charset{}, false
}

func declares(declared []charset, c charset) bool {
	return slices.ContainsFunc(declared, func(d charset) bool { return d.name == c.name })
}

func ascii(text []byte) bool {
	for _, b := range text {
		if b >= 0x80 {
			return false
		}
	}
	return true
}

// writtenInHZ reports whether every "~{" begins pairs of bytes that GB 2312
// has, up to "~}" (RFC 1843). Program text hardly does that.
func writtenInHZ(body []byte) bool {
	for {
		_, rest, more := bytes.Cut(body, []byte("~{"))
		if !more {
			return true
		}
		n := 0
		for n+1 < len(rest) && 0x21 <= rest[n] && rest[n] <= 0x77 && 0x21 <= rest[n+1] && rest[n+1] <= 0x7E {
			n += 2
		}
		if n == 0 || !bytes.HasPrefix(rest[n:], []byte("~}")) {
			return false
		}
		body = rest[n+2:]
	}
}

// unshift makes ISO-2022, as Korean and Chinese have it, the 8-bit encoding of
// the same characters: what stands between SO and SI, or the end of the line,
// gets its high bits. The designation, which was seen before, is dropped.
func unshift(body []byte) []byte {
	const so, si, esc = 0x0E, 0x0F, 0x1B
	plain := make([]byte, 0, len(body))
	out := false
	for i := 0; i < len(body); i++ {
		switch b := body[i]; {
		case b == so:
			out = true
		case b == si:
			out = false
		case b == esc && i+3 < len(body) && body[i+1] == '$':
			i += 3
		case out && 0x21 <= b && b <= 0x7E:
			plain = append(plain, b|0x80)
		default:
			out = out && b != '\n'
			plain = append(plain, b)
		}
	}
	return plain
}
