package fetch

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"feedloom/article"
)

var address = regexp.MustCompile(`(?i)\bhttps?://[^\s"<>]+`)

// redact takes users, passwords and the values of query strings out of every
// address in a text that people will read.
func redact(s string) string {
	return address.ReplaceAllStringFunc(s, redactAddress)
}

func redactAddress(raw string) string {
	raw, _, _ = strings.Cut(raw, "#")
	raw, query, hasQuery := strings.Cut(raw, "?")
	scheme, rest, _ := strings.Cut(raw, "://")
	host, path, hasPath := strings.Cut(rest, "/")
	host = host[strings.LastIndexByte(host, '@')+1:]
	out := scheme + "://" + host
	if hasPath {
		out += "/" + path
	}
	if !hasQuery {
		return out
	}
	params := strings.Split(query, "&")
	for i, p := range params {
		if name, _, valued := strings.Cut(p, "="); valued {
			params[i] = name + "=***"
		} else {
			params[i] = "***"
		}
	}
	return out + "?" + strings.Join(params, "&")
}

// hiding is the failure as it may be told of the source. Where part of the
// source's address is a secret, addresses are named by scheme and host, and no
// other part of its own is repeated, whoever has said it.
func (f *Failure) hiding(src article.Source) *Failure {
	if !src.Secret {
		return f
	}
	told := *f
	told.Line = address.ReplaceAllStringFunc(f.Line, schemeAndHost)
	for _, p := range hidden(src) {
		told.Line = strings.ReplaceAll(told.Line, p, "***")
	}
	return &told
}

func schemeAndHost(raw string) string {
	scheme, rest, _ := strings.Cut(redactAddress(raw), "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		rest = rest[:i]
	}
	return scheme + "://" + rest
}

// minSecret is the length, in bytes, from which a part of an address is kept
// out of a line: shorter ones are in every sentence.
const minSecret = 4

// hidden are the parts of a source's address that its id, which has the names
// of variables in the place of their values, does not show, the longest first.
func hidden(src article.Source) []string {
	shown := src.ID
	if u, err := url.Parse(src.URL); err == nil {
		shown += " " + u.Scheme + "://" + u.Host
	}
	var parts []string
	for _, p := range strings.FieldsFunc(src.URL, func(r rune) bool { return strings.ContainsRune("/?#&=:@", r) }) {
		plain, err := url.QueryUnescape(p)
		if err != nil {
			plain = p
		}
		for _, form := range []string{p, plain} {
			if len(form) >= minSecret && !strings.Contains(shown, form) {
				parts = append(parts, form)
			}
		}
	}
	slices.SortFunc(parts, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return parts
}
