package rule

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
)

// The bounds of an expression: its bytes, its nodes, the elements of the lists
// that it makes for one article, the bytes of a text that replace makes longer,
// and those of a title.
const (
	maxLength   = 4096
	maxNodes    = 500
	maxElements = 1_000_000
	maxReplaced = 64 << 10
	maxTitle    = 2000
)

// functions are all that an expression may call.
func functions() []string { return append(slices.Clone(builtins), "replace") }

// builtins are those of expr's. Left out are those that ask for the clock, make
// texts longer, or have no use here.
var builtins = []string{
	"all", "none", "any", "one", "filter", "map", "count", "find", "first", "last",
	"len", "lower", "upper", "trim", "trimPrefix", "trimSuffix", "split",
	"hasPrefix", "hasSuffix", "indexOf", "lastIndexOf",
	"int", "float", "abs", "ceil", "floor", "round", "min", "max",
	"date", "duration", "timezone",
}

// replace is expr's, save that it makes no text longer without bounds.
func replace(params ...any) (any, error) {
	text, before, after := params[0].(string), params[1].(string), params[2].(string)
	length := len(text) + strings.Count(text, before)*(len(after)-len(before))
	if length > max(len(text), maxReplaced) {
		return nil, fmt.Errorf("a text of %d bytes, which is more than %d", length, maxReplaced)
	}
	return strings.ReplaceAll(text, before, after), nil
}

// limits walks over an expression and refuses what would make its cost grow
// faster than the article. It notes as well what is asked for.
type limits struct {
	asks []string
	err  *file.Error
}

// Visit is called for every node, from the leaves to the root.
func (l *limits) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if n.Value == "$env" {
			l.refuse(n, unknownName(n.Value))
		} else if slices.Contains(names(), n.Value) {
			l.asks = append(l.asks, n.Value)
		}
	case *ast.VariableDeclaratorNode, *ast.SequenceNode:
		l.refuse(n, "a rule has no variables and no sequences: write one expression")
	case *ast.BinaryNode:
		if _, written := n.Right.(*ast.StringNode); n.Operator == "matches" && !written {
			l.refuse(n.Right, `a pattern is written out: title matches "^Re:"`)
		}
	case *ast.PredicateNode:
		ast.Walk(&n.Node, inLoop{l})
	}
}

// inLoop looks at what is done for every element of a list.
type inLoop struct{ *limits }

func (l inLoop) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.PredicateNode:
		l.refuse(n, "a loop inside of a loop is more than a rule may do")
	case *ast.CallNode:
		if called, ok := n.Callee.(*ast.IdentifierNode); ok && called.Value == "replace" {
			l.refuse(n, "nothing can be replaced inside of a loop")
		}
	case *ast.BinaryNode:
		if n.Operator == "+" && mayBeText(n.Type()) {
			l.refuse(n, "texts cannot be joined inside of a loop")
		}
	}
}

func mayBeText(t reflect.Type) bool {
	return t == nil || t.Kind() == reflect.String || t.Kind() == reflect.Interface
}

// refuse keeps the first refusal.
func (l *limits) refuse(n ast.Node, msg string) {
	if l.err == nil {
		l.err = &file.Error{Location: n.Location(), Message: msg}
	}
}
