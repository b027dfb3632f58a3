package mend

import (
	"bytes"
	"net/url"

	"feedloom/article"
)

// bases are those of the elements that are open within a text, where one has an
// xml:base of its own: HTML has none, so addresses are resolved before it is left
// out. nil is a text without any.
type bases struct {
	outside *url.URL // what is in force around the text
	open    []*url.URL
}

func (m *mender) basesWithin(s span) *bases {
	if !bytes.Contains(m.doc[s.from:s.to], []byte("xml:base")) {
		return nil
	}
	return &bases{outside: m.at.base}
}

// pass goes past a tag, and returns its attributes as they are to be written.
func (b *bases) pass(t token) []byte {
	if b == nil {
		return t.attributes
	}
	base := b.outside
	if n := len(b.open); n > 0 {
		base = b.open[n-1]
		if t.kind == endToken {
			b.open = b.open[:n-1]
		}
	}
	if t.kind == endToken {
		return t.attributes
	}
	for name, value := range attributes(t.attributes) {
		if string(name) == "xml:base" {
			if u := against(base, value); u != nil {
				base = u
			}
		}
	}
	if t.kind == startToken && !isVoid(t.name) {
		b.open = append(b.open, base)
	}
	if base == b.outside {
		return t.attributes
	}
	return resolvedAttributes(t.attributes, base)
}

// resolvedAttributes are those of a tag with their addresses resolved.
func resolvedAttributes(raw []byte, base *url.URL) []byte {
	var b []byte
	for name, value := range attributes(raw) {
		switch string(name) {
		case "href", "src", "poster", "cite":
			if u := article.Reference(value); u != nil && !u.IsAbs() {
				value = base.ResolveReference(u).String()
			}
		}
		b = append(append(append(b, ' '), name...), `="`...)
		b = append(quoted(b, value), '"')
	}
	return b
}
