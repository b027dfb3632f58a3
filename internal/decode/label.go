package decode

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

// charset is an encoding: the name that is told of it, and how it is read. To
// read never fails: what can't be read becomes U+FFFD.
type charset struct {
	name string
	read func(body []byte) []byte
}

// reader reads by a decoder of x/text.
func reader(e encoding.Encoding) func([]byte) []byte {
	return func(body []byte) []byte {
		text, err := e.NewDecoder().Bytes(body)
		if err != nil { // which those decoders do not have
			return mend(body)
		}
		return bytes.TrimPrefix(text, []byte(utf8Mark))
	}
}

// isoReader reads a part of ISO 8859. Its bytes from 80 to 9F, which are control
// characters there, are those of windows-1252, as the web has it for part 1.
func isoReader(e encoding.Encoding) func([]byte) []byte {
	part, ok := e.(*charmap.Charmap)
	if !ok {
		return reader(e)
	}
	return func(body []byte) []byte {
		text := make([]byte, 0, len(body)+len(body)/2)
		for _, b := range body {
			switch {
			case b < utf8.RuneSelf:
				text = append(text, b)
			case b <= 0x9F:
				text = utf8.AppendRune(text, charmap.Windows1252.DecodeByte(b))
			default:
				text = utf8.AppendRune(text, part.DecodeByte(b))
			}
		}
		return text
	}
}

var xmlEncoding = regexp.MustCompile(`(?i)<\?xml\s[^>]{0,300}?\bencoding\s*=\s*["']?\s*([^"'?>\s]{1,60})`)

// declaration is the encoding that the XML declaration names. Something may
// stand before it, although XML does not allow that.
func declaration(body []byte) string {
	if m := xmlEncoding.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		return string(m[1])
	}
	return ""
}

// lookups is what the labels name, those aside that name nothing known.
func lookups(labels ...string) []charset {
	var known []charset
	for _, label := range labels {
		if c, ok := lookup(label); ok {
			known = append(known, c)
		}
	}
	return known
}

// lookup finds an encoding by a label: one of the Encoding Standard's, which
// gives old labels the meaning that they have on the web (iso-8859-1 is
// windows-1252); else one that IANA knows; else either under another spelling.
// UTF-16 and UTF-32 are not found: the bytes say whether they are that.
func lookup(label string) (charset, bool) {
	label = strings.ToLower(label)
	if i := strings.LastIndex(label, "charset="); i >= 0 {
		label = label[i+len("charset="):]
	}
	label = strings.TrimLeft(label, " \t\r\n\"'`=")
	if i := strings.IndexAny(label, "\"'`;,/ \t\r\n"); i >= 0 {
		label = label[:i]
	}
	respelt := respell(label)
	if c, ok := stateful[respelt]; ok {
		return c, true
	}
	for _, name := range []string{label, respelt} {
		if c, ok := named(name); ok {
			return c, true
		}
	}
	return charset{}, false
}

// named finds an encoding by a name that an index has.
func named(name string) (charset, bool) {
	if e, err := htmlindex.Get(name); err == nil {
		name, err := htmlindex.Name(e)
		switch {
		case err != nil || name == "replacement" || name == "x-user-defined" || name == utf16LE.name || name == utf16BE.name:
			return charset{}, false
		case name == utf8Name:
			return charset{name, mend}, true
		case name == "gbk": // which GB 18030 contains
			return charset{name, reader(simplifiedchinese.GB18030)}, true
		case strings.HasPrefix(name, "iso-8859-"):
			return charset{name, isoReader(e)}, true
		case name == "windows-1258": // which has the tones of Vietnamese as letters of their own
			read := reader(e)
			return charset{name, func(body []byte) []byte { return norm.NFC.Bytes(read(body)) }}, true
		}
		return charset{name, reader(e)}, true
	}
	e, err := ianaindex.IANA.Encoding(name)
	if err != nil || e == nil {
		return charset{}, false
	}
	canonical, err := ianaindex.MIME.Name(e)
	if err != nil || strings.HasPrefix(canonical, "UTF-") {
		return charset{}, false
	}
	return charset{strings.ToLower(canonical), reader(e)}, true
}
