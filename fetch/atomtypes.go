package fetch

import (
	"bytes"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// gofeed parses Atom's text of the types html and xhtml as HTML, to resolve
// addresses in it, without a bound on what it grows to (see strain). neutral
// writes these types so that gofeed leaves the text as it is: html as
// text/html, which it decodes only, and xhtml as markup, which it does not
// touch. Titles and summaries of the type text become markup, too: gofeed does
// not say of which type they were, and as they stand in the document they are
// HTML. The type of content names the base that is in force where it stands
// (xml:base): text/html;base=https://...
func neutral(doc []byte) []byte {
	out := make([]byte, 0, len(doc)+len(doc)/16)
	bases := []*url.URL{nil}
	s, done := scanner{doc: doc}, 0
	for {
		m, ok := s.next()
		if !ok {
			return append(out, doc[done:]...)
		}
		switch m.kind {
		case startMark, emptyMark:
			tag := doc[m.start:m.end]
			base := inForce(bases[len(bases)-1], tag)
			if m.kind == startMark {
				bases = append(bases, base)
			}
			out = append(out, doc[done:m.start]...)
			if name := string(local(m.name)); name != "link" {
				tag = withNeutralType(tag, base, name == "content")
			}
			out = append(out, tag...)
			done = m.end
		case endMark:
			bases = bases[:max(1, len(bases)-1)]
		}
	}
}

var (
	typeAttribute = regexp.MustCompile(`\btype\s*=\s*("[^"]*"|'[^']*'|[\w:-]*)`)
	baseAttribute = regexp.MustCompile(`\bxml:base\s*=\s*("[^"]*"|'[^']*')`)
)

// inForce is the base within an element, nil where none is known.
func inForce(outer *url.URL, tag []byte) *url.URL {
	m := baseAttribute.FindSubmatch(tag)
	if m == nil {
		return outer
	}
	if inner, err := url.Parse(absolute(outer, html.UnescapeString(string(m[1][1:len(m[1])-1])))); err == nil && inner.Host != "" {
		return inner
	}
	return outer
}

func withNeutralType(tag []byte, base *url.URL, content bool) []byte {
	if !bytes.Contains(tag, []byte("type")) {
		return tag
	}
	return typeAttribute.ReplaceAllFunc(tag, func(attribute []byte) []byte {
		i := bytes.IndexByte(attribute, '=')
		value := strings.ToLower(html.UnescapeString(string(bytes.Trim(attribute[i+1:], " \t\r\n\"'"))))
		switch {
		case strings.Contains(value, "xhtml"), value == "text" && !content:
			value = "markup"
		case value == "html":
			value = "text/html"
		default:
			return attribute
		}
		quote := attribute[len(attribute)-1]
		if quote != '"' && quote != '\'' { // no place for a slash
			return []byte("type=markup")
		}
		if base != nil && content {
			value += ";base=" + strings.NewReplacer("&", "&amp;", "'", "%27").Replace(base.String())
		}
		return append(append([]byte("type="), quote), append([]byte(value), quote)...)
	})
}

// neutralType undoes neutral: the type that was meant, and the base.
func neutralType(kind string) (meant, base string) {
	kind, base, _ = strings.Cut(strings.TrimSpace(kind), ";base=")
	if kind == "markup" {
		return "xhtml", base
	}
	return strings.ToLower(kind), base
}
