package mend

import (
	"bytes"
	"strings"
)

type kind int

const (
	textToken kind = iota
	cdataToken
	startToken
	emptyToken // <a/>
	endToken
	doctypeToken
	otherToken // a comment, a processing instruction, a mark that never ends
	noToken    // the document is over
)

// token is a piece of a document.
type token struct {
	kind       kind
	start, end int
	name       []byte // of an element, as written
	attributes []byte // of a start tag, not yet read
	text       []byte // as written
}

// tokenizer cuts a document into tokens. It finds the same ones as an XML parser
// where the document is well-formed, and goes on where it is not: a < that
// begins nothing is text, a tag ends before the next one at the latest, and what
// should end later and never does is as long as its opening mark.
type tokenizer struct {
	doc []byte
	// The next ends of comments and the like, so that marks which never end
	// are not looked for again and again.
	commentEnd, cdataEnd, instructionEnd, tagEnd finder
	doctype                                      int // the place after the first <!'s <
	steps                                        int // tokens that were looked at, the same ones again included
}

func newTokenizer(doc []byte) tokenizer {
	return tokenizer{
		doc:            doc,
		commentEnd:     finder{needle: "-->"},
		cdataEnd:       finder{needle: "]]>"},
		instructionEnd: finder{needle: "?>"},
		tagEnd:         finder{needle: ">"},
	}
}

// finder finds a needle from a place on, and remembers what it found.
type finder struct {
	needle   string
	from, at int // the first needle from from on stands at at, -1 for none
	asked    bool
}

func (f *finder) next(doc []byte, from int) int {
	if f.asked && f.from <= from && (f.at < 0 || f.at >= from) {
		return f.at
	}
	f.asked, f.from, f.at = true, from, -1
	if i := bytes.Index(doc[from:], []byte(f.needle)); i >= 0 {
		f.at = from + i
	}
	return f.at
}

// next is the token that begins at pos.
func (t *tokenizer) next(pos int) token {
	t.steps++
	if pos >= len(t.doc) {
		return token{kind: noToken, start: pos, end: pos}
	}
	if !t.isMarkup(pos) {
		return t.textFrom(pos)
	}
	rest := t.doc[pos:]
	switch {
	case rest[1] == '/':
		return t.endTag(pos)
	case rest[1] == '?':
		return t.instruction(pos)
	case bytes.HasPrefix(rest, []byte("<!--")):
		return t.comment(pos)
	case bytes.HasPrefix(rest, []byte(cdataMark)):
		return t.cdata(pos)
	case rest[1] == '!':
		return t.directive(pos)
	}
	return t.startTag(pos)
}

// isMarkup reports whether something other than text begins at i.
func (t *tokenizer) isMarkup(i int) bool {
	if t.doc[i] != '<' || i+1 >= len(t.doc) {
		return false
	}
	switch c := t.doc[i+1]; {
	case c == '/':
		return isNameStart(t.at(t.afterSlash(i)))
	case c == '!':
		return i+2 < len(t.doc) && (t.doc[i+2] == '-' || t.doc[i+2] == '[' || isNameStart(t.doc[i+2]))
	default:
		return c == '?' || isNameStart(c)
	}
}

// afterSlash is where the name in an end tag begins; some put a space before it.
func (t *tokenizer) afterSlash(pos int) int {
	if t.at(pos+2) == ' ' && isOfFeeds(string(nameAt(t.doc, pos+3))) {
		return pos + 3
	}
	return pos + 2
}

// at is a byte of the document, 0 behind its end.
func (t *tokenizer) at(i int) byte {
	if i < len(t.doc) {
		return t.doc[i]
	}
	return 0
}

func (t *tokenizer) textFrom(pos int) token {
	i := pos + 1
	for {
		next := bytes.IndexByte(t.doc[i:], '<')
		if next < 0 {
			i = len(t.doc)
			break
		}
		if i += next; t.isMarkup(i) {
			break
		}
		i++
	}
	return token{kind: textToken, start: pos, end: i, text: t.doc[pos:i]}
}

// until is a token that ends with what f finds; one that does not is its
// opening mark alone.
func (t *tokenizer) until(k kind, f *finder, pos, inner int) token {
	end := f.next(t.doc, inner)
	if end < 0 {
		return token{kind: otherToken, start: pos, end: inner}
	}
	return token{kind: k, start: pos, end: end + len(f.needle), text: t.doc[inner:end]}
}

const cdataMark = "<![CDATA["

// cdata is a CDATA section. One that has lost its own end runs on to that of
// another: then its opening mark is all there is of it.
func (t *tokenizer) cdata(pos int) token {
	section := t.until(cdataToken, &t.cdataEnd, pos, pos+len(cdataMark))
	if t.within(pos, section.text) && runsOn(section.text, cdataMark) {
		return token{kind: otherToken, start: pos, end: pos + len(cdataMark)}
	}
	return section
}

// comment is <!-- -->, which HTML ends with --!> as well.
func (t *tokenizer) comment(pos int) token {
	const mark = "<!--"
	c := t.until(otherToken, &t.commentEnd, pos, pos+len(mark))
	if second := bytes.Index(c.text, []byte(mark)); second >= 0 && (hasBorder(c.text[:second]) || runsOn(c.text, mark)) {
		return token{kind: otherToken, start: pos, end: pos + len(mark)}
	}
	if end := bytes.Index(c.text, []byte("--!>")); end >= 0 {
		c.end = pos + len(mark) + end + len("--!>")
	}
	return c
}

// runsOn reports whether a section goes over the end of what it stands in: before
// a second mark, or an item's end, it ends an element of a feed that did not begin
// in it. What shows a feed as an example begins what it ends.
func runsOn(text []byte, mark string) bool {
	if second := bytes.Index(text, []byte(mark)); second >= 0 {
		text = text[:second]
	} else if !bytes.Contains(text, []byte("</item>")) && !bytes.Contains(text, []byte("</entry>")) {
		return false
	}
	begun := map[string]int{}
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 || i+1 >= len(text) {
			return false
		}
		end := text[i+1] == '/'
		if text = text[i+1:]; end {
			text = text[1:]
		}
		name := string(nameAt(text, 0))
		switch {
		case !isOfFeeds(name):
		case !end:
			begun[name]++
		case begun[name] == 0:
			return true
		default:
			begun[name]--
		}
	}
}

// isOfFeeds reports whether feeds have an element of that name that holds text.
func isOfFeeds(name string) bool {
	_, rest := split([]byte(name))
	switch strings.ToLower(string(rest)) {
	case "item", "entry", "title", "link", "guid", "id", "description", "encoded", "summary", "content", "author", "creator", "category":
		return true
	}
	return false
}

// instruction is <?a ?>. Declarations end with > alone at times.
func (t *tokenizer) instruction(pos int) token {
	short, end := t.tagEnd.next(t.doc, pos), t.instructionEnd.next(t.doc, pos)
	if inner := t.doc[pos:max(pos, end)]; len(inner) > 2 && bytes.Contains(inner[2:], []byte("<?")) && hasBorder(inner) {
		end = -1 // it is that of another
	}
	declares := bytes.HasPrefix(t.doc[pos:], []byte("<?xml"))
	switch {
	case end >= 0 && !(declares && short < end && bytes.IndexByte(t.doc[short:end], '<') >= 0):
		return token{kind: otherToken, start: pos, end: end + 2}
	case short >= 0 && declares:
		return token{kind: otherToken, start: pos, end: short + 1}
	}
	return token{kind: otherToken, start: pos, end: pos + 2}
}

// directive is what begins with <!. The document's type may hold other
// directives, quoted text and comments; it is looked through once.
func (t *tokenizer) directive(pos int) token {
	if t.doctype == 0 || t.doctype == pos+1 {
		t.doctype = pos + 1
		if end := doctypeEnd(t.doc, pos+2); end > 0 {
			return token{kind: doctypeToken, start: pos, end: end, text: t.doc[pos+2 : end-1]}
		}
	}
	if end := t.tagEnd.next(t.doc, pos); end >= 0 {
		return token{kind: doctypeToken, start: pos, end: end + 1, text: t.doc[pos+2 : end]}
	}
	return token{kind: otherToken, start: pos, end: pos + 2}
}

// doctypeEnd is the place after the > of a document type whose inside begins at
// i; 0 where it has none.
func doctypeEnd(doc []byte, i int) int {
	quote, depth := byte(0), 0
	for ; i < len(doc); i++ {
		switch c := doc[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>' && depth == 0:
			return i + 1
		case c == '>':
			depth--
		case c == '<' && bytes.HasPrefix(doc[i:], []byte("<!--")):
			end := bytes.Index(doc[i:], []byte("-->"))
			if end < 0 {
				return 0
			}
			i += end + 2
		case c == '<':
			depth++
		}
	}
	return 0
}

// within reports whether a section has the end tag of the element that it stands in.
func (t *tokenizer) within(pos int, text []byte) bool {
	i := bytes.LastIndexByte(t.doc[max(0, pos-300):pos], '<')
	if i < 0 {
		return true
	}
	i += max(0, pos-300)
	name := nameAt(t.doc, i+1)
	return len(name) == 0 || bytes.Contains(text, append([]byte("</"), name...))
}
