package fetch

import (
	"bytes"
	"strings"
)

// string goes over the string that stands here, and returns what is between its
// quotes. It reports whether there is an end of it.
//
// A quote that text follows is no end. It belongs to the text, or, where it
// begins what looks like the next member, the string's own quote is lost.
func (s *jsonScanner) string() (inner []byte, whole bool) {
	quote := s.doc[s.at]
	s.at++
	for start := s.at; s.at < len(s.doc); s.at++ {
		switch s.doc[s.at] {
		case '\\':
			s.at++
		case quote:
			end := s.at
			s.at++
			if s.endsHere() {
				return s.doc[start:end], true
			}
			if s.at = end; s.memberHere() {
				inner, s.at = s.unquoted(start)
				return inner, true
			}
		}
	}
	s.at = len(s.doc)
	return nil, false
}

// endsHere reports whether what stands here can come after a string: what JSON has
// there, a comment, or, after white space, a value whose comma is missing.
func (s jsonScanner) endsHere() bool {
	at := s.at
	c := s.space()
	if c == 0 || s.quoted() || strings.IndexByte(`,:]}`, c) >= 0 {
		return true
	}
	if s.at > at {
		return strings.IndexByte(`[{/#-0123456789`, c) >= 0
	}
	rest := s.doc[at:]
	return bytes.HasPrefix(rest, []byte("//")) || bytes.HasPrefix(rest, []byte("/*"))
}

// maxName is how long a name may be that tells the next member, in bytes.
const maxName = 64

// memberHere reports whether the quote that stands here begins a name with its colon.
func (s jsonScanner) memberHere() bool {
	rest := s.doc[s.at+1 : min(len(s.doc), s.at+1+maxName)]
	n := bytes.IndexFunc(rest, func(r rune) bool { return !isNameRune(r) })
	if n <= 0 || rest[n] != s.doc[s.at] {
		return false
	}
	s.at += n + 2
	return s.space() == ':'
}

func isNameRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-' || r == '.'
}

// unquoted is the string that begins at start and has lost its second quote, as
// far as it goes before the name that stands here; and where what is between the
// two begins. That is a line's end, the brackets between two items, or a comma.
func (s *jsonScanner) unquoted(start int) (inner []byte, next int) {
	inner = s.doc[start:s.at]
	text := bytes.TrimRight(inner, " \t\r\n,{}[]")
	between := inner[len(text):]
	switch line := bytes.IndexAny(between, "\r\n"); {
	case line >= 0:
		text = inner[:len(text)+line]
	case bytes.IndexByte(between, '{') < 0:
		text = bytes.TrimRight(inner, " \t")
	}
	next = start + len(text)
	return bytes.TrimSuffix(bytes.TrimRight(text, " \t"), []byte{','}), next
}
