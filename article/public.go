package article

import (
	"net/url"
	"strings"
)

// Public is the address of a source as others may see it: without user and
// password. It is empty for a file, and where what is left could be a secret:
// a value from the environment, or a parameter that is named like one.
func (s Source) Public() string {
	u := s.web()
	if u == nil || s.Secret || hasSecret(u.RawQuery) {
		return ""
	}
	u.User = nil
	return u.String()
}

// Label is what a source is called in logs and messages: its public address,
// else as much of it as holds no secret.
func (s Source) Label() string {
	if public := s.Public(); public != "" {
		return public
	}
	u := s.web()
	if u == nil {
		return s.ID
	}
	if s.Secret { // an id has the names of variables, not their values
		id, _, _ := strings.Cut(s.ID, "?")
		return id
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawQuery: "…"}).String()
}

// web is the parsed address, nil where that is none of the web.
func (s Source) web() *url.URL {
	u, err := url.Parse(s.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	return u
}

// secretNames are parts of the names that people give parameters with secrets.
var secretNames = []string{"key", "token", "auth", "secret", "pass", "pwd", "sig", "session", "sid", "user", "credential", "private"}

func hasSecret(query string) bool {
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		name = strings.ToLower(name)
		for _, part := range secretNames {
			if strings.Contains(name, part) {
				return true
			}
		}
	}
	return false
}
