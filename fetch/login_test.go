package fetch_test

import (
	"net/http"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// A 401 says whether a login is missing or wrong; what the server calls itself
// is a stranger's text.
func TestLogins(t *testing.T) {
	const wanted = "): give this source basic: {user, password}, or bearer"
	authorization := func(value string) article.Access {
		return article.Access{Headers: []article.Header{{Name: "Authorization", Value: value}}}
	}
	for _, c := range []struct {
		name, challenge string
		access          article.Access
		line            string
	}{
		{"none", "", article.Access{}, "the feed wants a login (HTTP 401" + wanted},
		{"a realm", `Basic realm="Members & friends", charset="UTF-8"`, article.Access{}, `the feed wants a login (HTTP 401; realm "Members & friends"` + wanted},
		{"quoted, in the second place", `Negotiate, Basic charset="UTF-8", Realm = "a \"b\""`, article.Access{}, `the feed wants a login (HTTP 401; realm "a \"b\""` + wanted},
		{"a token", "Bearer realm=api", article.Access{}, `the feed wants a login (HTTP 401; realm "api"` + wanted},
		{"no realm", `Basic surrealm="x"`, article.Access{}, "the feed wants a login (HTTP 401" + wanted},
		{"unclosed", `Basic realm="x`, article.Access{}, "the feed wants a login (HTTP 401" + wanted},
		{"empty", `Basic realm=""`, article.Access{}, "the feed wants a login (HTTP 401" + wanted},
		{"long, with an address", `Basic realm="http://me:pass@a.example/?b=c ` + strings.Repeat("long ", 100) + `"`, article.Access{}, `the feed wants a login (HTTP 401; realm "http://a.example/?b=*** long long long long long long"` + wanted},
		{"secret", `Basic realm="s3cr3t-key"`, article.Access{Headers: []article.Header{{Name: "X-Api-Key", Value: "s3cr3t-key", Secret: true}}}, `the feed wants a login (HTTP 401; realm "***"` + wanted},
		{"basic", `Basic realm="a"`, authorization("Basic bWU6aHVudGVyMg=="), "the server refused this source's user and password (HTTP 401)"},
		{"bearer", `Bearer realm="a"`, authorization("Bearer t0ken"), "the server refused this source's token (HTTP 401)"},
		{"of its own kind", `Token realm="a"`, authorization("Token t0ken"), "the server refused this source's login (HTTP 401)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := origin.New(t)
			f := o.Feed("alpha", origin.RSS)
			f.Handle(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("WWW-Authenticate", c.challenge)
				w.WriteHeader(http.StatusUnauthorized)
				w.Write([]byte(htmlPage("Log in", "")))
			})
			src := source(f)
			src.Access = c.access
			_, err := client(t, o, fetch.Options{}).Poll(t.Context(), src, article.Checkpoint{}, nil)
			expect(t, err, fetch.KindLogin, c.line)
		})
	}
}

// A login of the source goes to no other server, so that another one is no help.
func TestLoginElsewhere(t *testing.T) {
	o, other := origin.New(t), origin.New(t)
	from, to := o.Feed("from", origin.RSS), other.Feed("to", origin.RSS)
	from.Redirect(to.URL())
	to.Fail(http.StatusUnauthorized)
	src := source(from)
	src.Access.Headers = []article.Header{{Name: "Authorization", Value: "Bearer t0ken"}}
	p := client(t, o, fetch.Options{AllowPrivate: []string{other.HostPort()}})
	_, err := p.Poll(t.Context(), src, article.Checkpoint{}, nil)
	if err == nil || !strings.Contains(err.Error(), "a login is wanted (HTTP 401), and none goes to another server than that of the url") {
		t.Error(err)
	}
}
