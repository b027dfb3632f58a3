package feed

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"feedloom/article"
)

// lintXML accepts elements that are whole, with what judges ask of them. It knows
// the XML that is written here and no more: no comments, attributes in double quotes
// and without a > in them. What it accepts is well-formed; encoding/xml, which its
// tests ask, would take ten times as long.
func lintXML(b []byte) error {
	if err := lintText(b); err != nil {
		return err
	}
	x := xmlLint{rest: b}
	for {
		text, rest, found := bytes.Cut(x.rest, []byte("<"))
		if err := x.characters(text); err != nil {
			return err
		}
		if !found {
			break
		}
		x.rest = rest
		if err := x.markup(); err != nil {
			return err
		}
	}
	if len(x.open) > 0 {
		return fmt.Errorf("it ends within <%s>", x.open[len(x.open)-1])
	}
	return nil
}

// xmlLint is on its way through some XML.
type xmlLint struct {
	rest []byte
	open [][]byte // the names of the elements that are open
	text []byte   // since the last tag
}

// characters is text between tags, whose references are of XML alone (XML 1.0,
// section 4.6).
func (x *xmlLint) characters(text []byte) error {
	if len(x.open) == 0 && len(bytes.TrimSpace(text)) > 0 {
		return fmt.Errorf("%.40q stands outside of all elements", text)
	}
	if bytes.Contains(text, []byte("]]>")) {
		return errors.New(`"]]>" stands outside of a CDATA section`)
	}
	x.text = append(x.text, text...)
	return references(text)
}

// markup is what begins with the < that was just read.
func (x *xmlLint) markup() error {
	switch {
	case bytes.HasPrefix(x.rest, []byte("![CDATA[")):
		return x.between("![CDATA[", "]]>", func(section []byte) error {
			if len(x.open) == 0 {
				return errors.New("a CDATA section stands outside of all elements")
			}
			x.text = append(x.text, section...)
			return nil
		})
	case bytes.HasPrefix(x.rest, []byte("?")):
		return x.between("?", "?>", instruction)
	case bytes.HasPrefix(x.rest, []byte("/")):
		return x.between("/", ">", x.end)
	}
	return x.between("", ">", x.start)
}

// between reads what stands between the beginning of a piece of markup and its end.
func (x *xmlLint) between(begin, end string, read func([]byte) error) error {
	piece, rest, found := bytes.Cut(x.rest[len(begin):], []byte(end))
	if !found {
		return fmt.Errorf("it ends within <%s%.20s", begin, piece)
	}
	x.rest = rest
	return read(piece)
}

// instruction is the XML declaration, as it is written here, or the instruction to
// use a style sheet.
func instruction(piece []byte) error {
	if string(piece) == `xml version="1.0" encoding="UTF-8"` || bytes.HasPrefix(piece, []byte("xml-stylesheet ")) {
		return nil
	}
	return fmt.Errorf("an instruction <?%.20s", piece)
}

// isName reports whether it is the name of an element or an attribute, as those are
// that are written here: letters and digits, and a prefix at the most.
func isName(name []byte) bool {
	prefix, local, prefixed := bytes.Cut(name, []byte(":"))
	return isWord(prefix) && (!prefixed || isWord(local))
}

func isWord(s []byte) bool {
	for i, c := range s {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return len(s) > 0
}

func (x *xmlLint) start(tag []byte) error {
	inner, empty := bytes.CutSuffix(tag, []byte("/"))
	name, attributes, _ := bytes.Cut(inner, []byte(" "))
	if !isName(name) || bytes.IndexByte(tag, '<') >= 0 {
		return fmt.Errorf("<%.40s is no tag", tag)
	}
	if err := attributesOf(attributes); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	x.text = x.text[:0]
	x.open = append(x.open, name)
	if empty {
		return x.end(name)
	}
	return nil
}

// attributesOf judges what stands behind the name in a tag: each is there once.
func attributesOf(list []byte) error {
	var known [][]byte
	for len(list) > 0 {
		name, rest, named := bytes.Cut(list, []byte(`="`))
		value, rest, ended := bytes.Cut(rest, []byte(`"`))
		if !named || !ended || !isName(name) || len(rest) > 0 && rest[0] != ' ' {
			return fmt.Errorf("%.40q is no attribute", list)
		}
		for _, k := range known {
			if bytes.Equal(k, name) {
				return fmt.Errorf("%s is there twice", name)
			}
		}
		known = append(known, name)
		if err := references(value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := judgeText(name, value); err != nil {
			return err
		}
		list = bytes.TrimPrefix(rest, []byte(" "))
	}
	return nil
}

func (x *xmlLint) end(name []byte) error {
	if len(x.open) == 0 || !bytes.Equal(x.open[len(x.open)-1], name) {
		return fmt.Errorf("</%.40s> ends nothing", name)
	}
	x.open = x.open[:len(x.open)-1]
	text := bytes.TrimSpace(x.text)
	x.text = x.text[:0]
	if len(text) == 0 && string(name) != "id" && string(name) != "guid" { // Atom's link has attributes alone
		return nil
	}
	return judgeText(name, text)
}

// judgeText judges escaped text by the local name of what it stands in.
func judgeText(name, text []byte) error {
	local := name[bytes.IndexByte(name, ':')+1:]
	if judges[string(local)] == nil {
		return nil
	}
	return judge(string(local), html.UnescapeString(string(text)))
}

// references accepts those to characters that may be there, and those that XML has
// by itself.
func references(text []byte) error {
	for {
		_, rest, found := bytes.Cut(text, []byte("&"))
		if !found {
			return nil
		}
		name, after, ended := bytes.Cut(rest, []byte(";"))
		if !ended || !isReference(string(name)) {
			return fmt.Errorf("&%.20s is no reference to a character", rest)
		}
		text = after
	}
}

func isReference(name string) bool {
	switch name {
	case "amp", "lt", "gt", "quot", "apos":
		return true
	}
	digits, isNumber := strings.CutPrefix(name, "#")
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 31)
	return isNumber && err == nil && utf8.ValidRune(rune(n)) && !article.IsIllegal(rune(n))
}
