package article

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// Text is what a person reads of a piece of HTML, on one line: without markup,
// character references resolved, words one space apart, every character Legal.
// It is cut after limit characters; 0 is no limit. An inline element within a
// word does not end it, any other does; script, style and template vanish with
// all that is in them.
//
// The titles of many sources are plain text. So what looks like a tag and is
// none of HTML's is text, and so are a bare "<" and a tag that never ends.
func Text(markup string, limit int) string {
	w := words{limit: limit}
	if !strings.ContainsAny(markup, "<&") { // most names and many titles
		w.add(markup)
		return w.String()
	}
	z := html.NewTokenizer(strings.NewReader(markup))
	within, depth := "", 0 // the vanishing element, and how many of its name are open
	at, from := 0, 0       // where in markup the tokenizer is, and where that element begins
	for !w.full() {
		kind := z.Next()
		raw := markup[at : at+len(z.Raw())]
		at += len(raw)
		switch kind {
		case html.ErrorToken:
			if depth > 0 { // it was no element, but the word for one
				raw = markup[from:]
			}
			w.add(raw)
			return w.String()
		case html.TextToken:
			if depth == 0 {
				w.add(string(z.Text()))
			}
		case html.CommentToken:
			if depth == 0 && strings.HasPrefix(raw, "</") { // as in: I </3 it
				w.add(raw)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			tag, _ := z.TagName()
			name := string(tag)
			switch {
			case depth > 0:
				if name == within {
					depth += step(kind)
				}
			case vanishing[name]:
				if kind == html.StartTagToken {
					within, depth, from = name, 1, at-len(raw)
				}
			case !inline[name] && !breaking[name]:
				w.add(raw)
			case breaking[name]:
				w.gap = true
			}
			if !rawText[name] {
				z.NextIsNotRawText()
			}
		}
	}
	return w.String()
}

// step is what a tag adds to the depth of its element.
func step(kind html.TokenType) int {
	switch kind {
	case html.StartTagToken:
		return 1
	case html.EndTagToken:
		return -1
	}
	return 0
}

// words is text with single spaces in it.
type words struct {
	strings.Builder
	n, limit int  // characters
	gap      bool // white space is due before the next character
}

func (w *words) full() bool { return w.limit > 0 && w.n >= w.limit }

func (w *words) add(text string) {
	for _, r := range Legal(text) {
		if w.full() {
			return
		}
		if unicode.IsSpace(r) {
			w.gap = true
			continue
		}
		if w.gap && w.n > 0 {
			w.put(' ')
		}
		w.put(r)
		w.gap = false
	}
}

func (w *words) put(r rune) {
	if !w.full() {
		w.WriteRune(r)
		w.n++
	}
}

// The elements of HTML, those that it had once among them, by what they do to
// the words around them.
var (
	vanishing = set("script style template")
	// rawText are those in which the tokenizer sees no tags.
	rawText = set("script style")
	// inline are those whose tags may stand within a word.
	inline = set(`a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc
		ruby s samp small span strike strong sub sup time tt u var wbr`)
	breaking = set(`address applet area article aside audio base basefont bgsound blockquote body br button canvas caption
		center col colgroup datalist dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame
		frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input isindex legend li link listing main map
		marquee math menu menuitem meta meter nav noembed noframes noscript object ol optgroup option output p param
		picture plaintext pre progress search section select slot source summary svg table tbody td textarea tfoot th
		thead title tr track ul video xmp`)
)

func set(names string) map[string]bool {
	all := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		all[name] = true
	}
	return all
}
