package mend

import "bytes"

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
		return t.until(otherToken, &t.commentEnd, pos, pos+4)
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
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
		return i+2 < len(t.doc) && isNameStart(t.doc[i+2])
	case c == '!':
		return i+2 < len(t.doc) && (t.doc[i+2] == '-' || t.doc[i+2] == '[' || isNameStart(t.doc[i+2]))
	default:
		return c == '?' || isNameStart(c)
	}
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

// cdata is a CDATA section. One that would run over the end of an item to that
// of another section has lost its own end.
func (t *tokenizer) cdata(pos int) token {
	const mark = "<![CDATA["
	section := t.until(cdataToken, &t.cdataEnd, pos, pos+len(mark))
	if second := bytes.Index(section.text, []byte(mark)); second >= 0 && endsItem(section.text[:second]) {
		return token{kind: otherToken, start: pos, end: pos + len(mark)}
	}
	return section
}

func endsItem(text []byte) bool {
	for _, end := range []string{"</item>", "</entry>", "</ITEM>"} {
		if bytes.Contains(text, []byte(end)) {
			return true
		}
	}
	return false
}

// instruction is <?a ?>, which many end with > alone.
func (t *tokenizer) instruction(pos int) token {
	short, end := t.tagEnd.next(t.doc, pos), t.instructionEnd.next(t.doc, pos)
	switch {
	case short < 0 && end < 0:
		return token{kind: otherToken, start: pos, end: pos + 2}
	case end < 0, short < end && bytes.IndexByte(t.doc[short:end], '<') >= 0:
		return token{kind: otherToken, start: pos, end: short + 1}
	}
	return token{kind: otherToken, start: pos, end: end + 2}
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
