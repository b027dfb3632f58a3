package mend

import (
	"bytes"
	"iter"
	"regexp"
)

// attributes are the names and values in a start tag, references resolved. A
// value needs no quotes, and a name no value.
func attributes(raw []byte) iter.Seq2[[]byte, string] {
	return func(yield func([]byte, string) bool) {
		for {
			raw = bytes.TrimLeft(raw, " \t\r\n/\"'=")
			if len(raw) == 0 {
				return
			}
			end := bytes.IndexAny(raw, " \t\r\n=")
			if end < 0 {
				end = len(raw)
			}
			name := raw[:end]
			var value []byte
			value, raw = cutValue(raw[end:])
			if !yield(name, resolved(value)) {
				return
			}
		}
	}
}

// cutValue cuts = and a value, if there is one, off what follows a name.
func cutValue(raw []byte) (value, rest []byte) {
	after, found := bytes.CutPrefix(bytes.TrimLeft(raw, " \t\r\n"), []byte("="))
	if !found {
		return nil, raw
	}
	after = bytes.TrimLeft(after, " \t\r\n")
	if len(after) > 0 && (after[0] == '"' || after[0] == '\'') {
		if end := bytes.IndexByte(after[1:], after[0]); end >= 0 && !lostQuote(after[1:1+end]) {
			return after[1 : 1+end], after[2+end:]
		}
		after = after[1:]
	}
	if quoted := typographic.FindSubmatch(after); quoted != nil {
		return quoted[1], after[len(quoted[0]):]
	}
	end := bytes.IndexAny(after, " \t\r\n")
	if end < 0 {
		end = len(after)
	}
	return after[:end], after[end:]
}

// typographic is a value in the quotes of a word processor.
var typographic = regexp.MustCompile(`^[“”„‘’]([^“”„‘’]*)[“”„‘’]`)

// lostQuote reports whether a value runs up to the quote of the next one:
// url="a.mp3 length="5".
func lostQuote(value []byte) bool {
	return bytes.HasSuffix(value, []byte("=")) && bytes.ContainsAny(value, " \t\r\n")
}
