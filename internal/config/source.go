package config

import (
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"

	"feedloom/article"
)

func (r *reader) readSources(v value) {
	before := len(r.errs)
	v.list("a list of sources, such as [{url: https://example.org/feed.xml}]", r.readSource)
	if len(r.config.Sources) == 0 && len(r.errs) == before {
		r.missingSources(v)
	}
}

func (r *reader) readSource(v value) {
	s := Source{Schedule: r.config.Schedule}
	var id, address value
	keys := []key{
		{"url", func(v value) { address = v; r.readAddress(v, &s.Source) }},
		{"id", func(v value) { id = v; readID(v, &s.Source) }},
		{"title", line(&s.Title)},
		{"category", func(v value) { r.readCategory(v, &s.Source) }},
		{"categories", func(v value) { r.readCategories(v, &s.Source) }},
		{"schedule", r.schedule(&s.Schedule)},
	}
	given := v.mapping(append(keys, r.access(&s.Source)...)...)
	if isWeb(&s.Source) && !given["proxy"] {
		s.Access.Proxy = r.config.Fetch.Proxy
	}
	if given["category"] && given["categories"] {
		v.fail("expected category or categories, found both")
	}
	if given != nil && !given["url"] {
		v.fail("expected a url, found none: the address of a feed, or a path")
	}
	if given["url"] && s.URL != "" {
		r.checkTwice(address, id, s.Source)
	}
	r.config.Sources = append(r.config.Sources, s)
}

// scheme is how an address begins that is no path. One letter is a drive.
var scheme = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]+):`)

// readAddress sets where the source is and the id that it has for want of a
// given one: its canonical URL, or the path as written. The id has the names of
// variables and not their values, so that a new secret makes no new source.
func (r *reader) readAddress(v value, into *article.Source) {
	const want = "an http or https address, or a path"
	t, ok := v.text(want)
	if !ok {
		return
	}
	if names := t.breaking(); len(names) > 0 {
		v.fail("expected an address that stays one with the value of %s, found a sign in it that breaks the address (white space, or one of / @ : # ? %%): percent-encode the value, or use basic", strings.Join(names, " and "))
		return
	}
	kind := ""
	if m := scheme.FindStringSubmatch(t.full); m != nil {
		kind = strings.ToLower(m[1])
	}
	switch {
	case looksLikeHost(t.full):
		v.fail("expected %s, found %s: write https:// before it if it is an address, ./ if it is a path", want, v.found())
	case t.full == "" || strings.ContainsFunc(t.full, unicode.IsControl):
		v.wrong(want)
	case kind == "http" || kind == "https":
		if _, ok := webURL(t.full); !ok {
			v.wrong("an http or https address with a host")
			return
		}
		into.URL, into.ID, into.Secret, into.Secrets = t.full, canonicalID(t), t.secret, t.values()
	case kind == "file":
		v.fail("expected %s, found %s: write the path without file:", want, v.found())
	case kind != "":
		v.fail("expected %s, found %s, which has another scheme; a path with a colon in it begins with ./", want, v.found())
	case strings.HasPrefix(t.full, "//"):
		v.fail("expected %s, found %s: write https: before it", want, v.found())
	default:
		into.Secret, into.Secrets = t.secret, t.values()
		into.URL, into.ID = r.absolute(t.full), pathID(t)
	}
}

// breaking names the variables that break an address, which is whole without
// them. A password such as 1/x in it would make a host of its user, which would
// then be told the rest.
func (t text) breaking() (names []string) {
	with := func(value string) (*url.URL, bool) {
		return webURL(reference.ReplaceAllLiteralString(strings.TrimSpace(t.written), value))
	}
	a, whole := with("a")
	b, _ := with("b")
	if !t.secret || !whole || b == nil || a.Host != b.Host { // the host itself has a variable
		return nil
	}
	if u, ok := webURL(t.full); ok && u.Host == a.Host && !controlled(t.full) {
		return nil
	}
	for _, given := range t.given {
		if !slices.Contains(names, given.name) && strings.ContainsFunc(given.value, breaks) {
			names = append(names, given.name)
		}
	}
	return names
}

func breaks(c rune) bool {
	return unicode.IsControl(c) || unicode.IsSpace(c) || strings.ContainsRune(`/@:#?%[]\<>"^{}|`+"`", c)
}

// looksLikeHost reports whether a path begins like an address that lacks its
// scheme: www.example.org/feed, or 127.0.0.1:8080.
func looksLikeHost(path string) bool {
	host, _, slash := strings.Cut(strings.ToLower(path), "/")
	_, notIP := netip.ParseAddr(host)
	if notIP == nil || hostAndPort.MatchString(host) || strings.HasPrefix(host, "www.") {
		return true
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil || !slash && !strings.HasSuffix(host, ".com") && !strings.HasSuffix(host, ".org") && !strings.HasSuffix(host, ".net") {
		return false // without a slash, feed.md is a file
	}
	_, known := publicsuffix.PublicSuffix(domain)
	return known
}

// hostAndPort is a host that no file is called like, with its port.
var hostAndPort = regexp.MustCompile(`^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+|\[[0-9a-f:.]+\]):\d{1,5}$`)

// pathID is the path as the file has it: a folder is one with and without the
// slash at its end.
func pathID(t text) string {
	id := filepath.ToSlash(strings.TrimSpace(t.stable()))
	if bare := strings.TrimRight(id, "/"); bare != "" {
		return bare
	}
	return id
}

// canonicalID is the canonical URL, with the names of its variables as the file
// has them.
func canonicalID(t text) string {
	id := article.SourceID(t.stable())
	if t.secret {
		id = strings.NewReplacer("$%7B", "${", "%7D", "}").Replace(id)
	}
	return id
}

// readID reads after the address, whose id it replaces. An id that is an
// address stands for the source that had it: that one's id was canonical.
func readID(v value, into *article.Source) {
	scalar(&into.ID, "a name of one line", func(s string) (string, bool) {
		return article.SourceID(s), s != "" && !strings.ContainsFunc(s, unicode.IsControl)
	})(v)
}

// checkTwice reports a source that is there already.
func (r *reader) checkTwice(url, id value, s article.Source) {
	address := article.Canonical(s.URL)
	if line, twice := r.addresses[address]; twice {
		help := ""
		if id.node != nil {
			help = "; an id does not make another source of it"
		}
		url.fail("expected each source once, found that of line %d again%s", line, help)
		return
	}
	r.addresses[address] = url.line
	at := url
	if id.node != nil {
		at = id
	}
	if line, twice := r.ids[s.ID]; twice {
		at.fail("expected an id of its own, found that of the source on line %d", line)
		return
	}
	r.ids[s.ID] = at.line
}

// readCategory reads `own`, a path, or the one name of a path.
func (r *reader) readCategory(v value, into *article.Source) {
	s, isName := written(v.node)
	switch {
	case isName && strings.TrimSpace(s) == "own":
		into.Own = true
		return
	case isName && slashed.MatchString(s):
		names := strings.Split(s, "/")
		v.fail("found %s: write a path as [%s], and a name with a slash in it as [%q]", v.found(), strings.Join(names, ", "), s)
		return
	}
	var c article.Category
	r.category(&c)(v)
	into.Categories = append(into.Categories, c)
}

// slashed is a path as published feeds write it.
var slashed = regexp.MustCompile(`^[^/]+(/[^/]+)+$`)

func (r *reader) readCategories(v value, into *article.Source) {
	const want = "a list of paths, such as [[News, World], [Politics]]"
	count, ok := v.list(want, func(v value) {
		if s, isName := written(v.node); isName {
			v.fail("expected a path such as [News, World], found the name %s", quote(s))
			return
		}
		var c article.Category
		r.category(&c)(v)
		into.Categories = append(into.Categories, c)
	})
	if ok && count == 0 {
		v.fail("expected %s, found an empty list", want)
	}
}
