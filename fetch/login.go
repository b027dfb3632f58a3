package fetch

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// Where people are sent to log in, and what such pages are called.
var (
	loginPath = regexp.MustCompile(`(?i)/(log-?in|sign-?in|signon|sso|wp-login|passport|anmelden|connexion|accounts?/login|users?/sign_in|oauth2?/authorize|cas/login)(\.[a-z]{2,5})?(/|$)`)
	loginHost = regexp.MustCompile(`(?i)^(login|signin|sso|passport|accounts?|auth)\.`)
	loginWord = regexp.MustCompile(`(?i)\b(log ?in|log ?on|sign ?in|sign ?on|anmelden|anmeldung|einloggen|connexion|iniciar sesi[oó]n|accedi|entrar|inloggen|logowanie)\b|登[录錄陆入]|ログイン|로그인|войти|вход`)
)

// isLogin reports whether the answer is where people log in, by where it has
// sent us. A page that asks for a password may be any page with a form in a
// corner; its name must say it.
func isLogin(res *http.Response, p *page) bool {
	u := res.Request.URL
	called := loginPath.MatchString(u.Path) || loginHost.MatchString(u.Hostname())
	if hops, _ := redirected(res); hops > 0 && called {
		return true
	}
	return p.password && (called || loginWord.MatchString(p.title))
}

// unauthorized says of a 401 (RFC 9110, section 15.5.2) whose login is wanted,
// by the one that the server was told.
func unauthorized(res *http.Response) *Failure {
	told, _, _ := strings.Cut(res.Request.Header.Get("Authorization"), " ")
	var f *Failure
	switch told = strings.ToLower(told); {
	case told == "basic":
		f = fail(KindLogin, nil, "the server refused this source's user and password (HTTP 401)")
	case told == "bearer":
		f = fail(KindLogin, nil, "the server refused this source's token (HTTP 401)")
	case told != "":
		f = fail(KindLogin, nil, "the server refused this source's login (HTTP 401)")
	case !sameOrigin(firstAsked(res), res.Request.URL):
		f = fail(KindLogin, nil, "a login is wanted (HTTP 401%s), and none goes to another server than that of the url (write the feed's own address as its url in config.yaml)", realm(res.Header))
	default:
		f = fail(KindLogin, nil, "the feed wants a login (HTTP 401%s): give this source basic: {user, password}, or bearer", realm(res.Header))
	}
	f.Status = res.StatusCode
	return f
}

// realmParameter is what a server calls the part of it that wants the login (RFC
// 9110, section 11.5), as a quoted text or a token.
var realmParameter = regexp.MustCompile(`(?i)(?:^|[\s,])realm\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))`)

func realm(h http.Header) string {
	m := realmParameter.FindStringSubmatch(strings.Join(h.Values("WWW-Authenticate"), ", "))
	if m == nil {
		return ""
	}
	text := oneLine(quotedPair.ReplaceAllString(m[1]+m[2], "$1"))
	if text == "" {
		return ""
	}
	return "; realm " + strconv.Quote(cut(text, 60))
}

// quotedPair is a character after a backslash (RFC 9110, section 5.6.4).
var quotedPair = regexp.MustCompile(`\\(.)`)
