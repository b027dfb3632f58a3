package mend

import "slices"

// opened is an element that waits for its end.
type opened struct {
	name    string // canonical
	written string // empty for one that is passed through
	at      int    // where its start tag is written
	outside scope
}

// itemAt is where the open item begins in what is written, -1 without one.
func (m *mender) itemAt() int {
	for _, o := range m.open {
		if o.written == m.format.item {
			return o.at
		}
	}
	return -1
}

// container writes a start tag. The scope outside is back in force at its end.
func (m *mender) container(t token, name string, e element, outside scope) {
	as := e.written(name)
	m.open = append(m.open, opened{name: name, written: as, at: len(m.out), outside: outside})
	m.tag(as, t)
	if as == m.format.item {
		m.about(t)
		m.last.said, m.body = m.last.said[:0], len(m.out)
	} else if !m.broken && t.kind == startToken {
		m.properSpan(t) // which sees whether it is closed in its turn
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
			m.ended = m.ended || i == 0
			if o.written == m.format.item {
				m.broken = false
			}
			return
		}
		if o.written == m.format.item && !m.isAround(name) {
			break
		}
	}
	m.broken = m.broken || m.isKnown(name)
}

// isItem reports whether an element is an item.
func (m *mender) isItem(name string) bool {
	e := m.format.channel[name]
	return e.role == container && e.written(name) == m.format.item
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
			m.last.at, m.last.end = o.at, len(m.out)
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

// find says what an element is where it stands. Where something is broken, one
// that belongs further out closes what is open before it, as an item always does.
func (m *mender) find(name string) element {
	if m.isItem(name) {
		return m.format.channel[name]
	}
	m.repairItem(name, m.format.inItem[name])
	for {
		if e, known := m.level()[name]; known && !m.over(e) && !m.tooDeep(e) {
			return e
		}
		if !m.inSmall() || !m.isKnown(name) || !m.broken {
			return element{}
		}
		m.closeTo(len(m.open) - 1)
	}
}

// lastItem is the item that has ended last, as it is written.
type lastItem struct {
	said    []string // its elements
	at, end int      // where it is written, and the place behind it
}

// repairItem makes room for an element of an item that stands behind one, and
// before an item's end: the item has ended too early, or, if it has said that
// already, the next one has lost its start.
func (m *mender) repairItem(name string, e element) {
	if m.items == 0 || len(m.open) == 0 || m.innermost() != "" || e.role == unknown || e.role == passing || e.role == container || prefixed(name) || !m.endsNext() {
		return
	}
	as := e.written(name)
	switch {
	case !slices.Contains(m.last.said, as) && m.last.end == len(m.out):
		m.out = m.out[:len(m.out)-len("</>")-len(m.format.item)]
		m.open = append(m.open, opened{name: m.format.item, written: m.format.item, at: m.last.at, outside: m.at})
	case as == "title" || as == "link" || as == "guid" || as == "loom:id":
		m.count(token{}, true)
		m.container(token{kind: startToken}, m.format.item, element{role: container}, m.at)
	}
}

// endsNext reports whether the next tag of an item is an end tag.
func (m *mender) endsNext() bool {
	if m.border.end > m.pos {
		return m.border.kind == endToken
	}
	for pos := m.pos; ; {
		t := m.tokens.next(pos)
		pos = t.end
		isTag := t.kind == startToken || t.kind == emptyToken || t.kind == endToken
		if t.kind == noToken || isTag && m.isItem(m.canonical(t.name)) {
			m.border = t
			return t.kind == endToken
		}
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
// channel. The item that begins behind it is read with mercy only if it has no
// end of its own.
func (m *mender) closeItem() {
	for i, o := range m.open {
		if o.written != "" {
			m.broken = !m.endsNext()
			empty := o.written == m.format.item && len(m.open) == i+1 && len(m.out) == m.body
			m.closeTo(i)
			if empty { // a start tag too many
				m.out, m.last.end = m.out[:o.at], -1
			}
			return
		}
	}
	m.broken = false
}
