package fetch

import (
	"errors"
	"maps"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// strain is the first of the passes over HTML, token by token: only elements
// and attributes that the policy knows go on to the parser, which so sees no
// foreign content, no form and no raw text.
//
// It also bounds what the parser will make of the rest. A formatting element
// that is left open is opened anew in every paragraph after it (HTML, section
// 13.2.4.3): 27 KB of HTML can become a tree of 800,000 elements. strain
// counts how large the tree can be at most, and fails where that is too much.
//
// An element that would vanish and is never closed would take the rest of the
// text along: then only its tags go, save where the rest is code.
func strain(fragment string, base *url.URL) (string, error) {
	endless := map[string]bool{}
	for {
		s := strainer{z: html.NewTokenizer(strings.NewReader(fragment)), base: base, depth: map[string]int{}, endless: endless}
		for s.z.Next() != html.ErrorToken {
			s.token(s.z.Token())
			if s.weight > maxWeight {
				return "", errHeavy
			}
		}
		if s.within == "" || code[s.within] {
			return s.out.String(), nil
		}
		if endless[s.within] = true; len(endless) > maxEndless {
			maps.Copy(endless, vanishing)
			maps.DeleteFunc(endless, func(name string, _ bool) bool { return code[name] })
		}
	}
}

const (
	// maxWeight bounds the tree of one text, in bytes.
	maxWeight = 64e6
	// maxEndless is how many elements that nobody closes are told from those
	// of other names: each costs a pass.
	maxEndless = 4
	// nodeWeight is what an element weighs besides its attributes' values.
	nodeWeight = 128
)

var errHeavy = errors.New("the elements that are left open would multiply")

type strainer struct {
	z    *html.Tokenizer
	base *url.URL // of addresses
	out  strings.Builder
	open []openElement
	// depth counts the open elements by name.
	depth map[string]int
	// again is what can be opened anew at every token: the weight of all
	// formatting elements that were not closed in their place.
	again, weight int
	// within is the vanishing element that is being left out, and levels how
	// many of that name are open.
	within string
	levels int
	// endless are the vanishing elements that are not closed.
	endless map[string]bool
}

type openElement struct {
	name   string
	weight int // 0 where it is no formatting element
}

func (s *strainer) token(t html.Token) {
	switch {
	case s.within != "":
		s.leaveOut(t)
	case t.Type == html.TextToken:
		s.write(t, 0)
	case t.Type == html.EndTagToken:
		s.end(t)
	case t.Type == html.StartTagToken || t.Type == html.SelfClosingTagToken:
		s.start(t)
	}
}

// leaveOut waits for the end of a vanishing element.
func (s *strainer) leaveOut(t html.Token) {
	switch {
	case t.Data != s.within:
		return
	case t.Type == html.StartTagToken:
		s.levels++
	case t.Type == html.EndTagToken:
		s.levels--
	}
	if s.levels == 0 {
		s.within = ""
	}
}

func (s *strainer) start(t html.Token) {
	if vanishing[t.Data] {
		if t.Data == "iframe" {
			s.link(frameAddress(t, s.base))
		}
		if t.Type == html.StartTagToken && !s.endless[t.Data] {
			s.within, s.levels = t.Data, 1
		} else {
			s.z.NextIsNotRawText()
		}
		return
	}
	t.Data = known(t.Data)
	if t.Data == "" {
		return
	}
	t.Type = html.StartTagToken // <p/> is <p> in HTML
	t.Attr = knownAttributes(t)
	size := nodeWeight
	for _, a := range t.Attr {
		size += len(a.Val)
	}
	s.write(t, size)
	if void[t.Data] {
		return
	}
	e := openElement{name: t.Data}
	if formatting[t.Data] {
		e.weight = size
		s.again += size
	}
	s.open = append(s.open, e)
	s.depth[e.name]++
}

// link leaves a link to the address of what is left out, if it has one.
func (s *strainer) link(address string) {
	if address == "" {
		return
	}
	s.start(html.Token{Type: html.StartTagToken, Data: "a", Attr: []html.Attribute{{Key: "href", Val: address}}})
	s.write(html.Token{Type: html.TextToken, Data: address}, len(address))
	s.end(html.Token{Type: html.EndTagToken, Data: "a"})
}

// frameAddress is what a frame shows, a film most often; "" where that is
// nothing to see.
func frameAddress(t html.Token, base *url.URL) string {
	n := &html.Node{Data: t.Data, Attr: t.Attr}
	unlazy(n)
	for _, side := range []string{"width", "height"} {
		if v := attribute(n, side); v != "" && tiny(v, 1) {
			return ""
		}
	}
	return absolute(base, attribute(n, "src"))
}

// end closes the element where it is the innermost one. Else those within are
// left open: the parser may open them again.
func (s *strainer) end(t html.Token) {
	if t.Data = known(t.Data); t.Data == "" {
		return
	}
	s.write(t, 0)
	if s.depth[t.Data] == 0 {
		return
	}
	if top := s.open[len(s.open)-1]; top.name == t.Data {
		s.again -= top.weight
	}
	for {
		top := s.open[len(s.open)-1]
		s.open = s.open[:len(s.open)-1]
		s.depth[top.name]--
		if top.name == t.Data {
			return
		}
	}
}

func (s *strainer) write(t html.Token, size int) {
	s.out.WriteString(t.String())
	s.weight += nodeWeight + size + s.again
}

// known is the element's name in what is published, "" for one that has none.
func known(name string) string {
	if other, ok := instead[name]; ok {
		return other
	}
	if _, ok := allowed[name]; ok {
		return name
	}
	return ""
}

// knownAttributes are those that the policy or unlazy may have a use for, each once.
func knownAttributes(t html.Token) []html.Attribute {
	var kept []html.Attribute
	for _, a := range t.Attr {
		if a.Namespace == "" && (mayHave(t.Data, a.Key) || isLazy(a.Key)) && !has(kept, a.Key) {
			kept = append(kept, a)
		}
	}
	return kept
}

func has(attributes []html.Attribute, key string) bool {
	for _, a := range attributes {
		if a.Key == key {
			return true
		}
	}
	return false
}
