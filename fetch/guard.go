package fetch

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// guard dials public addresses only. It looks at the address that is really
// dialled, after DNS, so that no name and no redirect leads inside.
type guard struct {
	dialer net.Dialer
	allow  []string // host:port, lower case
}

func newGuard(allow []string) *guard {
	g := &guard{dialer: net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}}
	for _, a := range allow {
		g.allow = append(g.allow, strings.ToLower(strings.TrimSpace(a)))
	}
	return g
}

// dial is for http.Transport. address is as the URL names it; the control
// function sees what it stands for.
func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := g.dialer
	d.ControlContext = func(_ context.Context, _, dialled string, _ syscall.RawConn) error {
		return g.check(address, dialled)
	}
	return d.DialContext(ctx, network, address)
}

func (g *guard) check(named, dialled string) error {
	if slices.Contains(g.allow, strings.ToLower(named)) || slices.Contains(g.allow, dialled) {
		return nil
	}
	ap, err := netip.ParseAddrPort(dialled)
	if err != nil {
		return fail(KindPrivate, err, "refused: %s is no IP address", dialled)
	}
	if what := notPublic(ap.Addr()); what != "" {
		return fail(KindPrivate, nil, "refused: %s is %s (name it in fetch.allow_private to allow it)", place(named, dialled), what)
	}
	return nil
}

// checkNamed says what can be said of an address that a proxy will look up:
// what a name stands for is the proxy's knowledge.
func (g *guard) checkNamed(u *url.URL) error {
	host := asciiName(u.Hostname())
	named := net.JoinHostPort(host, portOf(u))
	_, err := netip.ParseAddr(host)
	switch {
	case err == nil:
		return g.check(named, named)
	case slices.Contains(g.allow, named):
		return nil
	case host == "localhost", strings.HasSuffix(host, ".localhost"): // RFC 6761, section 6.3
		return fail(KindPrivate, nil, "refused: %s is a loopback address (name it in fetch.allow_private to allow it)", named)
	case numeric(host):
		return fail(KindPrivate, nil, "refused: %s is an IP address in an odd form", named)
	}
	return nil
}

// numeric reports whether a host that is no plain IP address is one all the
// same to many resolvers, such as 127.1 or 0x7f000001: no name ends in a number
// (RFC 3696, section 2).
func numeric(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}

func place(named, dialled string) string {
	if named == dialled {
		return dialled
	}
	return named + " at " + dialled
}

// notPublic says what an address is that the public network does not lead to,
// or "" for a public one. The ranges are those of the IANA special-purpose
// address registries (RFC 6890) that are not globally reachable.
func notPublic(a netip.Addr) string {
	a = a.WithZone("").Unmap()
	for _, r := range reserved {
		if r.prefix.Contains(a) {
			return r.what
		}
	}
	if inner, ok := embedded(a); ok {
		if what := notPublic(inner); what != "" {
			return what + ", " + inner.String() + " within " + a.String()
		}
	}
	return ""
}

// embedded is the IPv4 address that an IPv6 address stands for: by NAT64 (RFC
// 6052, section 2.1), 6to4 (RFC 3056, section 2) or Teredo (RFC 4380, section 4).
func embedded(a netip.Addr) (netip.Addr, bool) {
	b := a.As16()
	switch {
	case nat64.Contains(a):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case sixToFour.Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	case teredo.Contains(a):
		return netip.AddrFrom4([4]byte{^b[12], ^b[13], ^b[14], ^b[15]}), true
	}
	return netip.Addr{}, false
}

var (
	nat64     = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour = netip.MustParsePrefix("2002::/16")
	teredo    = netip.MustParsePrefix("2001::/32")
)

type addressRange struct {
	prefix netip.Prefix
	what   string
}

var reserved = []addressRange{
	{netip.MustParsePrefix("127.0.0.0/8"), "a loopback address"},
	{netip.MustParsePrefix("::1/128"), "a loopback address"},
	{netip.MustParsePrefix("10.0.0.0/8"), "a private address"},
	{netip.MustParsePrefix("172.16.0.0/12"), "a private address"},
	{netip.MustParsePrefix("192.168.0.0/16"), "a private address"},
	{netip.MustParsePrefix("fc00::/7"), "a private address"},
	{netip.MustParsePrefix("fec0::/10"), "a private address"},
	{netip.MustParsePrefix("100.64.0.0/10"), "a provider's private address"},
	{netip.MustParsePrefix("169.254.0.0/16"), "a link-local address"},
	{netip.MustParsePrefix("fe80::/10"), "a link-local address"},
	{netip.MustParsePrefix("0.0.0.0/8"), "an unspecified address"},
	{netip.MustParsePrefix("::/96"), "an unspecified address"},
	{netip.MustParsePrefix("224.0.0.0/4"), "a multicast address"},
	{netip.MustParsePrefix("ff00::/8"), "a multicast address"},
	{netip.MustParsePrefix("192.0.0.0/24"), "a reserved address"},
	{netip.MustParsePrefix("192.0.2.0/24"), "a reserved address"},
	{netip.MustParsePrefix("192.88.99.0/24"), "a reserved address"},
	{netip.MustParsePrefix("198.18.0.0/15"), "a reserved address"},
	{netip.MustParsePrefix("198.51.100.0/24"), "a reserved address"},
	{netip.MustParsePrefix("203.0.113.0/24"), "a reserved address"},
	{netip.MustParsePrefix("240.0.0.0/4"), "a reserved address"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "a reserved address"},
	{netip.MustParsePrefix("100::/63"), "a reserved address"},
	{netip.MustParsePrefix("2001:2::/48"), "a reserved address"},
	{netip.MustParsePrefix("2001:10::/28"), "a reserved address"},
	{netip.MustParsePrefix("2001:db8::/32"), "a reserved address"},
	{netip.MustParsePrefix("3fff::/20"), "a reserved address"},
	{netip.MustParsePrefix("5f00::/16"), "a reserved address"},
}
