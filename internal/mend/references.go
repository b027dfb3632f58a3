package mend

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"feedloom/article"
)

// maxReference is the length of the longest reference, in bytes: that of HTML's
// longest name is 33.
const maxReference = 40

// resolve appends text with its references replaced: those of XML, the numeric
// ones, and the names of HTML. Names that a document declares itself are never
// expanded; these, a bare & and all that is none stay as they are.
func resolve(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		meant, length := reference(text[i:])
		if length == 0 {
			meant, length = "&", 1
		}
		dst, text = append(dst, meant...), text[i+length:]
	}
}

func resolved(text []byte) string {
	if bytes.IndexByte(text, '&') < 0 {
		return string(text)
	}
	return string(resolve(nil, text))
}

// reference is what the reference at the beginning of text means and how long
// it is; 0 where it is none.
func reference(text []byte) (meant string, length int) {
	end := bytes.IndexByte(text[:min(len(text), maxReference)], ';')
	if end < 2 {
		return "", 0
	}
	switch string(text[1:end]) {
	case "lt":
		return "<", end + 1
	case "gt":
		return ">", end + 1
	case "amp":
		return "&", end + 1
	case "quot":
		return `"`, end + 1
	}
	if text[1] == '#' {
		return numeric(text, end)
	}
	for _, c := range text[1:end] {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
			return "", 0
		}
	}
	span := string(text[:end+1])
	meant = html.UnescapeString(span)
	if meant == html.UnescapeString(span[:end])+";" { // the name needs no ; or is none
		return "", 0
	}
	return meant, end + 1
}

// numeric is a character by its number. Numbers that no character may have mean
// nothing; those of windows-1252 mean what HTML makes of them; and two halves
// of a UTF-16 pair mean the whole.
func numeric(text []byte, end int) (string, int) {
	r, ok := number(text[2:end])
	switch {
	case !ok:
		return "", 0
	case 0x80 <= r && r < 0xA0:
		return html.UnescapeString(string(text[:end+1])), end + 1
	case utf16.IsSurrogate(r):
		return pair(r, text, end)
	case r > utf8.MaxRune || article.IsIllegal(r):
		return "", end + 1
	}
	return string(r), end + 1
}

func pair(high rune, text []byte, end int) (string, int) {
	rest := text[end+1:]
	if bytes.HasPrefix(rest, []byte("&#")) {
		if last := bytes.IndexByte(rest[:min(len(rest), maxReference)], ';'); last > 2 {
			low, ok := number(rest[2:last])
			if r := utf16.DecodeRune(high, low); ok && r != utf8.RuneError {
				return string(r), end + 1 + last + 1
			}
		}
	}
	return "", end + 1
}

func number(digits []byte) (rune, bool) {
	base := 10
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n > utf8.MaxRune {
		n = utf8.MaxRune + 1
	}
	for _, c := range digits {
		if !('0' <= c && c <= '9' || base == 16 && ('a' <= c|0x20 && c|0x20 <= 'f')) {
			return 0, false
		}
	}
	return rune(n), len(digits) > 0
}

// escape appends text in which nothing is markup any more.
func escape(dst, text []byte) []byte {
	for {
		i := bytes.IndexAny(text, "&<>")
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		switch text[i] {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		}
		text = text[i+1:]
	}
}

// tidy appends what escape makes of resolve's text, without the step between.
func tidy(dst, text []byte) []byte {
	for {
		i := bytes.IndexAny(text, "&<>")
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		text = text[i:]
		if text[0] == '<' {
			dst, text = append(dst, "&lt;"...), text[1:]
			continue
		}
		if text[0] == '>' {
			dst, text = append(dst, "&gt;"...), text[1:]
			continue
		}
		meant, length := reference(text)
		if length == 0 {
			meant, length = "&", 1
		}
		dst, text = escape(dst, []byte(meant)), text[length:]
	}
}
