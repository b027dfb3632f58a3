package fetch_test

import (
	"net/netip"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// Every address that leads inside is known for what it is, in each of its
// disguises; public ones are let through.
func TestNotPublic(t *testing.T) {
	for _, c := range []struct{ addresses, what string }{
		{"127.0.0.1 127.255.255.254 ::1 ::ffff:127.0.0.1", "a loopback address"},
		{"10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 ::ffff:10.0.0.1 fd00::1 fc00::1 fec0::1", "a private address"},
		{"100.64.0.1 100.127.255.255", "a provider's private address"},
		{"169.254.169.254 fe80::1 fe80::1%eth0", "a link-local address"},
		{"0.0.0.0 0.1.2.3 :: ::7f00:1", "an unspecified address"},
		{"224.0.0.1 239.255.255.255 ff02::1", "a multicast address"},
		{"192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 240.0.0.1 255.255.255.255", "a reserved address"},
		{"64:ff9b:1::1 100::1 2001:2::1 2001:10::1 2001:db8::1 3fff::1 5f00::1", "a reserved address"},
		{"64:ff9b::7f00:1", "a loopback address, 127.0.0.1 within 64:ff9b::7f00:1"},
		{"2002:a00:1::1", "a private address, 10.0.0.1 within 2002:a00:1::1"},
		{"2001:0:4136:e378:8000:63bf:3f57:fefe", "a private address, 192.168.1.1 within 2001:0:4136:e378:8000:63bf:3f57:fefe"},
		{"8.8.8.8 172.15.0.1 172.32.0.1 100.63.255.255 100.128.0.1 192.0.1.1 198.20.0.1 223.255.255.255 11.0.0.1", ""},
		{"2606:4700::1111 2a00:1450::1 64:ff9b::808:808 2002:808:808::1 ::ffff:8.8.8.8", ""},
	} {
		for a := range strings.FieldsSeq(c.addresses) {
			if got := fetch.NotPublic(netip.MustParseAddr(a)); got != c.what {
				t.Errorf("%s is %q, want %q", a, got, c.what)
			}
		}
	}
}

// An exception is for one host:port, by its name or by its address.
func TestAllowPrivate(t *testing.T) {
	o := origin.New(t)
	f := o.Feed("alpha", origin.RSS)
	_, port, _ := strings.Cut(o.HostPort(), ":")
	byName := "http://LocalHost:" + port + "/alpha"
	for _, c := range []struct {
		allow, url string
		good       bool
	}{
		{"127.0.0.1:" + port, f.URL(), true},
		{"127.0.0.1:" + port, byName, true},
		{"LOCALHOST:" + port, byName, true},
		{"localhost:" + port, f.URL(), false},
		{"127.0.0.1:1", f.URL(), false},
		{"127.0.0.1", f.URL(), false},
		{"", f.URL(), false},
	} {
		p := fetch.New(fetch.Options{AllowPrivate: []string{c.allow}})
		_, err := p.Poll(t.Context(), article.Source{URL: c.url}, article.Checkpoint{}, nil)
		if (err == nil) != c.good {
			t.Errorf("%s with %q allowed: %v", c.url, c.allow, err)
		}
		p.Close()
	}
}
