package mend

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
)

// Limits bound what a document may have. A document of more is refused, since
// whoever parses it makes a kilobyte of the smallest item.
type Limits struct {
	Items    int
	Elements int
	// Depth is how deep well-formed elements may be nested before they are
	// taken for elements that nobody closed.
	Depth int
}

// CrowdError says that a document has more of something than its limit.
type CrowdError struct {
	What string // items or elements
	Most int
}

func (e *CrowdError) Error() string { return fmt.Sprintf("more than %d %s", e.Most, e.What) }

// ErrCut says that a document ends before it has said anything.
var ErrCut = errors.New("the document ends too early")

// ErrTangled says that a document's tags are such that its elements would have to
// be looked for again and again.
var ErrTangled = errors.New("its tags are too tangled")

// maxSteps is how many tokens are looked at for each byte of a document. A tag has
// three bytes or more, and is looked at some five times.
const maxSteps = 4

// Feed writes the RSS or Atom document anew. base is the address that its own
// xml:base is relative to; nil where there is none. The error is a
// *CrowdError, ErrCut or ErrTangled; a document without a root that Root knows gives nil.
func Feed(doc []byte, base *url.URL, most Limits) ([]byte, error) {
	m := mender{
		doc:    doc,
		tokens: newTokenizer(doc),
		most:   most,
		out:    make([]byte, 0, len(doc)+len(doc)/8),
		at:     scope{base: base},
	}
	if !m.begin() {
		return nil, nil
	}
	for {
		t := m.tokens.next(m.pos)
		m.pos = t.end
		switch t.kind {
		case startToken, emptyToken:
			m.start(t)
		case endToken:
			m.end(t.name)
		case textToken:
			m.loose(t.text)
		case noToken:
			return m.finish()
		}
		switch {
		case m.crowd != nil:
			return nil, m.crowd
		case m.tokens.steps > maxSteps*len(doc)+1000:
			return nil, ErrTangled
		}
	}
}

// mender goes through a document and writes it anew.
type mender struct {
	doc    []byte
	tokens tokenizer
	pos    int
	out    []byte
	most   Limits
	crowd  error // what ends it

	format format
	own    string // what the root's namespace means
	at     scope
	open   []opened
	// broken says that the document is not well-formed: from then on elements
	// end where the next one that we know begins.
	broken bool
	// unclosed says of a leaf up to where its end tag is known to be missing.
	unclosed map[string]int
	// named are the canonical names under the bindings in force.
	named map[string]string

	items, elements, leaves int
	whole                   int  // items that have come to their end
	emptyLink               bool // the last element was a link that says nothing
	torn                    bool // the document ends within a leaf
}

// scope is what elements hand down to those in them.
type scope struct {
	bindings []binding
	base     *url.URL // of xml:base; as the document began until there is one
	based    bool     // that there was one
	lang     string   // of xml:lang
}

// opened is an element that waits for its end.
type opened struct {
	name    string // canonical
	written string // empty for one that is passed through
	at      int    // where its start tag is written
	outside scope
}

// begin goes to the root and writes the beginning.
func (m *mender) begin() bool {
	name, start := root(&m.tokens)
	f, known := roots[name]
	if !known {
		return false
	}
	m.format, m.pos = f, start.end
	m.at = m.inside(start)
	m.own = m.rootMeaning(start)
	m.out = append(append(append(m.out, '<'), f.root...), '>')
	if f.root == "rss" {
		m.out = append(m.out, "<channel>"...)
	}
	m.about(start)
	if start.kind == startToken {
		m.open = append(m.open, opened{name: m.canonical(start.name)})
	}
	return true
}

// rootMeaning is what the namespace of the root means: its elements have no
// prefix. That of RDF is not the namespace of the elements in it.
func (m *mender) rootMeaning(start token) string {
	prefix, _ := split(start.name)
	means := meaningOf(m.at.bindings, prefix)
	switch means {
	case "rdf":
		return ""
	case foreign: // of all that is foreign this one is the feed's own
		m.at.bindings = append(m.at.bindings, binding{string(prefix), ""})
		return ""
	}
	return means
}

func (m *mender) finish() ([]byte, error) {
	if len(m.open) > 0 && m.leaves == 0 && m.items == 0 {
		return nil, ErrCut
	}
	if m.cut() {
		m.out = m.out[:m.itemAt()]
		m.open = nil
	}
	m.closeTo(0)
	if m.format.root == "rss" {
		m.out = append(m.out, "</channel>"...)
	}
	return append(append(append(m.out, "</"...), m.format.root...), '>'), nil
}

// cut reports whether the document ends within an item, which the next poll will
// bring whole. An item that is alone, and ends between two elements, is kept.
func (m *mender) cut() bool { return m.itemAt() >= 0 && (m.whole > 0 || m.torn) }

// itemAt is where the open item begins in what is written, -1 without one.
func (m *mender) itemAt() int {
	for _, o := range m.open {
		if o.written == m.format.item {
			return o.at
		}
	}
	return -1
}

func (m *mender) count(isItem bool) {
	m.elements++
	if isItem {
		m.items++
	}
	switch {
	case m.items > m.most.Items:
		m.crowd = &CrowdError{"items", m.most.Items}
	case m.elements > m.most.Elements:
		m.crowd = &CrowdError{"elements", m.most.Elements}
	}
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

// enter makes a scope that in force; names mean what it says.
func (m *mender) enter(s scope) {
	if len(s.bindings) != len(m.at.bindings) {
		clear(m.named)
	}
	m.at = s
}

// start reads a start tag, and all of the element if it is a leaf.
func (m *mender) start(t token) {
	outside := m.at
	m.enter(m.inside(t))
	name := m.canonical(t.name)
	e := m.find(name)
	if name == "author" && e.role == fact && m.holdsPerson(t) {
		e = element{role: container, as: "atom:author"}
	}
	if name == "link" && e.role == address && bytes.Contains(t.attributes, []byte("rel")) {
		e = element{role: bare, as: "atom:link"}
	}
	m.count(e.role == container && e.written(name) == m.format.item)
	m.emptyLink = false
	switch e.role {
	case container:
		m.container(t, name, e, outside)
		return // the scope stays in force until its end
	case passing:
		m.about(t)
		if t.kind == startToken {
			m.open = append(m.open, opened{name: name, outside: outside})
			return
		}
	case unknown:
		m.skip(t, name)
	default:
		m.leaf(t, name, e)
	}
	m.enter(outside)
}

func (e element) written(name string) string {
	if e.as != "" {
		return e.as
	}
	return name
}

// container writes a start tag. The scope outside is back in force at its end.
func (m *mender) container(t token, name string, e element, outside scope) {
	as := e.written(name)
	m.open = append(m.open, opened{name: name, written: as, at: len(m.out), outside: outside})
	m.tag(as, t)
	if as == m.format.item {
		m.about(t)
	}
	if t.kind == emptyToken {
		m.closeTo(len(m.open) - 1)
	}
}

// end closes the element of that name, and those in it that nobody closed. An end tag
// of nothing that is open is passed over, and so is one within an item that
// would close what is around it, save the channel's and the root's.
func (m *mender) end(raw []byte) {
	name := m.canonical(raw)
	for i := len(m.open) - 1; i >= 0; i-- {
		o := m.open[i]
		if o.name == name {
			m.closeTo(i)
			return
		}
		if o.written == m.format.item && !m.isAround(name) {
			break
		}
	}
	m.broken = m.broken || m.isKnown(name)
}

// isAround reports whether an element stands around items.
func (m *mender) isAround(name string) bool { return m.format.channel[name].role == passing }

// isKnown reports whether the name is one of an element that we read.
func (m *mender) isKnown(name string) bool {
	return m.format.inItem[name].role != unknown || m.format.channel[name].role != unknown
}

// closeTo closes all but the first n open elements.
func (m *mender) closeTo(n int) {
	for len(m.open) > n {
		o := m.open[len(m.open)-1]
		m.open = m.open[:len(m.open)-1]
		m.enter(o.outside)
		if o.written == "" {
			continue
		}
		m.out = append(append(append(m.out, "</"...), o.written...), '>')
		if o.written == m.format.item {
			m.whole++
		}
	}
}

// level is what may stand where we are: the level of the innermost element that
// is written.
func (m *mender) level() level {
	for i := len(m.open) - 1; i >= 0; i-- {
		switch written := m.open[i].written; {
		case written == m.format.item:
			return m.format.inItem
		case written != "":
			return within[written]
		}
	}
	return m.format.channel
}

// find says what an element is where it stands. An item closes what is open
// before it. So does an element that belongs further out: in a broken document,
// or where an extension holds an element of the feed itself, which none does.
func (m *mender) find(name string) element {
	if e := m.format.channel[name]; e.role == container && e.written(name) == m.format.item {
		m.closeItem()
		return e
	}
	for {
		if e, known := m.level()[name]; known && !m.over(e) && !m.tooDeep(e) {
			return e
		}
		if !m.inSmall() || !m.isKnown(name) || !m.broken && prefixed(m.innermost()) == prefixed(name) {
			return element{}
		}
		m.closeTo(len(m.open) - 1)
	}
}

// maxOpen bounds how many elements are open at once: no feed needs as many.
const maxOpen = 64

func (m *mender) tooDeep(e element) bool {
	return len(m.open) >= maxOpen && (e.role == passing || e.role == container)
}

// over reports whether the feed has ended, so that e is no part of it.
func (m *mender) over(e element) bool { return len(m.open) == 0 && e.role != passing }

// inSmall reports whether the innermost element is a container within an item
// or channel.
func (m *mender) inSmall() bool {
	_, small := within[m.innermost()]
	return small
}

// innermost is the name of the element that we are in.
func (m *mender) innermost() string {
	if len(m.open) == 0 {
		return ""
	}
	return m.open[len(m.open)-1].written
}

// closeItem closes an item that is open, and all in it; and what is open in the
// channel.
func (m *mender) closeItem() {
	for i, o := range m.open {
		if o.written != "" {
			m.broken = true
			m.closeTo(i)
			return
		}
	}
}

// loose is text between elements. It means something after a link that is empty:
// the address that a writer of HTML has put behind it.
func (m *mender) loose(text []byte) {
	if !m.emptyLink {
		return
	}
	if s := trimmed(text); s != "" {
		m.emptyLink = false
		m.simple("link", m.resolve(resolved([]byte(s))))
	}
}
