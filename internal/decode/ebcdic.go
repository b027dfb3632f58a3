package decode

import (
	"bytes"

	"golang.org/x/text/encoding/charmap"
)

// ebcdic reads a document that begins with "<?xml" in EBCDIC, by the code page
// that its declaration names (XML 1.0, appendix F.1): they agree in the
// characters of that. One that is not known is taken for the commonest, 037.
// The line ends of mainframes, U+0085, become line feeds.
func ebcdic(body []byte) (text []byte, name string, ok bool) {
	if !bytes.HasPrefix(body, []byte("\x4C\x6F\xA7\x94\x93")) {
		return nil, "", false
	}
	c := charset{"ibm037", reader(charmap.CodePage037)}
	head := c.read(body[:min(len(body), 1024)])
	if named, ok := lookup(declaration(head)); ok && string(named.read([]byte{0x4C})) == "<" {
		c = named
	}
	return bytes.ReplaceAll(c.read(body), []byte("\u0085"), []byte("\n")), c.name, true
}
