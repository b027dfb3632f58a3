package fetch

import "bytes"

// The parsers below us recurse into nested elements without a bound, and a
// stack that overflows can't be recovered from: depth is judged before.

// checkXML fails where elements are nested deeper than most. It pairs tags as
// encoding/xml does when it is not strict: an end tag closes all elements
// within its own. It also blanks XML declarations, in place: the document is
// UTF-8 by now, and encoding/xml would obey another encoding in any of them,
// wherever it stands.
func checkXML(doc []byte, most int) error {
	var open [][]byte
	s := scanner{doc: doc}
	for {
		m, ok := s.next()
		if !ok {
			return nil
		}
		switch m.kind {
		case startMark, emptyMark:
			if len(open) >= most {
				return tooDeep("elements", most)
			}
			if m.kind == startMark {
				open = append(open, local(m.name))
			}
		case endMark:
			for len(open) > 0 {
				top := open[len(open)-1]
				open = open[:len(open)-1]
				if bytes.Equal(top, local(m.name)) {
					break
				}
			}
		case instructionMark:
			if string(m.name) == "xml" {
				blank(doc[m.start:m.end])
			}
		}
	}
}

// blank keeps the lines, for the numbers in errors.
func blank(b []byte) {
	for i := range b {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
}

// checkJSON fails where values are nested deeper than most.
func checkJSON(doc []byte, most int) error {
	depth, inString := 0, false
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > most {
				return tooDeep("values", most)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

func tooDeep(what string, most int) error {
	return fail(KindTooDeep, nil, "nested deeper than %d %s (fetch.max_depth)", most, what)
}
