package config

import (
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

func controlled(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }
