package mend

import (
	"bytes"
	"html"
	"strings"

	htmlatom "golang.org/x/net/html/atom"
)

// appendCDATA appends a CDATA section: text where the rest is XHTML, else what
// the rest is.
func appendCDATA(b, text []byte, n nature) []byte {
	if n == xhtml {
		return append(b, html.EscapeString(string(text))...)
	}
	return append(b, text...)
}

// appendTag appends a tag of XHTML as HTML has it: without a prefix, and an
// empty element with its end tag unless it is void.
func appendTag(b []byte, t token) []byte {
	_, name := split(t.name)
	if t.kind == endToken && isVoid(name) {
		return b
	}
	if t.kind == endToken {
		return append(append(append(b, "</"...), name...), '>')
	}
	b = append(append(append(b, '<'), name...), t.attributes...)
	b = append(b, '>')
	if t.kind == emptyToken && !isVoid(name) {
		b = append(append(append(b, "</"...), name...), '>')
	}
	return b
}

// unwrapped is what is in the div that all of the text is in (RFC 4287, section
// 3.1.1.3; some wrap HTML so, too), or the text where it is in none.
func (m *mender) unwrapped(s span) span {
	first := m.tokens.next(s.from)
	for first.kind == otherToken || first.kind == textToken && trimmed(first.text) == "" {
		first = m.tokens.next(first.end)
	}
	if _, name := split(first.name); first.kind != startToken || string(name) != "div" {
		return s
	}
	depth := 1
	for pos := first.end; pos < s.to; {
		t := m.tokens.next(pos)
		pos = t.end
		switch t.kind {
		case startToken:
			depth++
		case endToken:
			depth--
		}
		if depth == 0 {
			if m.text(span{from: t.end, to: s.to}, escaped) == nil {
				return span{first.end, t.start, s.after}
			}
			return s
		}
	}
	return s
}

// isHTML reports whether HTML has an element of that name.
func isHTML(name []byte) bool {
	_, name = split(name)
	return htmlatom.Lookup(bytes.ToLower(name)) != 0
}

func isVoid(name []byte) bool {
	switch strings.ToLower(string(name)) {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}
