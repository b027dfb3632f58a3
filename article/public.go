package article

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
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

// secretWords are words in the names that people give to what holds a secret.
var secretWords = map[string]bool{
	"auth": true, "authentication": true, "authorization": true, "bearer": true, "cookie": true, "cookies": true, "credential": true,
	"credentials": true, "jwt": true, "key": true, "keys": true, "oauth": true, "pass": true, "passcode": true, "passphrase": true,
	"passwd": true, "password": true, "private": true, "pwd": true, "secret": true, "secrets": true, "session": true, "sid": true,
	"sig": true, "signature": true, "token": true, "tokens": true,
	// Several in one, as some write them.
	"accesskey": true, "accesstoken": true, "apikey": true, "appkey": true, "authkey": true, "authtoken": true, "jsessionid": true,
	"phpsessid": true, "sessid": true, "sessionid": true, "userkey": true, "usertoken": true,
}

// NamesSecret reports whether a header or a parameter of that name is likely to
// hold a secret: whether one of its words says so.
func NamesSecret(name string) bool {
	for word := range strings.FieldsFuncSeq(camel.ReplaceAllString(name, "$1 $2"), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if secretWords[strings.ToLower(word)] {
			return true
		}
	}
	return secretWords[strings.ToLower(name)]
}

// camel is where a word ends, and a word begins that has a capital: apiKey.
var camel = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)

func hasSecret(query string) bool {
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if NamesSecret(name) {
			return true
		}
	}
	return false
}
