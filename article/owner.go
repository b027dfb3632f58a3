package article

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Owns reports whether what is polled at source speaks for the page at link:
// both lie under one registrable domain, so that one party runs both. The
// source's own word on whose site it is of is not asked: anybody can write it.
func Owns(source, link string) bool {
	a, b := registrable(source), registrable(link)
	return a != "" && a == b
}

// registrable is the registrable domain of an http(s) address; its host where
// there is none, empty for anything else.
func registrable(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}
