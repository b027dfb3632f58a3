package fetch

import (
	"bytes"
	"encoding/json"
	"math"
)

// Feeds in JSON are written by templates, by hand, and by programs that make an
// object of a list with gaps; and one value of another type than it should have
// is the end of the whole document for encoding/json. So it is first written
// anew in a normal form, in one pass: each member that we read, once, with a
// value of its type. What cannot be made one is left out.
//
// Nothing recurses deeper than the tables of jsonmembers.go do.

// mendJSON writes the document in the normal form. Of one that ends too early
// it keeps every whole item, and fails where there is none; it fails, too, where
// there is something else in the place of the list of items. cut says that the
// document ended too early.
func mendJSON(doc []byte) (mended []byte, cut bool, err error) {
	feed := objectOf(doc)
	if len(feed) == 0 {
		return nil, false, notFeed(noFeedJSON)
	}
	m := mender{scan: newScanner(feed), out: make([]byte, 0, len(feed)+64)}
	whole := m.object(feedMembers)
	switch {
	case m.items == 0 && m.instead != misfit{}:
		at := m.instead.at + len(doc) - len(feed) + 1
		return nil, false, fail(KindMalformed, nil, "malformed: byte %d: %s is of type %s (expected %s)", at, m.instead.what, m.instead.kind, m.instead.expected)
	case m.items == 0 && !whole:
		return nil, false, fail(KindMalformed, nil, "malformed: byte %d: the document ends too early", len(doc))
	}
	return m.out, !whole, nil
}

// mender writes the normal form of what it scans.
type mender struct {
	scan    jsonScanner
	out     []byte
	items   int
	instead misfit // what stands in the place of items
}

// misfit is a value of a type that cannot be made the one expected.
type misfit struct {
	at                   int
	what, kind, expected string
}

// taker scans the value that stands here and writes its normal form. Where it
// cannot, it reports false; whoever asked it takes back what it has written.
type taker func(*mender) bool

// member is one of an object's.
type member struct {
	name string
	take taker
	// as is the name that it is written under, if another. It gives way to the
	// member whose own name that is.
	as string
}

// written is where a member stands in the normal form, and whether it is the one
// whose own name that is.
type written struct {
	start, end int
	own        bool
}

// object writes the members that the table has. Of several of one name the last
// counts, as for encoding/json. It reports whether the object has its end.
func (m *mender) object(table []member) (whole bool) { return m.objectUntil(0, table) }

// objectUntil writes an object that ends, too, before next where the name of a
// member should stand.
func (m *mender) objectUntil(next byte, table []member) (whole bool) {
	if m.scan.peek() != '{' {
		return false
	}
	m.scan.at++
	m.out = append(m.out, '{')
	var places [maxMembers]written
	for {
		switch m.scan.gap() {
		case 0:
			m.end('}')
			return false
		case next:
			m.end('}')
			return true
		case '}', ']':
			m.scan.at++
			m.end('}')
			return true
		}
		if name, found := m.scan.name(); found {
			m.member(table, find(table, name), &places)
		}
	}
}

// member writes the value that stands here as the i-th of the table.
func (m *mender) member(table []member, i int, places *[maxMembers]written) {
	if i < 0 {
		m.scan.skip()
		return
	}
	take, own := table[i].take, table[i].as == ""
	if !own {
		i = find(table, []byte(table[i].as))
	}
	start, before := len(m.out), places[i]
	m.out = append(append(append(m.out, '"'), table[i].name...), '"', ':')
	if !m.value(take) || before.own && !own {
		m.out = m.out[:start]
		return
	}
	blank(m.out[before.start:before.end])
	m.out = append(m.out, ',')
	places[i] = written{start, len(m.out), own}
}

// value writes the value that stands here, and goes over it in any case.
func (m *mender) value(take taker) bool {
	at, start := m.scan.at, len(m.out)
	if take(m) {
		return true
	}
	m.out = m.out[:start]
	m.scan.at = at
	m.scan.skip()
	return false
}

// noMost bounds no list.
const noMost = math.MaxInt

// list writes those of a list's values that it can, most at the most, and counts
// them. One alone in the place of a list is a list of that one.
func (m *mender) list(take taker, most int) (taken int, whole bool) {
	m.out = append(m.out, '[')
	if m.scan.peek() != '[' {
		if m.value(take) {
			taken++
		}
		m.end(']')
		return taken, true
	}
	return m.elements(take, most, false)
}

// elements writes what can be taken of the list that stands here, or, if named,
// of an object's values.
func (m *mender) elements(take taker, most int, named bool) (taken int, whole bool) {
	m.scan.at++
	for {
		switch m.scan.gap() {
		case 0:
			m.end(']')
			return taken, false
		case '}', ']':
			m.scan.at++
			m.end(']')
			return taken, true
		}
		if named {
			if _, found := m.scan.name(); !found {
				continue
			}
		}
		if taken == most {
			m.scan.skip()
		} else if m.value(take) {
			m.out = append(m.out, ',')
			taken++
		}
	}
}

// end closes an object or a list.
func (m *mender) end(bracket byte) {
	m.out = append(bytes.TrimSuffix(m.out, []byte{','}), bracket)
}

// find is the index of the member of that name, -1 where there is none. Upper
// and lower case are the same, as for encoding/json.
func find(table []member, name []byte) int {
	if bytes.IndexByte(name, '\\') >= 0 {
		var plain string
		if json.Unmarshal(append(append([]byte{'"'}, name...), '"'), &plain) == nil {
			name = []byte(plain)
		}
	}
	for i := range table {
		if bytes.EqualFold(name, []byte(table[i].name)) {
			return i
		}
	}
	return -1
}

// blank takes out what is written, and keeps its place.
func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}
