package config

import (
	"net/url"
	"strings"
)

// proxy reads the address of a proxy, or none. Its port is not left to be
// guessed: nothing else of that host may be dialled.
func proxy(into *string) func(value) {
	const want = "a proxy of http, https, socks5 or socks5h with its port, such as socks5://127.0.0.1:9050, or none"
	return func(v value) {
		t, ok := v.text(want)
		if !ok {
			return
		}
		u, legal := proxyURL(t.full)
		switch {
		case t.full == "none":
			*into = ""
		case strings.Contains(t.written, "@") && !t.secret:
			v.literal()
		case !legal:
			v.wrong(want)
		default:
			*into = u.String()
		}
	}
}

func proxyURL(s string) (*url.URL, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return nil, false
	}
	if host, ok := hostPort(u.Host); !ok || strings.HasSuffix(host, ":0") {
		return nil, false
	}
	u.Host, u.Path = strings.ToLower(u.Host), ""
	switch u.Scheme {
	case "http", "https":
		return u, true
	case "socks5", "socks5h":
		password, _ := u.User.Password()
		// Neither is longer (RFC 1929, section 2).
		return u, u.User == nil || u.User.Username() != "" && len(u.User.Username()) <= 255 && len(password) <= 255
	}
	return nil, false
}
