package mend

import (
	"bytes"
	"iter"
	"slices"
	"strings"
)

// kept are the attributes that are written, by their names in lower case, and
// the spelling in which a parser looks for them.
var kept = map[string]string{
	"ispermalink": "isPermaLink", "domain": "domain", "url": "url", "href": "href", "src": "src", "resource": "url",
	"rel": "rel", "type": "type", "length": "length", "title": "title", "term": "term", "scheme": "scheme", "label": "label",
	"width": "width", "height": "height", "medium": "medium", "isdefault": "isdefault", "filesize": "filesize", "role": "role",
	"duration": "duration", "language": "language", "text": "text",
}

// addresses are the attributes that hold one.
var addresses = map[string]bool{"url": true, "href": true, "src": true}

// tag writes a start tag with the attributes that are kept.
func (m *mender) tag(name string, t token) {
	m.out = append(append(m.out, '<'), name...)
	if len(bytes.TrimSpace(t.attributes)) > 0 {
		m.attributes(t)
	}
	m.out = append(m.out, '>')
}

// attribute writes one into the start tag that was written last.
func (m *mender) attribute(name, value string) {
	m.out = append(append(append(m.out[:len(m.out)-1], ' '), name...), `="`...)
	m.out = append(quoted(m.out, value), `">`...)
}

func (m *mender) attributes(t token) {
	written := make([]string, 0, 8)
	for lower, value := range m.ownAttributes(t) {
		name, known := kept[lower]
		if !known || len(written) == cap(written) || slices.Contains(written, name) {
			continue
		}
		written = append(written, name)
		if addresses[name] {
			value = m.resolve(value)
		}
		m.out = append(append(append(m.out, ' '), name...), `="`...)
		m.out = append(quoted(m.out, value), '"')
	}
}

// ownAttributes are the attributes that speak of the element itself, by their
// local names in lower case: those without a prefix or with the element's own,
// and those of RDF that stand for others. Any other prefix is an extension's.
func (m *mender) ownAttributes(t token) iter.Seq2[string, string] {
	own, _ := split(t.name)
	return func(yield func(string, string) bool) {
		for raw, value := range attributes(t.attributes) {
			prefix, rest := split(raw)
			name := strings.ToLower(string(rest))
			ofRDF := (name == "about" || name == "resource") && len(prefix) > 0 && meaningOf(m.at.bindings, prefix) == "rdf"
			if len(prefix) > 0 && !bytes.Equal(prefix, own) && !ofRDF {
				continue
			}
			if !yield(name, value) {
				return
			}
		}
	}
}

// has reports whether the element has all of these attributes of its own.
func (m *mender) has(t token, names ...string) bool {
	for name := range m.ownAttributes(t) {
		names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
	}
	return len(names) == 0
}

func quoted(dst []byte, value string) []byte {
	return append(dst, quotes.Replace(value)...)
}

var quotes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "\n", "&#10;", "\r", "&#13;", "\t", "&#9;")

func (m *mender) endTag(name string) {
	m.out = append(append(append(m.out, "</"...), name...), '>')
}

// simple writes an element of text, unless there is none.
func (m *mender) simple(name, text string) {
	if text == "" {
		return
	}
	m.out = append(append(append(m.out, '<'), name...), '>')
	m.out = escape(m.out, []byte(text))
	m.endTag(name)
}

// about writes what the tag of a channel or item says in attributes: xml:lang and
// xml:base, and those of CDF and RDF (RSS 1.0, section 5.5).
func (m *mender) about(t token) {
	m.simple("loom:lang", m.at.lang)
	if m.at.based {
		m.simple("loom:base", m.at.base.String())
	}
	if m.format.root != "rss" || len(t.attributes) == 0 {
		return
	}
	for name, value := range m.ownAttributes(t) {
		switch name {
		case "about":
			m.simple("loom:about", strings.TrimSpace(value))
		case "href":
			m.simple("link", m.resolve(value))
		case "lastmod":
			m.simple("atom:updated", strings.TrimSpace(value))
		case "text": // of itunes:category, which nests others
			m.simple("itunes:category", strings.TrimSpace(value))
		}
	}
}
