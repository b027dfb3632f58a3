package config

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpguts"

	"feedloom/article"
)

// accessReader reads the keys that say how a source's server is asked. They all
// end as fields of a request's header, save what concerns the connection.
type accessReader struct {
	source *article.Source
	// givers are the keys by the header that each has set: one sets one.
	givers map[string]string
}

// access are the keys of a source's access. They are read after its url.
func (r *reader) access(s *article.Source) []key {
	a := &accessReader{source: s, givers: map[string]string{}}
	keys := []key{
		{"headers", ofSecrets(a.headers)},
		{"cookies", ofSecrets(a.cookies)},
		{"basic", ofSecrets(a.basic)},
		{"bearer", ofSecrets(a.bearer)},
		{"user_agent", a.userAgent},
		{"proxy", proxy(&s.Access.Proxy)},
		{"timeout", duration(&s.Access.Timeout, "1s", "1h")},
		{"insecure_tls", scalar(&s.Access.Insecure, yesOrNo, truth)},
	}
	for i := range keys {
		keys[i].read = a.ofTheWeb(keys[i].read)
	}
	return keys
}

// ofTheWeb refuses a key at a source that has no server.
func (a *accessReader) ofTheWeb(read func(value)) func(value) {
	return func(v value) {
		if a.source.URL != "" && !isWeb(a.source) {
			v.fail("expected this key at a source with an http or https address only, found it at a path")
			return
		}
		if u, err := url.Parse(a.source.URL); err == nil && u.User != nil {
			a.givers["Authorization"] = "the url"
		}
		read(v)
	}
}

func isWeb(s *article.Source) bool {
	_, ok := webURL(s.URL)
	return ok
}

// set adds a field to the header, once.
func (a *accessReader) set(v value, name, text string, secret bool) {
	name = http.CanonicalHeaderKey(name)
	if giver, twice := a.givers[name]; twice {
		v.fail("expected the header %s from one key, found it given by %s already", name, giver)
		return
	}
	a.givers[name] = v.key
	a.source.Access.Headers = append(a.source.Access.Headers, article.Header{Name: name, Value: text, Secret: secret})
}

func (a *accessReader) headers(v value) {
	v.pairs("a mapping of headers, such as {X-Api-Key: ${KEY}}", func(v value, name string) {
		const want = "a value that a header can have, not empty (RFC 9110, section 5.5)"
		reason, refused := refusedHeaders[http.CanonicalHeaderKey(name)]
		switch {
		case !httpguts.ValidHeaderFieldName(name):
			v.fail("expected the name of a header: letters, digits and - (RFC 9110, section 5.1)")
			return
		case refused:
			v.fail("expected another header: %s", reason)
			return
		}
		read := v.plain
		if article.NamesSecret(name) {
			read = v.secret
		}
		if t, ok := read(want, httpguts.ValidHeaderFieldValue); ok {
			a.set(v, name, t.full, t.secret || article.NamesSecret(name))
		}
	})
}

const (
	ofTheConnection = "this one belongs to the connection"
	ofTheDocument   = "Feedloom asks for changes, and decompresses, by itself"
)

// refusedHeaders are those that would break what Feedloom does by itself.
var refusedHeaders = map[string]string{
	"Host": "it is that of the url", "Referer": "no server is told of another",
	"User-Agent": "write it as user_agent",
	"Connection": ofTheConnection, "Keep-Alive": ofTheConnection, "Proxy-Connection": ofTheConnection, "Te": ofTheConnection,
	"Trailer": ofTheConnection, "Transfer-Encoding": ofTheConnection, "Upgrade": ofTheConnection, "Content-Length": ofTheConnection,
	"Expect": ofTheConnection, "Http2-Settings": ofTheConnection,
	"Proxy-Authorization": "a proxy has its user and password in proxy", "Proxy-Authenticate": "a proxy has its user and password in proxy",
	"Accept-Encoding": ofTheDocument, "If-None-Match": ofTheDocument, "If-Modified-Since": ofTheDocument, "If-Match": ofTheDocument,
	"If-Unmodified-Since": ofTheDocument, "If-Range": ofTheDocument, "Range": ofTheDocument,
}

func (a *accessReader) cookies(v value) {
	var cookies []string
	ok := v.pairs("a mapping of cookies, such as {session: ${SESSION}}", func(v value, name string) {
		if !httpguts.ValidHeaderFieldName(name) {
			v.fail("expected the name of a cookie: letters, digits, - and _ (RFC 6265, section 4.1.1)")
			return
		}
		t, ok := v.secret("the value of a cookie, not empty and without a semicolon (RFC 6265, section 4.1.1)", func(s string) bool {
			return httpguts.ValidHeaderFieldValue(s) && !strings.Contains(s, ";")
		})
		if ok {
			cookies = append(cookies, name+"="+t.full)
		}
	})
	if ok && len(cookies) > 0 {
		a.set(v, "Cookie", strings.Join(cookies, "; "), true)
	}
}

// basic reads a user and a password (RFC 7617, section 2). A key that is a user
// without a password is the secret itself.
func (a *accessReader) basic(v value) {
	var user, password text
	var named, locked bool
	given := v.mapping(
		key{"user", func(v value) {
			user, named = v.plain("a user, not empty, without a colon and control characters", func(s string) bool { return !strings.Contains(s, ":") && !controlled(s) })
		}},
		key{"password", func(v value) {
			password, locked = v.secret("a password, not empty and without control characters", func(s string) bool { return !controlled(s) })
		}},
	)
	switch {
	case given == nil:
	case !given["user"]:
		v.fail("expected a user, found none: basic: {user: me, password: ${PASSWORD}}")
	case named && !given["password"] && !user.secret:
		v.fail("expected a password, found none: basic: {user: me, password: ${PASSWORD}}")
	case named && (locked || !given["password"]):
		a.set(v, "Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user.full+":"+password.full)), true)
	}
}

// bearer reads a token (RFC 6750, section 2.1), and is milder than that in
// which characters it has.
func (a *accessReader) bearer(v value) {
	t, ok := v.secret("a token, not empty and without white space", func(s string) bool {
		return httpguts.ValidHeaderFieldValue(s) && !strings.ContainsAny(s, " \t")
	})
	if ok {
		a.set(v, "Authorization", "Bearer "+t.full, true)
	}
}

func (a *accessReader) userAgent(v value) {
	if t, ok := v.plain("a text of one line, not empty", httpguts.ValidHeaderFieldValue); ok {
		a.set(v, "User-Agent", t.full, t.secret)
	}
}
