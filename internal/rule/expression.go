package rule

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
)

// expression is one that was compiled.
type expression struct {
	source  string
	program *vm.Program
	asks    []string // names of the environment, sorted
}

// String is the expression as it was written.
func (x expression) String() string { return x.source }

// Given reports whether there is an expression at all.
func (x expression) Given() bool { return x.program != nil }

// Asks lists the names of what it asks for, sorted: title, tags, ...
func (x expression) Asks() []string { return x.asks }

// Error says what is wrong with an expression, and where in it. Line and
// Column count from 1; a column is a character, not a byte.
type Error struct {
	Line, Column int
	Msg          string
}

// Error gives the position and the message.
func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Msg) }

// kind is what an expression must come to.
type kind struct {
	kind reflect.Kind
	// what names it to people, with an example.
	what, example string
}

var (
	conditions = kind{reflect.Bool, "a condition, which is true or false", `title contains "Sponsored"`}
	texts      = kind{reflect.String, "a text", `replace(title, "[Ad] ", "")`}
)

// compile checks an expression, its types included. Every error is an *Error.
func compile(source string, k kind) (x expression, err error) {
	if len(source) > maxLength {
		return expression{}, &Error{1, 1, fmt.Sprintf("expected at most %d bytes, found %d", maxLength, len(source))}
	}
	if strings.TrimSpace(source) == "" {
		what, _, _ := strings.Cut(k.what, ",")
		return expression{}, &Error{1, 1, fmt.Sprintf("expected %s such as %s, found nothing", what, k.example)}
	}
	defer func() {
		if r := recover(); r != nil {
			x, err = expression{}, &Error{1, 1, fmt.Sprintf("the expression cannot be compiled: %v", r)}
		}
	}()
	// The library checks no type within a call of replace when it is given a
	// visitor, so it compiles twice.
	limits := &limits{}
	program, err := expr.Compile(source, options(k)...)
	if err == nil {
		_, err = expr.Compile(source, append(options(k), expr.Patch(limits))...)
	}
	if err == nil && limits.err != nil {
		err = limits.err.Bind(file.NewSource(source))
	}
	if err != nil {
		return expression{}, explain(err, k)
	}
	slices.Sort(limits.asks)
	return expression{source, program, slices.Compact(limits.asks)}, nil
}

// constant is the text that it comes to whatever the article.
func (x expression) constant() (text string, ok bool) {
	if x.program == nil {
		return "", false
	}
	node, ok := x.program.Node().(*ast.StringNode)
	if !ok {
		return "", false
	}
	return node.Value, true
}

func options(k kind) []expr.Option {
	opts := []expr.Option{
		expr.Env(environment{}),
		expr.AsKind(k.kind), expr.WarnOnAny(),
		expr.MaxNodes(maxNodes),
		expr.DisableAllBuiltins(),
		expr.Function("replace", replace, strings.ReplaceAll),
	}
	for _, name := range builtins {
		opts = append(opts, expr.EnableBuiltin(name))
	}
	return opts
}

var (
	otherType = regexp.MustCompile(`^expected (?:bool|string), but got (.+)$`)
	unknown   = regexp.MustCompile(`^unknown name (\S+)$`)
)

// explain puts an error of the library into our form and words.
func explain(err error, k kind) *Error {
	var at *file.Error
	if !errors.As(err, &at) {
		return &Error{1, 1, inWords(err.Error(), k)}
	}
	return &Error{max(at.Line, 1), at.Column + 1, inWords(at.Message, k)}
}

func inWords(msg string, k kind) string {
	if m := otherType.FindStringSubmatch(msg); m != nil {
		return fmt.Sprintf("expected %s, found a value of type %s", k.what, m[1])
	}
	if m := unknown.FindStringSubmatch(msg); m != nil {
		return unknownName(m[1])
	}
	msg, _, _ = strings.Cut(msg, "\n")
	if k == texts && strings.HasPrefix(msg, "unexpected token") {
		msg += `; a fixed text has quotes of its own: '"Daily comic"'`
	}
	return msg
}

// clock is the function that people will look for and not find.
const clock = "now"

func unknownName(name string) string {
	if name == clock {
		return "a rule cannot ask for the time: it would change what is published while no article changed"
	}
	known := append(names(), functions()...)
	if near, ok := Nearest(name, known); ok {
		return fmt.Sprintf("unknown name %q; did you mean %q?", name, near)
	}
	return fmt.Sprintf("unknown name %q; the names are %s", name, strings.Join(known, ", "))
}
