package fetch

// A parser makes a kilobyte of every empty item, so a crowd of them is refused
// before. Depth is no danger: what mends a document does not recurse into what
// it does not read, and writes nothing of that.

// bounds are what a document may have.
type bounds struct {
	depth int // of nested elements, before they count as unclosed
	items int // the rest is cut when it is parsed
}

// A document may have that many times the items that are taken of it, and so
// many elements for each of them.
const (
	spareItems = 10
	perItem    = 20
)

func tooManyItems(n int, most bounds) error {
	return fail(KindTooLarge, nil, "more than %d items (fetch.max_items takes %d)", n, most.items)
}

func tooManyElements(n int) error {
	return fail(KindTooLarge, nil, "more than %d elements (raise fetch.max_items, which bounds them)", n)
}

// checkJSON fails where there are too many items. Whatever else is in a document
// is gone over, or cut at maxList.
func checkJSON(doc []byte, most bounds) error {
	if n := spareItems * most.items; countJSON(doc, n) > n {
		return tooManyItems(n, most)
	}
	return nil
}

// countJSON counts the items that mendJSON takes, and goes its way over the
// document for that. Beyond most it stops.
func countJSON(doc []byte, most int) int {
	n := 0
	one := func(m *mender) bool {
		if n++; n > most {
			m.scan.at = len(m.scan.doc)
		}
		return m.item(nil) || n > most
	}
	all := func(m *mender) bool {
		taken, _ := m.itemsOf(m.scan.kind(), one)
		n = max(n, taken) // one that stands without a list is not asked about
		return true
	}
	m := mender{scan: newScanner(objectOf(doc))}
	m.object([]member{{name: "items", take: all}})
	return n
}
