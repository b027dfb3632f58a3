package config

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"feedloom/internal/rule"
)

// condition reads a condition over an article, and gives it as the file has it.
func condition(into *rule.Condition) func(value) (written string) {
	return func(v value) string {
		return compiled(v, into, `a condition such as title contains "Sponsored"`, "a condition", rule.Compile)
	}
}

// expression reads an expression over an article that comes to a text.
func expression(into *rule.Text) func(value) {
	return func(v value) {
		compiled(v, into, `a text such as replace(title, "[Ad] ", "")`, "a text", rule.CompileText)
	}
}

// address is an address that was written without quotes of its own.
var address = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://\S*$`)

// imageOf reads such a text that is the address of an image, or the address
// itself.
func imageOf(into *rule.Text) func(value) {
	const want = "an http or https address, or an expression that comes to one"
	return func(v value) {
		compiled(v, into, want, "a text", func(source string) (rule.Text, error) {
			if address.MatchString(source) {
				source = strconv.Quote(source)
			}
			return rule.CompileText(source)
		})
		if fixed, ok := into.Constant(); ok {
			if _, ok := webURL(fixed); !ok {
				v.wrong(want)
			}
		}
	}
}

// compiled reads an expression. Where it is on one line of the file, its error
// has its own place there.
func compiled[T any](v value, into *T, want, kind string, compile func(string) (T, error)) (written string) {
	t, ok := v.text(want)
	if !ok {
		return ""
	}
	expression, err := compile(t.full)
	var wrong *rule.Error
	switch {
	case err == nil:
		*into = expression
		return strings.TrimSpace(t.written)
	case t.secret:
		v.wrong(kind + " that is right with the values of its variables")
	case errors.As(err, &wrong):
		v.failInside(t, wrong)
	default:
		v.fail("%s", oneLine(err.Error()))
	}
	return ""
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
