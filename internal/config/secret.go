package config

import (
	"regexp"
	"strings"
	"unicode"
)

// plain reads a text that is not empty and legal.
func (v value) plain(want string, legal func(string) bool) (text, bool) {
	t, ok := v.text(want)
	return t, ok && v.isLegal(t, want, legal)
}

func (v value) isLegal(t text, want string, legal func(string) bool) bool {
	good := t.full != "" && legal(t.full)
	if !good {
		v.wrong(want)
	}
	return good
}

// secret reads a text that must come from the environment: config.yaml is
// copied, shown and kept under version control.
func (v value) secret(want string, legal func(string) bool) (text, bool) {
	t, ok := v.text(want)
	if ok && !t.secret && t.full != "" {
		v.literal()
		return t, false
	}
	return t, ok && v.isLegal(t, want, legal)
}

// literal reports a secret that stands in the file, and does not show it.
func (v value) literal() {
	v.fail("expected ${NAME}, which takes the secret from the environment, found a text: a secret has no place in this file")
}

// ofSecrets is the reader of a key whose value is not shown.
func ofSecrets(read func(value)) func(value) {
	return func(v value) {
		v.hidden = true
		read(v)
	}
}

// onlyReferences matches a text that shows nothing but names of variables.
var onlyReferences = regexp.MustCompile(`^(\$\{[A-Za-z_][A-Za-z0-9_]*\}|[ :])*$`)

// userPart is what stands before a host: in an address that is not well formed,
// all up to the last sign that could end it.
var userPart = regexp.MustCompile(`(?s)^(\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?//)?(.*)@`)

// withoutUser is a text that may be an address, without user and password.
func withoutUser(s string) string {
	m := userPart.FindStringSubmatch(s)
	if m == nil || m[1] == "" && !strings.Contains(m[2], ":") || onlyReferences.MatchString(m[2]) {
		return s
	}
	return m[1] + "***" + s[len(m[0])-1:]
}

func controlled(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }
