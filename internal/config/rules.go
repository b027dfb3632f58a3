package config

import (
	"errors"
	"fmt"
	"strings"

	"feedloom/internal/rule"
)

func (r *reader) readRules(v value) {
	v.list("a list of rules", func(v value) {
		one := rule.Rule{Line: v.line}
		given := v.mapping(
			key{"when", readCondition(&one)},
			key{"drop", scalar(&one.Drop, "true", func(s string) (bool, bool) { return true, s == "true" })},
			key{"add", r.category(&one.Add)},
			key{"move", r.category(&one.Move)},
			key{"remove", func(v value) { m, _ := v.mention(); one.Remove = m.path }},
		)
		if given == nil {
			return
		}
		if !given["when"] {
			v.fail(`expected a condition, such as when: title contains "Sponsored", found none`)
		}
		if found := effects(given); len(found) != 1 {
			v.fail("expected exactly one of drop, add, move and remove, found %s", orNone(found))
		}
		r.config.Rules = append(r.config.Rules, one)
	})
}

func effects(given map[string]bool) (found []string) {
	for _, name := range []string{"drop", "add", "move", "remove"} {
		if given[name] {
			found = append(found, name)
		}
	}
	return found
}

func orNone(found []string) string {
	if len(found) == 0 {
		return "none"
	}
	return strings.Join(found, " and ")
}

// readCondition compiles an expression. Where it is on one line of the file,
// its error has its own place there.
func readCondition(into *rule.Rule) func(value) {
	return func(v value) {
		t, ok := v.text(`a condition such as title contains "Sponsored"`)
		if !ok {
			return
		}
		condition, err := rule.Compile(t.full)
		var wrong *rule.Error
		switch {
		case err == nil:
			into.When, into.Written = condition, strings.TrimSpace(t.written)
		case t.secret:
			v.wrong("a condition that is right with the values of its variables")
		case errors.As(err, &wrong):
			v.failInside(t, wrong)
		default:
			v.fail("%s", oneLine(err.Error()))
		}
	}
}

func (v value) failInside(t text, err *rule.Error) {
	if at, ok := v.inside(err.Line, err.Column); ok && t.full == t.written {
		at.fail("%s", oneLine(err.Msg))
		return
	}
	place := ""
	if err.Line > 1 || err.Column > 1 {
		place = fmt.Sprintf(" (line %d, column %d of the expression)", err.Line, err.Column)
	}
	v.fail("%s%s", oneLine(err.Msg), place)
}
