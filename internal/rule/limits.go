package rule

import (
	"reflect"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
)

// The bounds of an expression: its bytes, its nodes, and the elements of the
// lists that it makes for one article.
const (
	maxLength   = 4096
	maxNodes    = 500
	maxElements = 1_000_000
)

// functions are those of expr's that a condition may call. Left out are those
// that ask for the clock, make texts longer, or have no use here.
var functions = []string{
	"all", "none", "any", "one", "filter", "map", "count", "find", "first", "last",
	"len", "lower", "upper", "trim", "trimPrefix", "trimSuffix", "split",
	"hasPrefix", "hasSuffix", "indexOf", "lastIndexOf",
	"int", "float", "abs", "ceil", "floor", "round", "min", "max",
	"date", "duration", "timezone",
}

// limits walks over an expression and refuses what would make its cost grow
// faster than the article. It notes as well whether text is asked for.
type limits struct {
	text bool
	err  *file.Error
}

// Visit is called for every node, from the leaves to the root.
func (l *limits) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		l.text = l.text || n.Value == "text"
		if n.Value == "$env" {
			l.refuse(n, unknownName(n.Value))
		}
	case *ast.VariableDeclaratorNode, *ast.SequenceNode:
		l.refuse(n, "a rule has no variables and no sequences: write one condition")
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
