package mend

import (
	"bytes"
	"strings"
)

func (t *tokenizer) endTag(pos int) token {
	from := t.afterSlash(pos)
	name := nameAt(t.doc, from)
	i := from + len(name)
	for i < len(t.doc) && t.doc[i] != '>' && t.doc[i] != '<' {
		i++
	}
	if i < len(t.doc) && t.doc[i] == '>' {
		i++
	}
	return token{kind: endToken, start: pos, end: i, name: name}
}

func (t *tokenizer) startTag(pos int) token {
	name := nameAt(t.doc, pos+1)
	from := pos + 1 + len(name)
	i := from
	for i < len(t.doc) {
		switch c := t.doc[i]; {
		case c == '>':
			return startOrEmpty(token{start: pos, end: i + 1, name: name, attributes: t.doc[from:i]})
		case c == '<':
			return startOrEmpty(token{start: pos, end: i, name: name, attributes: t.doc[from:i]})
		case (c == '"' || c == '\'') && afterEquals(t.doc[from:i]):
			i = t.afterQuote(i)
		default:
			i++
		}
	}
	return token{kind: otherToken, start: pos, end: i} // the document ends in it
}

func startOrEmpty(t token) token {
	t.kind = startToken
	if rest, empty := bytes.CutSuffix(t.attributes, []byte("/")); empty {
		t.kind, t.attributes = emptyToken, rest
	}
	return t
}

func afterEquals(before []byte) bool {
	before = bytes.TrimRight(before, " \t\r\n")
	return len(before) > 0 && before[len(before)-1] == '='
}

// afterQuote is the place after a quoted value. A value whose end does not look
// like one, or that runs over the border of an item, has lost its quote: then only
// the opening one is passed.
func (t *tokenizer) afterQuote(i int) int {
	length := bytes.IndexByte(t.doc[i+1:], t.doc[i])
	if length < 0 {
		return i + 1
	}
	end := i + 1 + length
	value := t.doc[i+1 : end]
	if bytes.IndexByte(value, '<') < 0 {
		return end + 1
	}
	if !strings.ContainsRune(" \t\r\n/>?", rune(t.at(end+1))) || endsItem(value) {
		return i + 1
	}
	return end + 1
}

// endsItem reports whether an item ends in a text.
func endsItem(text []byte) bool {
	return bytes.Contains(text, []byte("</item")) || bytes.Contains(text, []byte("</entry"))
}

// hasBorder reports whether an item begins or ends in a text.
func hasBorder(text []byte) bool {
	return endsItem(text) || bytes.Contains(text, []byte("<item")) || bytes.Contains(text, []byte("<entry"))
}

func nameAt(doc []byte, i int) []byte {
	start := i
	for i < len(doc) && isName(doc[i]) {
		i++
	}
	return doc[start:i]
}

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

func isName(c byte) bool {
	return isNameStart(c) || '0' <= c && c <= '9' || c == '.' || c == '-'
}
