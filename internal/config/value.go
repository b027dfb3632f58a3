package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"feedloom/internal/rule"
)

// value is a node of the file and the path of the key that leads to it.
type value struct {
	*reader
	node         ast.Node
	key          string
	line, column int
	hidden       bool // what the file has there may be a secret
}

// child is a value inside of v.
func (v value) child(key string, node ast.Node) value {
	c := v
	c.node, c.key = node, key
	first := node.GetToken()
	if m, ok := node.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		first = m.Values[0].Key.GetToken()
	}
	return c.at(first)
}

func (v value) at(t *token.Token) value {
	if t != nil && t.Position != nil {
		v.line, v.column = max(t.Position.Line, 1), max(t.Position.Column, 1)
	}
	return v
}

// fail reports what is wrong with v.
func (v value) fail(format string, args ...any) {
	v.errs = append(v.errs, Error{v.name, v.line, v.column, v.key, fmt.Sprintf(format, args...)})
}

// wrong reports that v is something else than what is wanted.
func (v value) wrong(want string) { v.fail("expected %s, found %s", want, v.found()) }

// found names what v is, as the file has it: nothing of the environment, and no
// secret that stands in the file where it should not.
func (v value) found() string {
	const advice = ", which is not supported: write the value itself"
	switch n := v.node.(type) {
	case *ast.MappingNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "nothing"
	case *ast.AnchorNode:
		return "an anchor (&)" + advice
	case *ast.AliasNode:
		return "an alias (*)" + advice
	case *ast.TagNode:
		return "a tag (!)" + advice
	default:
		if s, ok := written(n); ok {
			return v.quote(s)
		}
		return "something else"
	}
}

// written is the text of a scalar.
func written(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.StringNode:
		return n.Value, true
	case *ast.MergeKeyNode:
		return n.Token.Value, true
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// quote shows a text of v.
func (v value) quote(s string) string {
	if v.hidden && !onlyReferences.MatchString(s) {
		return "a text"
	}
	return quote(withoutUser(s))
}

// quote shows a text of the file, the beginning of a long one.
func quote(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return strconv.Quote(s)
}

// key is one that a mapping may have, and what reads its value.
type key struct {
	name string
	read func(value)
}

// mapping reads a mapping with these keys, in their order here. A key without
// a value counts as not given. It returns the names that are given.
func (v value) mapping(keys ...key) map[string]bool {
	m, ok := v.node.(*ast.MappingNode)
	if !ok {
		v.wrong("a mapping with " + names(keys))
		return nil
	}
	entries := v.entries(m, keys)
	given := map[string]bool{}
	for _, k := range keys {
		if e, ok := entries[k.name]; ok {
			given[k.name] = true
			k.read(e)
		}
	}
	return given
}

// entries reports the keys that are unknown or there twice, and gives the
// others.
func (v value) entries(m *ast.MappingNode, keys []key) map[string]value {
	entries, lines := map[string]value{}, map[string]int{}
	for _, e := range m.Values {
		name, _ := written(e.Key)
		at := v.at(e.Key.GetToken())
		at.key = v.join(name)
		if v.unknown(at, e, name, keys) {
			continue
		}
		if line, twice := lines[name]; twice {
			at.fail("expected each key once, found it on line %d already", line)
			continue
		}
		lines[name] = at.line
		if _, null := e.Value.(*ast.NullNode); !null {
			entries[name] = at.child(at.key, e.Value)
		}
	}
	return entries
}

// unknown reports a key of v, there, that is none of keys.
func (v value) unknown(there value, e *ast.MappingValueNode, name string, keys []key) bool {
	var known []string
	for _, k := range keys {
		if k.name == name {
			return false
		}
		known = append(known, k.name)
	}
	near, ok := rule.Nearest(name, known)
	if _, null := e.Value.(*ast.NullNode); v.hidden && (null || !ok) {
		there.key = v.key // {me, hunter2} is a user and a password to who wrote it
	}
	switch {
	case !there.isPlainKey(e):
	case ok:
		there.fail("unknown key; did you mean %q?", near)
	default:
		there.fail("unknown key; expected %s", names(keys))
	}
	return true
}

// isPlainKey refuses the keys that YAML has beside names.
func (v value) isPlainKey(e *ast.MappingValueNode) bool {
	switch e.Key.Type() {
	case ast.MergeKeyType:
		v.fail("merge keys are not supported: write the keys themselves")
	case ast.MappingKeyType:
		v.fail("expected a plain key, found one with a question mark")
	default:
		return true
	}
	return false
}

// pairs reads a mapping whose keys are not known before.
func (v value) pairs(want string, each func(v value, name string)) bool {
	m, ok := v.node.(*ast.MappingNode)
	if !ok {
		v.wrong(want)
		return false
	}
	lines := map[string]int{}
	for _, e := range m.Values {
		name, _ := written(e.Key)
		at := v.at(e.Key.GetToken())
		if name != "" {
			at.key = v.join(name)
		}
		line, twice := lines[name]
		switch {
		case !at.isPlainKey(e):
		case twice:
			at.fail("expected each key once, found it on line %d already", line)
		default:
			lines[name] = at.line
			each(at.child(at.key, e.Value), name)
		}
	}
	return true
}

// list reads each element of a list.
func (v value) list(want string, each func(value)) (count int, ok bool) {
	s, ok := v.node.(*ast.SequenceNode)
	if !ok {
		v.wrong(want)
		return 0, false
	}
	for _, n := range s.Values {
		each(v.child(v.key+"[]", n))
	}
	return len(s.Values), true
}

// join is the path of a key in v. One that is written like a value is cut: it
// may be one, as in cookies: {session=abc}.
func (v value) join(name string) string {
	if i := strings.IndexAny(name, " :="); v.hidden && i >= 0 {
		name = name[:i] + "…"
	}
	name = strings.Trim(quote(withoutUser(name)), `"`)
	if v.key == "" {
		return name
	}
	return v.key + "." + name
}

// names lists the keys: "title, url or limit".
func names(keys []key) string {
	var b strings.Builder
	for i, k := range keys {
		switch {
		case i > 0 && i == len(keys)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(k.name)
	}
	return b.String()
}
