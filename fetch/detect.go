package fetch

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"feedloom/internal/mend"
)

// detect says what sort of feed the document is, by its root element wherever
// that stands, or that it is none and what it is instead.
func detect(doc []byte) (format, error) {
	doc = bytes.TrimSpace(doc)
	if len(doc) == 0 {
		return format{}, fail(KindEmpty, nil, "the document is empty")
	}
	root, first, page := "{", "", false
	if !isJSON(doc) {
		root, first, page = mend.Root(doc)
	}
	if root == "" && behind(doc) != nil {
		root = "{"
	}
	for _, f := range formats {
		if f.root == root {
			return f, nil
		}
	}
	if page || isHTMLName(first) {
		return format{}, notFeed("an HTML page" + titled(doc))
	}
	if !isName(first) {
		return format{}, notFeed("binary data")
	}
	if first != "" {
		return format{}, notFeed("an XML document of <" + cut(first, 60) + ">")
	}
	return format{}, notFeed("it begins with " + strconv.Quote(beginning(doc)))
}

// isHTMLName reports whether HTML has an element of that name.
func isHTMLName(name string) bool { return atom.Lookup([]byte(strings.ToLower(name))) != 0 }

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
