package corpus

import (
	"bytes"
	"net/http"
	"regexp"
)

// leading is the comment before the root element, wherever the XML declaration
// stands.
var leading = regexp.MustCompile(`(?s)^[^<]*(?:<\?.*?\?>[^<]*)?<!--(.*?)-->`)

var headerLine = regexp.MustCompile(`(?m)^[ \t]*Header:[ \t]*([A-Za-z0-9-]+):[ \t]*([^\r\n]*?)[ \t]*\r?$`)

// Header is the HTTP header that a document is to be served with: the lines
// "Header: NAME: VALUE" of its leading comment.
func Header(body []byte) http.Header {
	start := body[:min(len(body), 4096)]
	start = bytes.ReplaceAll(start, []byte{0}, nil) // UTF-16 and UTF-32, as far as ASCII goes
	h := http.Header{}
	comment := leading.FindSubmatch(start)
	if comment == nil {
		return h
	}
	for _, m := range headerLine.FindAllSubmatch(comment[1], -1) {
		h.Add(string(m[1]), string(m[2]))
	}
	return h
}
