package fetch

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// detect says what sort of feed the document is, by its root element wherever
// that stands, or that it is none and what it is instead.
func detect(doc []byte) (format, error) {
	doc = bytes.TrimSpace(doc)
	if len(doc) == 0 {
		return format{}, fail(KindEmpty, nil, "the document is empty")
	}
	name, htmlDoctype := doc[:1], false
	if doc[0] != '{' {
		name, htmlDoctype = root(doc)
	}
	for _, f := range formats {
		if strings.EqualFold(f.root, string(local(name))) {
			return f, nil
		}
	}
	if htmlDoctype || atom.Lookup(bytes.ToLower(name)) != 0 {
		return format{}, notFeed("an HTML page" + titled(doc))
	}
	if len(name) > 0 {
		return format{}, notFeed("an XML document of <" + cut(string(name), 60) + ">")
	}
	return format{}, notFeed("it begins with " + strconv.Quote(beginning(doc)))
}

// root is the name of the root element, and whether the doctype is that of HTML.
func root(doc []byte) (name []byte, htmlDoctype bool) {
	s := scanner{doc: doc}
	for {
		m, ok := s.next()
		switch {
		case !ok:
			return nil, htmlDoctype
		case m.kind == doctypeMark:
			declared := bytes.Fields(doc[m.start:m.end])
			htmlDoctype = len(declared) > 1 && bytes.EqualFold(bytes.TrimRight(declared[1], ">"), []byte("html"))
		case m.kind == startMark || m.kind == emptyMark:
			return m.name, htmlDoctype
		}
	}
}

func notFeed(what string) error {
	return fail(KindNotFeed, nil, "not a feed: %s (expected RSS, Atom or JSON Feed)", what)
}

// titled names a page by the first kilobytes of it.
func titled(doc []byte) string {
	z := html.NewTokenizer(bytes.NewReader(doc[:min(len(doc), 1<<16)]))
	for z.Next() != html.ErrorToken {
		if t := z.Token(); t.Type == html.StartTagToken && t.DataAtom == atom.Title && z.Next() == html.TextToken {
			return " titled " + strconv.Quote(cut(oneLine(z.Token().Data), 100))
		}
	}
	return " without a title"
}

func beginning(doc []byte) string {
	line, _, _ := bytes.Cut(doc[:min(len(doc), 200)], []byte("\n"))
	return cut(oneLine(string(line)), 40)
}
