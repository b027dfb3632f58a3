package mend

import (
	"bytes"
	"encoding/base64"
	"html"
	"strings"
	"unicode/utf8"

	"feedloom/article"
)

// nature is how a text for people is written in the document.
type nature int

const (
	escaped nature = iota // HTML, one layer of references around it
	inline                // HTML as it stands
	xhtml                 // XHTML as it stands
	literal               // plain text
	encoded               // base64
	none                  // nothing that people read
)

// words writes a text for people: as HTML, save the content of Atom, which may be
// plain.
func (m *mender) words(t token, as, name string, s span) {
	m.around(t)
	if name == "content" {
		m.content(t, s)
		return
	}
	if m.fastWords(as, name, s) {
		return
	}
	value, plain := m.value(t, name, s)
	if plain {
		value = []byte(html.EscapeString(string(value)))
	} else if kind, _ := typeOf(t); name == "title" && strings.Contains(kind, "html") {
		m.simple("loom:markup", name)
	}
	m.simple(as, string(value))
}

// fastWords writes the usual text of RSS: one piece, of references or CDATA.
func (m *mender) fastWords(as, name string, s span) bool {
	if m.typed(name) || s.from >= s.to {
		return false
	}
	t := m.tokens.next(s.from)
	if t.end != s.to || t.kind != textToken && t.kind != cdataToken || trimmed(t.text) == "" || bytes.Contains(t.text, []byte(cdataMark[1:])) {
		return false
	}
	m.out = append(append(append(m.out, '<'), as...), '>')
	if t.kind == cdataToken {
		m.out = escape(m.out, t.text)
	} else {
		m.out = tidy(m.out, t.text)
	}
	m.endTag(as)
	return true
}

// typed reports whether an element says of what type its text is, as those of
// Atom do.
func (m *mender) typed(name string) bool {
	return m.format.root == "feed" && !prefixed(name) || strings.HasPrefix(name, "atom:")
}

func prefixed(name string) bool { return strings.Contains(name, ":") }

// around writes what a text says of itself alone, and not of all of its item.
func (m *mender) around(t token) {
	if bytes.Contains(t.attributes, []byte("xml:lang")) {
		m.simple("loom:textlang", m.at.lang)
	}
	if m.at.based && bytes.Contains(t.attributes, []byte("xml:base")) {
		m.simple("loom:textbase", m.at.base.String())
	}
}

// content writes the content of an Atom entry.
func (m *mender) content(t token, s span) {
	value, plain := m.value(t, "content", s)
	kind, src := "", ""
	for name, v := range attributes(t.attributes) {
		switch string(name) {
		case "src":
			src = v
		case "type":
			kind = v
		}
	}
	m.out = append(m.out, "<content"...)
	switch {
	case src != "":
		m.out = append(quoted(append(m.out, ` src="`...), m.resolve(src)), `" type="`...)
		m.out = append(quoted(m.out, kind), '"')
	case plain:
		m.out = append(m.out, ` type="text"`...)
	}
	m.out = escape(append(m.out, '>'), value)
	m.endTag("content")
}

// value is a text for people as HTML, or as plain text.
func (m *mender) value(t token, name string, s span) (value []byte, plain bool) {
	value, plain = m.asSent(t, name, s)
	if !plain && bytes.Contains(value, []byte(cdataMark)) {
		// Who wraps a text twice leaves marks in it; in HTML they begin a comment,
		// which takes the next words along.
		value = bytes.ReplaceAll(value, []byte(cdataMark), nil)
		value = bytes.ReplaceAll(value, []byte("]]>"), nil)
	}
	return value, plain
}

func (m *mender) asSent(t token, name string, s span) (value []byte, plain bool) {
	tags, breaks := m.look(s)
	if !m.typed(name) {
		if tags == breaks {
			return m.text(s, escaped), false
		}
		return m.text(s, inline), false
	}
	kind, mode := typeOf(t)
	if kind == "xhtml" || kind == "html" {
		s = m.unwrapped(s)
		tags, _ = m.look(s) // in escaped HTML a div around it says nothing
	}
	switch n := natureOf(kind, mode, tags > 0); n {
	case inline, xhtml:
		return m.text(s, n), false
	case encoded:
		return decoded(m.text(s, literal))
	case none:
		return nil, false
	case literal:
		value = m.text(s, literal)
		return value, kind == "text" || kind == "text/plain" || !looksHTML(value)
	}
	return m.text(s, escaped), false
}

func typeOf(t token) (kind, mode string) {
	for name, value := range attributes(t.attributes) {
		switch strings.ToLower(string(name)) {
		case "type":
			kind, _, _ = strings.Cut(strings.ToLower(value), ";")
			kind = strings.TrimSpace(kind)
		case "mode":
			mode = strings.ToLower(strings.TrimSpace(value))
		}
	}
	return kind, mode
}

// natureOf reads type and mode (RFC 4287, section 3.1.1 and 4.1.3; Atom 0.3,
// section 3.1): with mercy for markup that stands where text should.
func natureOf(kind, mode string, markup bool) nature {
	switch {
	case mode == "base64":
		return encoded
	case strings.Contains(kind, "xhtml"), mode == "xml" && markup:
		return xhtml
	case kind == "" || kind == "text" || kind == "text/plain" || kind != "html" && !strings.Contains(kind, "/"):
		if markup {
			return inline
		}
		return literal
	case kind == "html" || strings.HasPrefix(kind, "text/"):
		if mode == "xml" {
			return xhtml
		}
		if markup {
			return inline
		}
		return escaped
	case strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "/xml"):
		return none
	case markup:
		return inline
	}
	return encoded
}

// looksHTML reports whether text that nobody calls HTML is.
func looksHTML(text []byte) bool {
	return bytes.Contains(text, []byte("</")) || bytes.Contains(text, []byte("/>")) || bytes.Contains(bytes.ToLower(text), []byte("<br>"))
}

// decoded is what base64 stands for, where that is text. What has other
// characters is no base64, but text of a type that is wrong.
func decoded(text []byte) (value []byte, plain bool) {
	if bytes.ContainsFunc(text, notBase64) {
		return text, !looksHTML(text)
	}
	packed := bytes.Map(func(r rune) rune {
		if r <= ' ' || r == '=' {
			return -1
		}
		return r
	}, text)
	value, err := base64.RawStdEncoding.DecodeString(string(packed))
	if err != nil || !utf8.Valid(value) || bytes.ContainsFunc(value, article.IsIllegal) {
		return nil, false
	}
	return value, false
}

const base64Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="

func notBase64(r rune) bool { return r > ' ' && !strings.ContainsRune(base64Signs, r) }

// look counts the tags in a leaf, and those of them that only break lines or
// show a picture: they say nothing of how the text around them is written.
func (m *mender) look(s span) (tags, breaks int) {
	for pos := s.from; pos < s.to; {
		t := m.tokens.next(pos)
		switch t.kind {
		case startToken, emptyToken, endToken:
			tags++
			if isVoid(t.name) {
				breaks++
			}
		}
		pos = t.end
	}
	return tags, breaks
}

// text is the text in a leaf as its nature has it. An end tag that HTML does not
// know, of nothing that is open, is misspelt; it would be taken for text.
func (m *mender) text(s span, n nature) []byte {
	stands := n == inline || n == xhtml
	open := map[string]int{}
	var b []byte
	bases := m.basesWithin(s)
	for pos := s.from; pos < s.to; {
		t := m.tokens.next(pos)
		pos = t.end
		switch t.kind {
		case cdataToken:
			b = appendCDATA(b, t.text, n)
		case textToken:
			if stands {
				b = append(b, t.text...)
			} else {
				b = resolve(b, t.text)
			}
		case startToken, emptyToken, endToken:
			t.attributes = bases.pass(t)
			switch {
			case !stands:
				b = append(b, m.doc[t.start:t.end]...)
			case t.kind != endToken:
				b = appendTag(b, t)
				open[string(t.name)]++
			case open[string(t.name)] > 0 || isHTML(t.name):
				b = appendTag(b, t)
				open[string(t.name)]--
			}
		}
	}
	return bytes.TrimSpace(b)
}
