package mend

import (
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

// maxGrowth is how many times its own length a document may have when it is
// written anew.
const maxGrowth = 6

// Document is a feed written anew.
type Document struct {
	XML []byte
	// Cut says that the feed ended within an item, which is left out.
	Cut bool
}

// Feed writes the RSS or Atom document anew. base is the address that its own
// xml:base is relative to; nil where there is none. The error is a
// *CrowdError, ErrCut or ErrTangled; a document without a root that Root knows
// gives the zero Document.
func Feed(doc []byte, base *url.URL, most Limits) (Document, error) {
	m := mender{
		doc:    doc,
		tokens: newTokenizer(doc),
		most:   most,
		out:    make([]byte, 0, len(doc)+len(doc)/8),
		at:     scope{base: base},
	}
	if !m.begin() {
		return Document{}, nil
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
			return Document{}, m.crowd
		case m.tokens.steps > maxSteps*len(doc)+1000, len(m.out) > maxGrowth*len(doc)+1<<20:
			return Document{}, ErrTangled
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
	// broken says that the item, or what stands before the items, is not
	// well-formed: then elements end where the next one that we know begins.
	broken bool
	// unclosed says of a leaf up to where its end tag is known to be missing.
	unclosed map[string]int
	// said is what the feed has said of itself, by the names of elements.
	said map[string]bool
	// named are the canonical names under the bindings in force.
	named map[string]string

	items, elements, leaves int
	last                    lastItem
	body                    int   // where the inside of the last item begins in what is written
	border                  token // the next tag of an item
	counted                 int   // where the last counted tag ends
	emptyLink               bool  // the last element was a link that says nothing
	ended                   bool  // the root has its end tag
	torn                    bool  // the document ends within a leaf
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

func (m *mender) finish() (Document, error) {
	if len(m.open) > 0 && m.leaves == 0 && m.items == 0 {
		return Document{}, ErrCut
	}
	// An item in which the document ends comes whole with the next poll.
	cut := m.itemAt() >= 0
	if cut {
		m.out = m.out[:m.itemAt()]
		m.open = nil
	}
	m.closeTo(0)
	if m.format.root == "rss" {
		m.out = append(m.out, "</channel>"...)
	}
	return Document{append(append(append(m.out, "</"...), m.format.root...), '>'), cut && !m.ended}, nil
}

// count counts the element of a tag, once however often it is looked at.
func (m *mender) count(t token, isItem bool) {
	if t.end > m.counted {
		m.counted = t.end
		m.elements++
	}
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

// start reads a start tag, and all of the element if it is a leaf.
func (m *mender) start(t token) {
	outside := m.at
	m.enter(m.inside(t))
	name := m.canonical(t.name)
	if m.isItem(name) { // what it ends hands nothing down to it
		m.enter(outside)
		m.closeItem()
		outside = m.at
		m.enter(m.inside(t))
	}
	e := m.find(name)
	if name == "author" && e.role == fact && m.holdsPerson(t) {
		e = element{role: container, as: "atom:author"}
	}
	if name == "link" && e.role == address && m.has(t, "rel", "href") {
		e = element{role: bare, as: "atom:link"}
	}
	m.count(t, m.isItem(name))
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
		m.skip(t)
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
