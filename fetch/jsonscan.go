package fetch

import (
	"bytes"
	"strings"
)

// jsonScanner goes over JSON without ever failing: it knows strings, brackets
// and what is between them, and not whether these make sense. It never goes
// back by itself, and never recurses. Where a string ends is in jsonquote.go.
type jsonScanner struct {
	doc    []byte
	at     int
	script bool // it is written as in a script: ' is a quote, too
}

// newScanner scans the object. One whose first name has not the quotes of JSON is
// written as in a script.
func newScanner(doc []byte) jsonScanner {
	s := jsonScanner{doc: doc, at: min(1, len(doc))}
	s.script = s.gap() != '"'
	s.at = 0
	return s
}

// quoted reports whether a quote stands here.
func (s *jsonScanner) quoted() bool {
	c := s.peek()
	return c == '"' || s.script && c == '\''
}

// space goes over white space, and returns what stands there then: 0 at the end.
func (s *jsonScanner) space() byte { return s.over(" \t\r\n") }

// gap goes over white space and whatever separates values and names.
func (s *jsonScanner) gap() byte { return s.over(" \t\r\n,:") }

func (s *jsonScanner) over(these string) byte {
	for ; s.at < len(s.doc); s.at++ {
		if strings.IndexByte(these, s.doc[s.at]) < 0 {
			return s.doc[s.at]
		}
	}
	return 0
}

// peek is what stands here: 0 at the end.
func (s *jsonScanner) peek() byte {
	if s.at < len(s.doc) {
		return s.doc[s.at]
	}
	return 0
}

// literal goes over a number, true, false, null, or what is none of these.
func (s *jsonScanner) literal() []byte {
	rest := s.doc[s.at:]
	n := bytes.IndexAny(rest, " \t\r\n,:[]{}\"")
	if n < 0 {
		n = len(rest)
	}
	s.at += n
	return rest[:n]
}

// skip goes over the value that stands here, if any, with all that is in it.
func (s *jsonScanner) skip() {
	switch c := s.peek(); {
	case s.quoted():
		s.string()
	case c == '{' || c == '[':
		s.skipNested()
	default:
		s.literal()
	}
}

func (s *jsonScanner) skipNested() {
	for depth := 0; ; {
		switch s.gap() {
		case 0:
			return
		case '{', '[':
			depth++
			s.at++
		case '}', ']':
			s.at++
			if depth--; depth == 0 {
				return
			}
		default:
			s.skip()
		}
	}
}

// name goes over the name of a member and the colon behind it, up to the value.
// It reports false where there is none, and has gone over that then. Scripts have
// names without quotes.
func (s *jsonScanner) name() (name []byte, found bool) {
	switch c := s.peek(); {
	case s.quoted():
		name, found = s.string()
	case isNameRune(rune(c)):
		name, found = s.literal(), true
	default:
		s.skip()
	}
	if !found || s.space() != ':' {
		return nil, false
	}
	s.at++
	s.space()
	return name, true
}
