package mend

import (
	"bytes"
	"strings"
)

// namespaces are those whose elements mean something to us, each with the
// prefix under which they are written. "" are the elements of the feed itself.
// An address is compared without its scheme and its last slash, in lower case.
var namespaces = map[string]string{
	"backend.userland.com/rss":                                            "",
	"backend.userland.com/rss2":                                           "",
	"backend.userland.com/rss091":                                         "",
	"blogs.law.harvard.edu/tech/rss":                                      "",
	"channel.netscape.com/rdf/simple/0.9":                                 "",
	"my.netscape.com/rdf/simple/0.9":                                      "",
	"my.netscape.com/publish/formats/rss-0.91.dtd":                        "",
	"purl.org/rss/1.0":                                                    "",
	"purl.org/net/rss1.1#":                                                "",
	"purl.org/net/rss1.1/payload#":                                        "payload",
	"cyber.law.harvard.edu/rss/rss.html":                                  "",
	"www.w3.org/1999/02/22-rdf-syntax-ns#":                                "rdf",
	"www.w3.org/2005/atom":                                                "atom",
	"purl.org/atom/ns#":                                                   "atom",
	"purl.org/dc/elements/1.1":                                            "dc",
	"purl.org/dc/elements/1.0":                                            "dc",
	"purl.org/dc/terms":                                                   "dcterms",
	"purl.org/rss/1.0/modules/content":                                    "content",
	"purl.org/rss/1.0/modules/syndication":                                "sy",
	"www.itunes.com/dtds/podcast-1.0.dtd":                                 "itunes",
	"podcastindex.org/namespace/1.0":                                      "podcast",
	"github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
	"www.google.com/schemas/play-podcasts/1.0":                            "googleplay",
	"search.yahoo.com/mrss":                                               "media",
	"video.search.yahoo.com/mrss":                                         "media",
	"rssnamespace.org/feedburner/ext/1.0":                                 "feedburner",
	"www.w3.org/1999/xhtml":                                               "xhtml",
	"www.w3.org/xml/1998/namespace":                                       "xml",
	"purl.oclc.org/net/rss_2.0/enc#":                                      "enc",
}

// conventional are the prefixes that mean the same where nobody declares them.
var conventional = map[string]string{
	"rss": "", "rdf": "rdf", "atom": "atom", "atom10": "atom", "a10": "atom", "dc": "dc", "dcterms": "dcterms",
	"content": "content", "sy": "sy", "itunes": "itunes", "podcast": "podcast", "googleplay": "googleplay", "media": "media",
	"feedburner": "feedburner", "xhtml": "xhtml", "xml": "xml", "enc": "enc",
}

// foreign is the prefix of what means nothing to us.
const foreign = "?"

// maxBindings bounds how many prefixes are remembered at once.
const maxBindings = 200

// binding is a prefix that a document declares.
type binding struct{ prefix, means string }

// meaning is the prefix that we write for a namespace. Addresses that nobody
// knows are taken for what their prefix is usually bound to.
func meaning(prefix, address string) string {
	address = strings.ToLower(strings.TrimSpace(address))
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = address
	}
	if means, known := namespaces[strings.TrimRight(rest, "/")]; known {
		return means
	}
	if prefix == "" && address != "" {
		return foreign
	}
	return byConvention(prefix)
}

func byConvention(prefix string) string {
	if prefix == "" {
		return ""
	}
	if means, known := conventional[strings.ToLower(prefix)]; known {
		return means
	}
	return foreign
}

// declare adds what a start tag declares. A default namespace that nobody knows
// is the feed's own where one of its large elements has it, else foreign.
func declare(bindings []binding, t token) []binding {
	if !bytes.Contains(t.attributes, []byte("xmlns")) {
		return bindings
	}
	for name, value := range attributes(t.attributes) {
		if len(bindings) >= maxBindings {
			break
		}
		if prefix, declared := bytes.CutPrefix(name, []byte("xmlns:")); declared {
			bindings = append(bindings, binding{string(prefix), meaning(string(prefix), value)})
		} else if string(name) == "xmlns" {
			means := meaning("", value)
			if means == foreign && isLarge(t.name) {
				means = ""
			}
			bindings = append(bindings, binding{"", means})
		}
	}
	return bindings
}

// isLarge reports whether an element is a root, a channel or an item.
func isLarge(name []byte) bool {
	_, rest := split(name)
	return rootName(name) != "" || bytes.EqualFold(rest, []byte("item")) || bytes.EqualFold(rest, []byte("entry"))
}

// canonical is an element's name as we write it: in lower case, with the prefix
// that we know its namespace by. own is the namespace of the root, whose
// elements have none.
func canonical(bindings []binding, own string, name []byte) string {
	prefix, rest := split(name)
	means := meaningOf(bindings, prefix)
	if means == own {
		means = ""
	}
	low := strings.ToLower(string(rest))
	if means == "" {
		return low
	}
	return means + ":" + low
}

// meaningOf is what a prefix means where those bindings are in force.
func meaningOf(bindings []binding, prefix []byte) string {
	for i := len(bindings) - 1; i >= 0; i-- {
		if bindings[i].prefix == string(prefix) {
			return bindings[i].means
		}
	}
	if len(prefix) == 0 {
		return ""
	}
	return byConvention(string(prefix))
}

// split cuts a prefix off a name.
func split(name []byte) (prefix, rest []byte) {
	prefix, rest, found := bytes.Cut(name, []byte(":"))
	if !found || len(rest) == 0 {
		return nil, bytes.TrimRight(name, ":")
	}
	return prefix, rest
}
