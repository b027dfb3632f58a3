package fetch

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"feedloom/article"
)

// lazyAttribute names the attributes in which scripts find what to load, for
// one that browsers read.
type lazyAttribute struct {
	key   string
	names []string
}

var lazy = []lazyAttribute{
	{"src", []string{"data-src", "data-original", "data-lazy-src"}},
	{"srcset", []string{"data-srcset", "data-lazy-srcset"}},
}

func isLazy(key string) bool {
	return slices.ContainsFunc(lazy, func(l lazyAttribute) bool { return slices.Contains(l.names, key) })
}

// attributes keeps what the policy permits, with absolute addresses.
func (t *tidier) attributes(n *html.Node) {
	if n.Data == "img" || n.Data == "source" || n.Data == "video" || n.Data == "audio" {
		unlazy(n)
	}
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		if a.Val = t.value(n.Data, a); a.Val == "" && a.Key != "alt" && !boolean[a.Key] || !permits(n.Data, a.Key, a.Val) {
			continue
		}
		kept = append(kept, a)
	}
	n.Attr = kept
}

var boolean = map[string]bool{"controls": true, "loop": true, "muted": true, "open": true, "reversed": true, "default": true}

// value is the attribute's value as it may be published, "" if it may not.
func (t *tidier) value(element string, a html.Attribute) string {
	v := article.Legal(a.Val)
	switch a.Key {
	case "href":
		return t.href(v)
	case "src", "poster", "cite":
		return absolute(t.base, v)
	case "srcset":
		return t.srcset(v)
	case "width", "height":
		return strings.TrimSuffix(trim(v), "px")
	case "class":
		for c := range strings.FieldsSeq(v) {
			if codeClass.MatchString(c) {
				return c
			}
		}
		return ""
	}
	return strings.Join(strings.FieldsFunc(v, func(r rune) bool { return r <= ' ' }), " ")
}

func (t *tidier) href(v string) string {
	if s := article.URI(v); strings.HasPrefix(s, "mailto:") {
		return s
	}
	return absolute(t.base, v)
}

// srcset resolves the candidates of a srcset (HTML, section 4.8.4.2.1).
func (t *tidier) srcset(v string) string {
	var candidates []string
	for range maxList {
		if v = strings.TrimLeft(v, " \t\n\f\r,"); v == "" {
			break
		}
		ref, descriptor := v, ""
		if i := strings.IndexAny(v, " \t\n\f\r"); i >= 0 {
			ref, v = v[:i], v[i:]
		} else {
			v = ""
		}
		if bare := strings.TrimRight(ref, ","); bare != ref {
			ref = bare
		} else {
			descriptor, v, _ = strings.Cut(v, ",")
		}
		if a := absolute(t.base, ref); a != "" && !strings.HasSuffix(a, ",") {
			candidates = append(candidates, trim(a+" "+trim(descriptor)))
		}
	}
	return strings.Join(candidates, ", ")
}

// unlazy gives an element the addresses that a script would give it.
func unlazy(n *html.Node) {
	for _, l := range lazy {
		now := attribute(n, l.key)
		if now = strings.ToLower(trim(now)); now != "" && !strings.HasPrefix(now, "data:") && now != "about:blank" {
			continue
		}
		for _, name := range l.names {
			if v := trim(attribute(n, name)); v != "" {
				setAttribute(n, l.key, v)
				break
			}
		}
	}
}

// img mends an image, and reports whether it is one to keep.
func (t *tidier) img(n *html.Node) bool {
	src := attribute(n, "src")
	if src == "" && attribute(n, "srcset") == "" {
		return false
	}
	width, height := attribute(n, "width"), attribute(n, "height")
	if width != "" && tiny(width, 1) || height != "" && tiny(height, 1) {
		return false
	}
	setAttribute(n, "referrerpolicy", "no-referrer")
	if t.image == "" && src != "" && !(width != "" && tiny(width, iconSide)) && !(height != "" && tiny(height, iconSide)) && !emoji(src) {
		t.image = src
	}
	return true
}

// iconSide is the side, in pixels, that an image must exceed to be more than
// an icon.
const iconSide = 63

func tiny(length string, most int) bool {
	return !strings.HasSuffix(length, "%") && side(strings.Split(length, ".")[0]) <= most
}

// emoji reports whether an image is a smiley of WordPress.
func emoji(src string) bool {
	u, err := url.Parse(src)
	return err == nil && (u.Host == "s.w.org" || strings.Contains(u.Path, "/emoji/"))
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func setAttribute(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}
