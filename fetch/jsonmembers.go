package fetch

import "strings"

// maxMembers is the length of the longest table below.
const maxMembers = 16

// The members that are read, as jsonfeed.org/version/1.1 has them; author is
// that of version 1.0.
var (
	feedMembers = []member{
		{name: "version", take: takeText},
		{name: "title", take: takeText},
		{name: "home_page_url", take: takeAddress},
		{name: "feed_url", take: takeAddress},
		{name: "description", take: takeText},
		{name: "icon", take: takeAddress},
		{name: "favicon", take: takeAddress},
		{name: "language", take: takeText},
		{name: "authors", take: takePeople},
		{name: "author", take: takePeople, as: "authors"},
		{name: "items", take: takeItems},
	}
	itemMembers = []member{
		{name: "id", take: takeID},
		{name: "url", take: takeAddress},
		{name: "external_url", take: takeAddress},
		{name: "title", take: takeText},
		{name: "content_html", take: takeText},
		{name: "content_text", take: takeText},
		{name: "summary", take: takeText},
		{name: "image", take: takeAddress},
		{name: "banner_image", take: takeAddress},
		{name: "date_published", take: takeText},
		{name: "date_modified", take: takeText},
		{name: "language", take: takeText},
		{name: "tags", take: takeTags},
		{name: "authors", take: takePeople},
		{name: "author", take: takePeople, as: "authors"},
		{name: "attachments", take: takeAttachments},
	}
	personMembers = []member{
		{name: "name", take: takeText},
		{name: "url", take: takeAddress},
	}
	attachmentMembers = []member{
		{name: "url", take: takeAddress},
		{name: "mime_type", take: takeText},
		{name: "size_in_bytes", take: takeNumber},
		{name: "duration_in_seconds", take: takeNumber},
	}
)

// takeItems takes the list of items. Programs make an object of it, with the
// places as names, where it has gaps; and one item alone stands without a list.
func takeItems(m *mender) bool {
	at, kind, before := m.scan.at, m.scan.kind(), m.instead
	taken, whole := m.itemsOf(kind, takeItem)
	if taken == 0 && kind != "array" && kind != "null" {
		m.instead = misfit{at, `"items"`, kind, "array"}
	}
	if taken == 0 && (kind != "array" || !whole || m.instead != before) {
		return false
	}
	m.items = taken
	return true
}

// itemsOf takes each of the items of what stands here, which is of that kind.
func (m *mender) itemsOf(kind string, item taker) (taken int, whole bool) {
	switch {
	case kind == "array":
		return m.list(item, noMost)
	case kind == "object" && m.numbered():
		m.out = append(m.out, '[')
		return m.elements(item, noMost, true)
	case kind == "object":
		return m.list(takeFilled(itemMembers), 1)
	}
	return 0, false
}

// numbered reports whether an object stands here whose members are items.
func (m *mender) numbered() bool {
	s := m.scan
	s.at++
	s.gap()
	name, found := s.name()
	return found && s.peek() == '{' && find(itemMembers, name) < 0 && !strings.HasPrefix(string(name), "_")
}

func takeItem(m *mender) bool {
	if kind := m.scan.kind(); kind != "object" && kind != "null" {
		m.instead = misfit{m.scan.at, "an item", kind, "object"}
	}
	return m.item(itemMembers)
}

// item writes the item that stands here. One whose brace is missing ends where
// the next one begins.
func (m *mender) item(table []member) (whole bool) { return m.objectUntil('{', table) }

// takeFilled takes an object that has one of these members at least.
func takeFilled(table []member) taker {
	return func(m *mender) bool {
		start := len(m.out)
		return m.object(table) && len(m.out) > start+len("{}")
	}
}

// takePeople takes authors: objects, or names alone.
func takePeople(m *mender) bool {
	taken, _ := m.list(func(m *mender) bool {
		if m.scan.peek() == '{' {
			return takeFilled(personMembers)(m)
		}
		return m.wrapped("name", takeString)
	}, maxList)
	return taken > 0
}

// takeAttachments takes files: objects, or addresses alone.
func takeAttachments(m *mender) bool {
	taken, _ := m.list(func(m *mender) bool {
		if m.scan.peek() == '{' {
			return takeFilled(attachmentMembers)(m)
		}
		return m.wrapped("url", takeString)
	}, maxList)
	return taken > 0
}

// wrapped writes an object of one member, with what stands here as its value.
func (m *mender) wrapped(name string, take taker) bool {
	m.out = append(append(append(m.out, `{"`...), name...), `":`...)
	taken := take(m)
	m.out = append(m.out, '}')
	return taken
}

// takeTags takes tags: texts, objects with a name, or one text with commas.
func takeTags(m *mender) bool {
	if m.scan.kind() == "string" {
		return m.parts()
	}
	taken, _ := m.list(func(m *mender) bool {
		return takeText(m) || m.inner("name", takeText) || m.inner("term", takeText) || m.inner("label", takeText)
	}, maxList)
	return taken > 0
}
