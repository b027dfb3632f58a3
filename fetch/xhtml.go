package fetch

import (
	"bytes"
	"strings"
)

// fromXHTML writes XHTML out of a feed as HTML: prefixes go, an empty element
// has an end tag unless it is void, and so does the div that wraps an Atom
// text (RFC 4287, section 3.1.1.3).
func fromXHTML(s string) string {
	doc := []byte(strings.TrimSpace(s))
	doc = withoutWrapper(doc)
	var b bytes.Buffer
	sc, done := scanner{doc: doc}, 0
	for {
		m, ok := sc.next()
		if !ok {
			b.Write(doc[done:])
			return b.String()
		}
		b.Write(doc[done:m.start])
		done = m.end
		name := local(m.name)
		switch {
		case m.kind == endMark:
			b.WriteString("</" + string(name) + ">")
		case m.kind == emptyMark && !void[string(name)]:
			inner := bytes.TrimSuffix(doc[m.start+1+len(m.name):m.end], []byte("/>"))
			b.WriteString("<" + string(name) + string(inner) + "></" + string(name) + ">")
		case m.kind == startMark || m.kind == emptyMark:
			b.WriteString("<" + string(name))
			b.Write(doc[m.start+1+len(m.name) : m.end])
		}
	}
}

// withoutWrapper is what is in the div that all of the document is in, or the
// document where it is not in one.
func withoutWrapper(doc []byte) []byte {
	s, depth := scanner{doc: doc}, 0
	first, ok := s.next()
	if !ok || first.kind != startMark || first.start != 0 || string(local(first.name)) != "div" {
		return doc
	}
	for depth = 1; depth > 0; {
		m, ok := s.next()
		switch {
		case !ok:
			return doc
		case m.kind == startMark:
			depth++
		case m.kind == endMark:
			depth--
		}
		if depth == 0 && m.end == len(doc) {
			return doc[first.end:m.start]
		}
	}
	return doc
}

// isXHTML reports whether a text is that of the type xhtml, where the parser
// keeps no type.
func isXHTML(s string) bool {
	s = strings.TrimSpace(s)
	tag, _, _ := strings.Cut(s, ">")
	return strings.HasPrefix(s, "<") && strings.Contains(tag, "http://www.w3.org/1999/xhtml")
}
