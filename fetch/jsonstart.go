package fetch

import (
	"bytes"
	"regexp"
	"unicode"
)

// maxBefore is how far into a document its JSON may begin, and how far from there
// the mark of a feed may be, in bytes.
const maxBefore = 8 << 10

var (
	// callback is what stands before a document that is served as a script.
	callback = regexp.MustCompile(`^\s*(?:/\*\*/)?\s*[A-Za-z_$][\w.$]{0,100}\s*\(\s*\{`)

	jsonList   = regexp.MustCompile(`^\[\s*[\[{"\]]`)
	jsonObject = regexp.MustCompile(`\{\s*"[^"\\]{1,64}"\s*:`)
	jsonMark   = regexp.MustCompile(`(?i)"items"\s*:|"version"\s*:\s*"[^"]{0,20}jsonfeed\.org`)
	ofPage     = regexp.MustCompile(`(?i)<(?:!doctype|html|head|body|script|style)\b`)
)

// isJSON reports whether the document is JSON by its beginning.
func isJSON(doc []byte) bool {
	return doc[0] == '{' || callback.Match(doc[:min(len(doc), 200)]) || jsonList.Match(doc)
}

// objectOf is a document of JSON from its first brace on.
func objectOf(doc []byte) []byte {
	doc = bytes.TrimLeftFunc(doc, unicode.IsSpace) // as detect sees it
	if m := callback.FindIndex(doc[:min(len(doc), 200)]); m != nil {
		return doc[m[1]-1:]
	}
	if len(doc) == 0 || doc[0] == '{' {
		return doc
	}
	return behind(doc)
}

// behind is the object that stands behind something else, nil for none: behind a
// guard that keeps it from being run as a script, or what a program has complained
// of. The latter may be HTML that is no page; then the object is that of a feed.
func behind(doc []byte) []byte {
	place := jsonObject.FindIndex(doc[:min(len(doc), maxBefore)])
	if place == nil {
		return nil
	}
	before, object := doc[:place[0]], doc[place[0]:]
	if bytes.IndexByte(before, '<') < 0 {
		return object
	}
	if ofPage.Match(before) || !bytes.HasSuffix(bytes.TrimSpace(before), []byte{'>'}) || !jsonMark.Match(object[:min(len(object), maxBefore)]) {
		return nil
	}
	return object
}
