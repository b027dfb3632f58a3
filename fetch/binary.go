package fetch

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"
)

// binaryKinds are what documents are that are no text, by the beginnings of
// their media types.
var binaryKinds = []struct{ mediaType, what string }{
	{"image/", "an image"},
	{"audio/", "a sound file"},
	{"video/", "a video"},
	{"font/", "a font"},
	{"application/vnd.ms-fontobject", "a font"},
	{"application/pdf", "a PDF document"},
	{"application/postscript", "a document to print"},
	{"application/zip", "an archive"},
	{"application/x-gzip", "an archive"},
	{"application/x-rar", "an archive"},
	{"application/wasm", "a program"},
}

// binary says what a document is that is no text: "an image (image/png)". It is
// empty where it may be text.
func binary(doc []byte) string {
	doc = doc[:min(len(doc), 512)] // as much as is looked at (MIME Sniffing, section 5.3)
	mediaType := http.DetectContentType(doc)
	for _, k := range binaryKinds {
		if !strings.HasPrefix(mediaType, k.mediaType) {
			continue
		}
		if !strings.HasPrefix(mediaType, "application/") && isText(doc) {
			return "" // words that begin with BM are no picture
		}
		return k.what + " (" + mediaType + ")"
	}
	return ""
}

// isText reports whether a text in UTF-8, the end of which may be cut, has
// nothing in it that no text has.
func isText(text []byte) bool {
	for len(text) > 0 {
		c, n := utf8.DecodeRune(text)
		cut := c == utf8.RuneError && n == 1 && !utf8.FullRune(text)
		if c == utf8.RuneError && !cut || unicode.IsControl(c) && !unicode.IsSpace(c) {
			return false
		}
		text = text[n:]
	}
	return true
}

// isName reports whether a root element may have been called that by a person; no name is one.
func isName(name string) bool {
	return !strings.ContainsFunc(name, func(c rune) bool {
		return !unicode.In(c, unicode.L, unicode.M, unicode.N) && !strings.ContainsRune("-_.:", c)
	})
}

// nameBinary is the error of a document in which no feed was found, by what the
// document is where it is no text.
func nameBinary(err error, doc []byte) error {
	f, ok := errors.AsType[*Failure](err)
	if what := binary(bytes.TrimSpace(doc)); ok && f.Kind == KindNotFeed && what != "" {
		return notFeed(what)
	}
	return err
}
