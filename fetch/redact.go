package fetch

import (
	"regexp"
	"strings"
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

func schemeAndHost(raw string) string {
	scheme, rest, _ := strings.Cut(redactAddress(raw), "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		rest = rest[:i]
	}
	return scheme + "://" + rest
}
