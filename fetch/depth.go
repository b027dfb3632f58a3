package fetch

import "bytes"

// The parsers below us recurse into nested elements without a bound, and a
// stack that overflows can't be recovered from; and they make a kilobyte of
// every empty item. Both are judged before.

// bounds are what a document may have.
type bounds struct {
	depth int // of nested elements or values
	items int // the rest is cut when it is parsed
}

// A document may have that many times the items that are taken of it, and so
// many elements or values for each of them.
const (
	spareItems  = 10
	perItem     = 20
	valueFactor = 10 // JSON's plain values cost less than elements
)

// count tells a crowd of items or elements.
type count struct {
	most            bounds
	items, elements int
}

func (c *count) item() error {
	if c.items++; c.items > spareItems*c.most.items {
		return fail(KindTooLarge, nil, "more than %d items (fetch.max_items takes %d)", spareItems*c.most.items, c.most.items)
	}
	return nil
}

func (c *count) element(factor int) error {
	if c.elements++; c.elements > factor*perItem*spareItems*c.most.items {
		return fail(KindTooLarge, nil, "more than %d elements (fetch.max_items times %d)", factor*perItem*spareItems*c.most.items, factor*perItem*spareItems)
	}
	return nil
}

// checkXML fails where elements are nested too deep or too many. It pairs tags as
// encoding/xml does when it is not strict: an end tag closes all elements
// within its own. It also blanks XML declarations, in place: the document is
// UTF-8 by now, and encoding/xml would obey another encoding in any of them,
// wherever it stands.
func checkXML(doc []byte, most bounds) error {
	var open [][]byte
	crowd := count{most: most}
	s := scanner{doc: doc}
	for {
		m, ok := s.next()
		if !ok {
			return nil
		}
		switch m.kind {
		case startMark, emptyMark:
			if len(open) >= most.depth {
				return tooDeep("elements", most.depth)
			}
			if err := crowd.mark(local(m.name)); err != nil {
				return err
			}
			if m.kind == startMark {
				open = append(open, local(m.name))
			}
		case endMark:
			for len(open) > 0 {
				top := open[len(open)-1]
				open = open[:len(open)-1]
				if bytes.Equal(top, local(m.name)) {
					break
				}
			}
		case instructionMark:
			if string(m.name) == "xml" {
				blank(doc[m.start:m.end])
			}
		}
	}
}

// mark counts an element, and an item where it is one.
func (c *count) mark(name []byte) error {
	if bytes.EqualFold(name, []byte("item")) || bytes.EqualFold(name, []byte("entry")) {
		if err := c.item(); err != nil {
			return err
		}
	}
	return c.element(1)
}

// blank keeps the lines, for the numbers in errors.
func blank(b []byte) {
	for i := range b {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
}

// checkJSON fails where values are nested too deep or too many. Objects count as
// items: authors and attachments are few.
func checkJSON(doc []byte, most bounds) error {
	depth, inString := 0, false
	crowd := count{most: bounds{items: 2 * most.items}}
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > most.depth {
				return tooDeep("values", most.depth)
			}
			if c == '{' {
				if err := crowd.item(); err != nil {
					return err
				}
			}
		case c == '}' || c == ']':
			depth--
		case c == ',':
			if err := crowd.element(valueFactor); err != nil {
				return err
			}
		}
	}
	return nil
}

func tooDeep(what string, most int) error {
	return fail(KindTooDeep, nil, "nested deeper than %d %s (fetch.max_depth)", most, what)
}
