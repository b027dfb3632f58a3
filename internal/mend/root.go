package mend

import (
	"bytes"
	"strings"
)

// Root says what a document is: the local name of its root in lower case if it is
// one of a feed (rss, rdf, channel, feed), wherever it stands; else "" and first, the name
// of the first element as written. page says that the document calls itself HTML.
func Root(doc []byte) (name, first string, page bool) {
	tokens := newTokenizer(doc)
	for pos := 0; ; {
		t := tokens.next(pos)
		pos = t.end
		switch t.kind {
		case doctypeToken:
			declared := bytes.Fields(t.text)
			page = page || len(declared) > 1 && bytes.EqualFold(declared[0], []byte("doctype")) && bytes.EqualFold(declared[1], []byte("html"))
		case startToken, emptyToken:
			if first == "" {
				first = string(t.name)
			}
			if name := rootName(t.name); name != "" {
				return name, first, page
			}
			if strings.EqualFold(first, "html") {
				return "", first, true
			}
		case noToken:
			return "", first, page
		}
	}
}

// rootName is the local name of the root of a feed in lower case, or "".
func rootName(name []byte) string {
	_, rest := split(name)
	low := strings.ToLower(string(rest))
	if _, known := roots[low]; known {
		return low
	}
	return ""
}

// root goes to the root of a feed.
func root(tokens *tokenizer) (name string, start token) {
	for pos := 0; ; {
		t := tokens.next(pos)
		pos = t.end
		if t.kind == startToken || t.kind == emptyToken {
			name = rootName(t.name)
		}
		if name != "" || t.kind == noToken {
			return name, t
		}
	}
}
