// Package decode turns the bytes of a feed document into text. It never fails:
// whatever the bytes are and whatever is said of them, the text is valid UTF-8
// without the characters that nothing can hold (article.Legal).
//
// What is certain comes first: a byte order mark, or the zero bytes of UTF-16
// and UTF-32 (unicode.go); the head of an EBCDIC document (ebcdic.go); escape
// sequences (shift.go); valid UTF-8, whatever is declared, since other
// encodings are hardly ever that by chance; UTF-8 with a few broken places
// (mend.go). What remains is in one of the old encodings, and both header and
// document may be wrong about which: a sample of its text (sample.go) is read
// in each that is likely, and each reading judged by how usual its characters
// are (choose.go, judge.go, languages.go). What was declared has an advantage.
package decode

import "unicode/utf8"

// UTF8 is the text of a document, without a byte order mark, and the name of
// the encoding that it was in, in lower case. label is the charset parameter of
// the HTTP Content-Type, "" for none; it comes before the XML declaration, and
// the mark before both (RFC 7303, section 3). Broken bytes become U+FFFD.
//
// The text of a document that is sound UTF-8 is not copied.
func UTF8(body []byte, label string) (text []byte, encoding string) {
	text, encoding = decode(body, label)
	return legal(text), encoding
}

func decode(body []byte, label string) ([]byte, string) {
	rest, c, ok := marked(body)
	if !ok {
		c, ok = byZeros(body)
	}
	if ok && c.name != utf8Name {
		return c.read(rest), c.name
	}
	body = rest
	if text, name, ok := ebcdic(body); ok {
		return text, name
	}
	declared := lookups(label, declaration(body))
	if c, ok := shifted(body, declared); ok {
		return c.read(body), c.name
	}
	if utf8.Valid(body) {
		return body, utf8Name
	}
	if mostlyUTF8(body) {
		return mend(body), utf8Name
	}
	c = choose(body, declared)
	return c.read(body), c.name
}
