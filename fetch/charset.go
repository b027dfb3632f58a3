package fetch

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"feedloom/article"
)

// toUTF8 is the document as UTF-8 without a byte order mark and without the
// characters that nothing can hold (article.Legal). Bytes that are valid
// UTF-8 are taken as that, whatever is declared: other encodings hardly ever
// are by chance.
func toUTF8(doc Document) []byte {
	body, decoded := decodeMarked(doc.Body)
	if !decoded {
		body = decodeDeclared(body, doc.Charset)
	}
	if !utf8.Valid(body) || bytes.ContainsFunc(body, article.IsIllegal) {
		body = []byte(article.Legal(string(body)))
	}
	return body
}

// decodeMarked reads what a byte order mark, or the first character's two
// bytes, say of the encoding (XML 1.0, appendix F.1).
func decodeMarked(body []byte) ([]byte, bool) {
	if rest, ok := bytes.CutPrefix(body, []byte("\xEF\xBB\xBF")); ok {
		return rest, true
	}
	var order unicode.Endianness
	switch {
	case bytes.HasPrefix(body, []byte("\xFF\xFE")), bytes.HasPrefix(body, []byte("<\x00")), bytes.HasPrefix(body, []byte("{\x00")):
		order = unicode.LittleEndian
	case bytes.HasPrefix(body, []byte("\xFE\xFF")), bytes.HasPrefix(body, []byte("\x00<")), bytes.HasPrefix(body, []byte("\x00{")):
		order = unicode.BigEndian
	default:
		return body, false
	}
	plain, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(body)
	return plain, err == nil
}

func decodeDeclared(body []byte, header string) []byte {
	declared := declaredEncoding(body)
	if utf8.Valid(body) && !stateful(declared) && !stateful(header) {
		return body
	}
	for _, label := range []string{declared, header} {
		if plain, ok := decodeAs(body, label); ok {
			return plain
		}
	}
	if mostlyUTF8(body) {
		return body
	}
	plain, _ := decodeAs(body, "windows-1252")
	return plain
}

// decodeAs decodes by a label of the Encoding Standard, UTF-8 and UTF-16 aside:
// those were looked for in the bytes.
func decodeAs(body []byte, label string) ([]byte, bool) {
	enc, name := charset.Lookup(label)
	if enc == nil || strings.HasPrefix(name, "utf-") || name == "replacement" {
		return nil, false
	}
	plain, err := enc.NewDecoder().Bytes(body)
	return plain, err == nil
}

var xmlEncoding = regexp.MustCompile(`<\?xml[^>]{0,200}\sencoding\s*=\s*["']([^"']{1,40})["']`)

func declaredEncoding(body []byte) string {
	if m := xmlEncoding.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		return string(m[1])
	}
	return ""
}

// stateful reports whether text in that encoding looks like ASCII.
func stateful(label string) bool {
	_, name := charset.Lookup(label)
	return name == "iso-2022-jp"
}

// mostlyUTF8 tells UTF-8 with a few broken places from another encoding.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > bad
}
