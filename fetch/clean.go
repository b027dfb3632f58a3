package fetch

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"feedloom/article"
)

// Clean makes HTML from a stranger safe to publish: the elements and attributes
// of policy.go and no others, every address absolute against base (none if
// that is ""), no script, no style, no tracking pixel. Lazily loaded images are
// given their address, and no image sends a referrer. Clean of what Clean
// returned is that again.
func Clean(fragment, base string) string {
	s, _ := clean(fragment, firstBase(base))
	return s
}

// rounds is how often HTML may change by being cleaned again. Nearly all is
// stable after one round; what is not after these is reduced to its text.
const rounds = 4

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// clean also returns the address of the first image that could be a head image.
func clean(fragment string, base *url.URL) (out, image string) {
	fragment = lineEnds.Replace(fragment)
	if !strings.ContainsAny(fragment, "<&") { // text
		return html.EscapeString(trim(article.Legal(fragment))), ""
	}
	for i := range rounds {
		before := fragment
		t := tidier{base: base}
		tidied, err := t.tidy(before)
		if err != nil { // too heavy, or too deep for the parser
			break
		}
		if i == 0 {
			image = t.image
		} else if tidied == before {
			return before, image
		}
		fragment = trim(policy().Sanitize(tidied))
	}
	return html.EscapeString(article.Text(fragment, 0)), image
}

// trim leaves the white space that is not ASCII: full-width spaces indent.
func trim(s string) string { return strings.Trim(s, " \t\r\n") }

// tidier makes one pass over a parsed fragment.
type tidier struct {
	base  *url.URL
	image string // the first that could be a head image
}

// tidy parses, mends and renders. The parser refuses more than 512 levels, so
// that recursion over its tree is bounded.
func (t *tidier) tidy(fragment string) (string, error) {
	fragment, err := strain(article.Legal(fragment), t.base)
	if err != nil {
		return "", err
	}
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(fragment), body, html.ParseOptionEnableScripting(false))
	if err != nil {
		return "", err
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	t.children(body, false)
	var b strings.Builder
	for n := body.FirstChild; n != nil; n = n.NextSibling {
		if err := html.Render(&b, n); err != nil {
			return "", err
		}
	}
	return trim(b.String()), nil
}

// children mends what is within n: from the inside out, so that what is
// unwrapped is mended already.
func (t *tidier) children(n *html.Node, pre bool) {
	pre = pre || n.DataAtom == atom.Pre
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		t.node(c, pre)
		c = next
	}
	joinText(n, pre)
}

func (t *tidier) node(n *html.Node, pre bool) {
	switch {
	case n.Type == html.TextNode:
		n.Data = strings.ReplaceAll(article.Legal(n.Data), "\r", "")
	case n.Type != html.ElementNode:
		n.Parent.RemoveChild(n)
	default:
		t.children(n, pre)
		t.element(n)
	}
}

func (t *tidier) element(n *html.Node) {
	t.attributes(n)
	switch n.DataAtom {
	case atom.Img:
		if !t.img(n) {
			n.Parent.RemoveChild(n)
		}
	case atom.A, atom.Span:
		if len(n.Attr) == 0 {
			unwrap(n)
		}
	}
}

// unwrap puts what is in n in its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// joinText joins texts that have become neighbours, and shortens the lines of
// nothing that comments and styles leave behind.
func joinText(n *html.Node, pre bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			continue
		}
		if next := c.NextSibling; next != nil && next.Type == html.TextNode {
			var b strings.Builder
			for ; next != nil && next.Type == html.TextNode; next = c.NextSibling {
				b.WriteString(next.Data)
				n.RemoveChild(next)
			}
			c.Data += b.String()
		}
		if !pre && trim(c.Data) == "" && strings.Contains(c.Data, "\n") {
			c.Data = "\n"
		}
	}
}
