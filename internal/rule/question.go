package rule

import (
	"slices"

	"github.com/expr-lang/expr/vm"

	"feedloom/article"
)

// question puts expressions to one article, as the rules have made it so far.
type question struct {
	env     *environment
	machine vm.VM
	hasText bool
}

func newQuestion(a *article.Article, made article.Ruling) *question {
	q := &question{env: environmentOf(a), machine: vm.VM{MemoryBudget: maxElements}}
	q.env.take(made)
	return q
}

// holds answers no where the condition fails.
func (q *question) holds(c Condition) bool {
	yes, _ := q.ask(c.expression).(bool)
	return yes
}

// text is empty where the expression fails.
func (q *question) text(t Text) string {
	s, _ := q.ask(t.expression).(string)
	return s
}

// ask gives nothing where the expression fails: an index out of range, more
// than its budget, a fault of the library.
func (q *question) ask(x expression) (answer any) {
	if x.program == nil {
		return nil
	}
	if !q.hasText && (slices.Contains(x.asks, "text") || slices.Contains(x.asks, "words")) {
		q.env.Text, q.hasText = article.Text(q.env.Content, 0), true
		q.env.Words = article.Words(q.env.Text)
	}
	defer func() {
		if recover() != nil {
			answer = nil
		}
	}()
	answer, err := q.machine.Run(x.program, q.env)
	if err != nil {
		return nil
	}
	return answer
}
