package fetch

import "bytes"

// mark is a piece of XML markup that matters for the shape of a document.
type mark struct {
	kind       markKind
	name       []byte // of an element or a processing instruction
	start, end int    // where it stands in the document
}

type markKind int

const (
	startMark markKind = iota
	emptyMark          // <a/>
	endMark
	instructionMark // <?a ?>
	doctypeMark     // <!DOCTYPE ...>
)

// scanner finds the markup of an XML document, and sees the same marks as
// encoding/xml does when it is not strict. It goes on where that has given up:
// then nobody reads further.
type scanner struct {
	doc []byte
	pos int
}

// next is the next mark; false at the end of the document, or in the middle
// of markup that never ends.
func (s *scanner) next() (mark, bool) {
	for {
		i := bytes.IndexByte(s.doc[s.pos:], '<')
		if i < 0 {
			return mark{}, false
		}
		start := s.pos + i
		rest := s.doc[start:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			if !s.skipTo(start+4, "-->") {
				return mark{}, false
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			if !s.skipTo(start+9, "]]>") {
				return mark{}, false
			}
		case bytes.HasPrefix(rest, []byte("<?")):
			if !s.skipTo(start+2, "?>") {
				return mark{}, false
			}
			return mark{instructionMark, nameAt(s.doc, start+2), start, s.pos}, true
		case bytes.HasPrefix(rest, []byte("<!")):
			if !s.skipDirective(start + 3) { // whatever its first byte is, it is data
				return mark{}, false
			}
			return mark{doctypeMark, nameAt(s.doc, start+2), start, s.pos}, true
		case bytes.HasPrefix(rest, []byte("</")):
			if !s.skipTo(start+2, ">") {
				return mark{}, false
			}
			return mark{endMark, nameAt(s.doc, start+2), start, s.pos}, true
		default:
			return s.element(start)
		}
	}
}

func (s *scanner) skipTo(from int, end string) bool {
	i := bytes.Index(s.doc[from:], []byte(end))
	if i < 0 {
		return false
	}
	s.pos = from + i + len(end)
	return true
}

// element reads a start tag; a > in a quoted value is not its end.
func (s *scanner) element(start int) (mark, bool) {
	quote := byte(0)
	for i := start + 1; i < len(s.doc); i++ {
		switch c := s.doc[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			s.pos = i + 1
			kind := startMark
			if s.doc[i-1] == '/' {
				kind = emptyMark
			}
			return mark{kind, nameAt(s.doc, start+1), start, s.pos}, true
		}
	}
	return mark{}, false
}

// skipDirective skips <!DOCTYPE ...>, which may hold other directives, quoted
// text and comments.
func (s *scanner) skipDirective(i int) bool {
	quote, depth := byte(0), 0
	for ; i < len(s.doc); i++ {
		switch c := s.doc[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>' && depth == 0:
			s.pos = i + 1
			return true
		case c == '>':
			depth--
		case c == '<' && bytes.HasPrefix(s.doc[i:], []byte("<!--")):
			if !s.skipTo(i+4, "-->") {
				return false
			}
			i = s.pos - 1
		case c == '<':
			depth++
		}
	}
	return false
}

func nameAt(doc []byte, i int) []byte {
	start := i
	for i < len(doc) && isNameByte(doc[i]) {
		i++
	}
	return doc[start:i]
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '_' || c == ':' || c == '.' || c == '-' || c >= 0x80
}

// local is a name without its prefix, as encoding/xml splits them.
func local(name []byte) []byte {
	prefix, rest, found := bytes.Cut(name, []byte(":"))
	if !found || len(prefix) == 0 || len(rest) == 0 {
		return name
	}
	return rest
}
