package fetch

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// hostName is the one name of an address's host, however it is written: bounds
// and holds are the same for "Bücher.example." and "xn--bcher-kva.example".
func hostName(u *url.URL) string {
	name := asciiName(u.Hostname())
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.String()
	}
	return name
}

// asciiName is the name of a host as net/http writes it, without the root's dot.
func asciiName(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		return ascii
	}
	return host
}

// hostOf is the host by which polls are bounded, "" for a file.
func hostOf(source string) string {
	u, err := url.Parse(source)
	if err != nil || !isWeb(source) {
		return ""
	}
	return hostName(u)
}

// serverOf is the host of an address that answers for itself: with its port,
// unless that is the scheme's own.
func serverOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || !isWeb(address) {
		return ""
	}
	if port := portOf(u); port != portOf(&url.URL{Scheme: u.Scheme}) {
		return net.JoinHostPort(hostName(u), port)
	}
	return hostName(u)
}

// registered is the domain that somebody has registered, of which the host of
// serverOf is a part; the host itself where there is none, as for an IP address.
func registered(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}
