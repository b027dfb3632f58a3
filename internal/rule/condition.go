package rule

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"feedloom/article"
)

// Condition is an expression that is true or false of an article. The zero
// value holds for none.
type Condition struct {
	source  string
	program *vm.Program
	asks    bool // for text, which is computed only then
}

// String is the expression as it was written.
func (c Condition) String() string { return c.source }

// Error says what is wrong with an expression, and where in it. Line and
// Column count from 1; a column is a character, not a byte.
type Error struct {
	Line, Column int
	Msg          string
}

// Error gives the position and the message.
func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Msg) }

// Compile checks an expression, its types included. Every error is an *Error.
func Compile(expression string) (c Condition, err error) {
	if len(expression) > maxLength {
		return Condition{}, &Error{1, 1, fmt.Sprintf("expected at most %d bytes, found %d", maxLength, len(expression))}
	}
	if strings.TrimSpace(expression) == "" {
		return Condition{}, &Error{1, 1, `expected a condition such as title contains "Sponsored", found nothing`}
	}
	defer func() {
		if r := recover(); r != nil {
			c, err = Condition{}, &Error{1, 1, fmt.Sprintf("the expression cannot be compiled: %v", r)}
		}
	}()
	limits := &limits{}
	program, err := expr.Compile(expression, options(limits)...)
	if err == nil && limits.err != nil {
		err = limits.err.Bind(file.NewSource(expression))
	}
	if err != nil {
		return Condition{}, explain(err)
	}
	return Condition{source: expression, program: program, asks: limits.text}, nil
}

func options(l *limits) []expr.Option {
	opts := []expr.Option{
		expr.Env(environment{}),
		expr.AsBool(), expr.WarnOnAny(),
		expr.MaxNodes(maxNodes),
		expr.DisableAllBuiltins(),
		expr.Patch(l),
	}
	for _, name := range functions {
		opts = append(opts, expr.EnableBuiltin(name))
	}
	return opts
}

var (
	notBool = regexp.MustCompile(`^expected bool, but got (.+)$`)
	unknown = regexp.MustCompile(`^unknown name (\S+)$`)
)

// explain puts an error of the library into our form and words.
func explain(err error) *Error {
	var at *file.Error
	if !errors.As(err, &at) {
		return &Error{1, 1, inWords(err.Error())}
	}
	return &Error{max(at.Line, 1), at.Column + 1, inWords(at.Message)}
}

func inWords(msg string) string {
	if m := notBool.FindStringSubmatch(msg); m != nil {
		return "expected a condition, which is true or false, found a value of type " + m[1]
	}
	if m := unknown.FindStringSubmatch(msg); m != nil {
		return unknownName(m[1])
	}
	msg, _, _ = strings.Cut(msg, "\n")
	return msg
}

// clock is the function that people will look for and not find.
const clock = "now"

func unknownName(name string) string {
	if name == clock {
		return "a rule cannot ask for the time: it would change what is published while no article changed"
	}
	known := append(environment{}.names(), functions...)
	if near, ok := Nearest(name, known); ok {
		return fmt.Sprintf("unknown name %q; did you mean %q?", name, near)
	}
	return fmt.Sprintf("unknown name %q; the names are %s", name, strings.Join(known, ", "))
}

// question puts conditions to one article.
type question struct {
	env     *environment
	machine vm.VM
	hasText bool
}

func newQuestion(a *article.Article) *question {
	return &question{env: environmentOf(a), machine: vm.VM{MemoryBudget: maxElements}}
}

// holds answers no where the expression fails: an index out of range, more
// than its budget, a fault of the library.
func (q *question) holds(c Condition) (yes bool) {
	if c.program == nil {
		return false
	}
	if c.asks && !q.hasText {
		q.env.Text, q.hasText = article.Text(q.env.Content, 0), true
	}
	defer func() {
		if recover() != nil {
			yes = false
		}
	}()
	result, err := q.machine.Run(c.program, q.env)
	yes, ok := result.(bool)
	return err == nil && ok && yes
}
