package mend

import (
	"bytes"
	"strings"
)

// span is the inside of an element, and where what follows it begins.
type span struct {
	from, to, after int
}

// leaf writes an element that holds no others.
func (m *mender) leaf(t token, name string, e element) {
	s := m.span(t, name)
	m.pos = s.after
	as := e.written(name)
	if m.torn || m.repeats(as) {
		return
	}
	m.leaves++
	before := len(m.out)
	defer func() { m.note(as, len(m.out) > before) }()
	switch e.role {
	case words:
		m.words(t, as, name, s)
	case bare:
		m.bare(t, as, s)
	default:
		m.emptyLink = as == "link" && s.from == s.to && !bytes.Contains(t.attributes, []byte("href"))
		value := m.plainText(s)
		if name == "tags" { // nobody's, but some write it
			for _, word := range strings.SplitN(value, ",", maxWords) {
				m.simple("category", strings.TrimSpace(word))
			}
			return
		}
		if value == "" && !m.has(t, "href") && !m.has(t, "url") {
			return // it must not undo one that says something
		}
		if e.role == address {
			value = m.resolve(value)
		}
		m.tag(as, t)
		m.out = escape(m.out, []byte(value))
		m.endTag(as)
	}
}

// maxWords is how many words of a list are taken.
const maxWords = 100

// repeats reports whether the feed has said this of itself before: the first
// title is its own, others are of channels in it (CDF) or of what was torn. There
// are several links, but not behind an item.
func (m *mender) repeats(name string) bool {
	if m.itemAt() >= 0 || m.innermost() != "" {
		return false
	}
	switch name {
	case "title", "description", "subtitle", "loom:id":
		return m.said[name]
	case "link":
		return m.said[name] && m.items > 0
	}
	return false
}

// note remembers what the feed has said of itself, and the last item of itself.
func (m *mender) note(name string, written bool) {
	switch {
	case !written:
	case m.innermost() == m.format.item:
		m.last.said = append(m.last.said, name)
	case m.innermost() == "":
		if m.said == nil {
			m.said = map[string]bool{}
		}
		m.said[name] = true
	}
}

// bare writes an element for its attributes. Of Atom's, a category may have its
// term as text, and a link its address.
func (m *mender) bare(t token, as string, s span) {
	if as == "category" && s.from < s.to && !bytes.Contains(t.attributes, []byte("term")) {
		m.simple("dc:subject", m.plainText(s))
		return
	}
	m.tag(as, t)
	if as == "link" && s.from < s.to && !bytes.Contains(t.attributes, []byte("href")) {
		m.attribute("href", m.resolve(m.plainText(s)))
	}
	m.endTag(as)
}

// holdsPerson reports whether an element begins with a name or an address, as
// that of Atom does.
func (m *mender) holdsPerson(t token) bool {
	if t.kind != startToken {
		return false
	}
	next := m.tokens.next(t.end)
	if next.kind == textToken && trimmed(next.text) == "" {
		next = m.tokens.next(next.end)
	}
	return next.kind == startToken && person[m.canonical(next.name)].role != unknown
}

// skip passes over an element that means nothing to us: where something is
// broken over its start tag alone, since its end may be anywhere.
func (m *mender) skip(t token) {
	if !m.broken && t.kind == startToken {
		if s, ok := m.properSpan(t); ok {
			m.pos = s.after
		}
	}
}

// span is the inside of a leaf. Where nothing is broken that is up to its end
// tag; else up to the first end tag of its name that comes before the item's
// end; else, its end tag being lost, up to the next element that we know.
func (m *mender) span(t token, name string) span {
	if t.kind != startToken {
		return span{t.end, t.end, t.end}
	}
	if !m.broken {
		if s, ok := m.properSpan(t); ok {
			return s
		}
	}
	if m.unclosed[name] > t.end {
		return m.brokenSpan(t)
	}
	for pos := t.end; ; {
		next := m.tokens.next(pos)
		pos = next.end
		switch next.kind {
		case endToken:
			c := m.canonical(next.name)
			if c == name {
				return span{t.end, next.start, next.end}
			}
			if m.isBorder(c) {
				return m.lost(t, name, next.start)
			}
		case startToken, emptyToken:
			c := m.canonical(next.name)
			if m.isBorder(c) || m.isHolder(c) || c == name && m.level()[name].role != words {
				return m.lost(t, name, next.start)
			}
		case noToken:
			return m.lost(t, name, next.start)
		}
	}
}

// lost remembers that up to a border no end tag of that name comes.
func (m *mender) lost(t token, name string, border int) span {
	if m.unclosed == nil {
		m.unclosed = map[string]int{}
	}
	m.unclosed[name] = border
	return m.brokenSpan(t)
}

// isBorder reports whether an element is an item or around items.
func (m *mender) isBorder(name string) bool {
	return m.isItem(name) || m.isAround(name)
}

// isHolder reports whether an element holds others, and is none of HTML.
func (m *mender) isHolder(name string) bool {
	return m.level()[name].role == container && name != "source"
}

// brokenSpan ends with the next element that we know.
func (m *mender) brokenSpan(t token) span {
	for pos := t.end; ; {
		next := m.tokens.next(pos)
		switch next.kind {
		case startToken, emptyToken, endToken:
			if m.isKnown(m.canonical(next.name)) {
				return span{t.end, next.start, next.start}
			}
		case noToken:
			m.torn = true
			return span{t.end, next.start, next.start}
		}
		pos = next.end
	}
}

// properSpan is the inside of an element in which every element is closed in
// its turn. It fails where one is not: then something is broken.
func (m *mender) properSpan(t token) (span, bool) {
	var inner [][]byte
	for pos := t.end; ; {
		next := m.tokens.next(pos)
		pos = next.end
		switch next.kind {
		case startToken:
			inner = append(inner, next.name)
			m.count(next, false)
		case emptyToken:
			m.count(next, false)
		case endToken:
			if len(inner) == 0 && bytes.Equal(next.name, t.name) {
				return span{t.end, next.start, next.end}, true
			}
			if len(inner) == 0 || !bytes.Equal(inner[len(inner)-1], next.name) {
				m.broken = true
				return span{}, false
			}
			inner = inner[:len(inner)-1]
		}
		if next.kind == noToken || len(m.open)+len(inner) > m.most.Depth || m.crowd != nil {
			m.broken = true
			return span{}, false
		}
	}
}

// plainText is the text of a leaf for programs: that before the first element of
// a feed in it, if there is any. Markup is left out.
func (m *mender) plainText(s span) string {
	var b []byte
	for pos := s.from; pos < s.to; {
		t := m.tokens.next(pos)
		switch t.kind {
		case textToken:
			b = resolve(b, t.text)
		case cdataToken:
			b = append(b, t.text...)
		case startToken, emptyToken, endToken:
			if trimmed(b) != "" && m.isKnown(m.canonical(t.name)) {
				return trimmed(b)
			}
		}
		pos = t.end
	}
	return strings.TrimSpace(string(b))
}

func trimmed(text []byte) string { return string(bytes.TrimSpace(text)) }
