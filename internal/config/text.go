package config

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// text is a scalar: as the file has it, which errors may show, and with what
// the environment gives, which they may not if it is secret.
type text struct {
	written, full string
	secret        bool
	given         []variable
}

// variable is one of the environment that a text has taken.
type variable struct{ name, value string }

// values are those that the environment has given.
func (t text) values() []string {
	var all []string
	for _, v := range t.given {
		all = append(all, v.value)
	}
	return all
}

// stable is what names the text whatever the environment gives.
func (t text) stable() string {
	if t.secret {
		return t.written
	}
	return t.full
}

// text reads a scalar, white space around it removed.
func (v value) text(want string) (text, bool) {
	s, ok := written(v.node)
	if !ok {
		v.wrong(want)
		return text{}, false
	}
	t, ok := v.expand(s)
	t.full = strings.TrimSpace(t.full)
	return t, ok
}

// reference is ${NAME}, or $${ for the characters themselves, or a ${ that is
// neither.
var reference = regexp.MustCompile(`\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{`)

// expand puts the environment's values in the places of their names.
func (v value) expand(s string) (text, bool) {
	t, good, from := text{written: s}, true, 0
	var full strings.Builder
	for _, m := range reference.FindAllStringSubmatchIndex(s, -1) {
		full.WriteString(s[from:m[0]])
		from = m[1]
		at, _ := v.inside(1, utf8.RuneCountInString(s[:m[0]])+1)
		switch {
		case s[m[0]:m[1]] == "$${":
			full.WriteString("${")
		case m[2] < 0:
			at.fail("expected ${NAME}, with a name of letters, digits and _, found another ${; write $${ for the characters themselves")
			good = false
		default:
			given, ok := v.lookUp(s[m[2]:m[3]])
			if !ok {
				at.fail("expected the variable %s in the environment, found none", s[m[2]:m[3]])
				good = false
			}
			full.WriteString(given)
			t.secret, t.given = true, append(t.given, variable{s[m[2]:m[3]], given})
		}
	}
	full.WriteString(s[from:])
	t.full = full.String()
	return t, good
}

func (r *reader) lookUp(name string) (string, bool) {
	if r.opts.Env == nil {
		return "", false
	}
	return r.opts.Env(name)
}

// inside is v at a character of its text, where that can be found: in a scalar
// on one line. Else it is v, and not ok.
func (v value) inside(line, column int) (value, bool) {
	scalar, ok := v.node.(*ast.StringNode)
	if !ok || line != 1 || v.line > len(v.lines) {
		return v, false
	}
	raw := []rune(v.lines[v.line-1])
	if v.column > len(raw) {
		return v, false
	}
	n, ok := rawOffset(raw[v.column-1:], scalar, column-1)
	if ok {
		v.column += n
	}
	return v, ok
}

// rawOffset is where in raw, which begins with the scalar, the scalar's n-th
// character stands.
func rawOffset(raw []rune, scalar *ast.StringNode, n int) (int, bool) {
	text, i := []rune(scalar.Value), 0
	quoted, double := scalar.Token.Type == token.SingleQuoteType, scalar.Token.Type == token.DoubleQuoteType
	if quoted || double {
		i++
	}
	for k := range n {
		if i >= len(raw) || k >= len(text) {
			return 0, false
		}
		switch {
		case quoted && raw[i] == '\'':
			i += 2
		case double && raw[i] == '\\' && i+1 < len(raw):
			i += escapeLength(raw[i+1])
		case raw[i] != text[k]:
			return 0, false
		default:
			i++
		}
	}
	return i, true
}

// escapeLength is that of an escape sequence by the character after its
// backslash (YAML 1.2, section 5.7).
func escapeLength(c rune) int {
	switch c {
	case 'x':
		return 4
	case 'u':
		return 6
	case 'U':
		return 10
	}
	return 2
}
