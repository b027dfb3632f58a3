package fetch

// A parser recurses into nested values without a bound, and a stack that
// overflows can't be recovered from; and it makes a kilobyte of every empty
// item. Both are judged before.

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
		return tooManyItems(spareItems*c.most.items, c.most)
	}
	return nil
}

func tooManyItems(n int, most bounds) error {
	return fail(KindTooLarge, nil, "more than %d items (fetch.max_items takes %d)", n, most.items)
}

func (c *count) element(factor int) error {
	if c.elements++; c.elements > factor*perItem*spareItems*c.most.items {
		return tooManyElements(factor * perItem * spareItems * c.most.items)
	}
	return nil
}

func tooManyElements(n int) error {
	return fail(KindTooLarge, nil, "more than %d elements (raise fetch.max_items, which bounds them)", n)
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
