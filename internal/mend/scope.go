package mend

import (
	"bytes"
	"net/url"
	"strings"

	"feedloom/article"
)

// scope is what elements hand down to those in them.
type scope struct {
	bindings []binding
	base     *url.URL // of xml:base; as the document began until there is one
	based    bool     // that there was one
	lang     string   // of xml:lang
}

// canonical is an element's canonical name.
func (m *mender) canonical(name []byte) string {
	if c, known := m.named[string(name)]; known {
		return c
	}
	c := canonical(m.at.bindings, m.own, name)
	if m.named == nil {
		m.named = map[string]string{}
	}
	if len(m.named) < 1000 {
		m.named[string(name)] = c
	}
	return c
}

// enter puts a scope in force: names mean what it says.
func (m *mender) enter(s scope) {
	if len(s.bindings) != len(m.at.bindings) {
		clear(m.named)
	}
	m.at = s
}

// inside is the scope within an element.
func (m *mender) inside(t token) scope {
	s := m.at
	if len(t.attributes) == 0 || !bytes.Contains(t.attributes, []byte("xml")) {
		return s
	}
	s.bindings = declare(s.bindings[:len(s.bindings):len(s.bindings)], t)
	for name, value := range attributes(t.attributes) {
		switch string(name) {
		case "xml:lang":
			if len(value) <= maxLang {
				s.lang = strings.TrimSpace(value)
			}
		case "xml:base":
			if u := against(s.base, value); u != nil && len(value) <= maxBase {
				s.base, s.based = u, true
			}
		}
	}
	return s
}

// The longest tag of a language (RFC 5646, section 4.4.1) and the longest base
// that are handed down, in bytes: they are written again in every item.
const (
	maxLang = 35
	maxBase = 2000
)

// against is a reference resolved (RFC 3986, section 5); nil where that gives no
// address of the web.
func against(base *url.URL, ref string) *url.URL {
	u := article.Reference(ref)
	if u == nil {
		return nil
	}
	if !u.IsAbs() && base != nil {
		u = base.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}

// resolve is an address as it is meant where an xml:base is in force, else as it
// was sent: there are better bases than the document's own address then.
func (m *mender) resolve(ref string) string {
	if ref = strings.TrimSpace(ref); ref == "" || !m.at.based {
		return ref
	}
	if u := article.Reference(ref); u != nil && !u.IsAbs() {
		return m.at.base.ResolveReference(u).String()
	}
	return ref
}
