package config

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml/ast"
)

// AfterPublish is the command that is told what was published: a program with its
// arguments, or a text for the system's shell. Without either there is none.
type AfterPublish struct {
	Args    []string
	Shell   string
	Timeout time.Duration
}

// None reports whether there is no command.
func (a AfterPublish) None() bool { return len(a.Args) == 0 && a.Shell == "" }

// maxArguments bounds the words of a command.
const maxArguments = 100

// readAfterPublish reads a command, or a mapping of one and its time limit.
func (r *reader) readAfterPublish(v value) {
	a := AfterPublish{Timeout: 5 * time.Minute}
	if _, ok := v.node.(*ast.MappingNode); ok {
		given := v.mapping(key{"run", command(&a)}, key{"timeout", duration(&a.Timeout, "1s", "24h")})
		if !given["run"] {
			v.fail("expected a command, found none: after_publish: {run: ./deploy.sh, timeout: 5m}")
		}
	} else {
		command(&a)(v)
	}
	r.config.AfterPublish = a
}

// command reads a program with its arguments, in which ${NAME} is replaced as
// everywhere, or one text. That is the shell's, as it stands: a value of the
// environment must not become a part of its language.
func command(into *AfterPublish) func(value) {
	return func(v value) {
		const want = "a command: a list such as [rsync, -a, public/, host:/srv/planet], or a text for the shell"
		if text, ok := written(v.node); ok {
			into.Shell = strings.TrimSpace(text)
			if into.Shell == "" || strings.ContainsFunc(text, controls) {
				v.wrong(want)
			}
			return
		}
		count, ok := v.list(want, func(v value) {
			const want = "a word of the command, without control characters"
			if t, ok := v.text(want); ok && !strings.ContainsFunc(t.full, controls) {
				into.Args = append(into.Args, t.full)
			} else if ok {
				v.wrong(want)
			}
		})
		switch {
		case ok && count == 0:
			v.fail("expected %s, found an empty list", want)
		case count > maxArguments:
			v.fail("expected a command of at most %d words, found %d", maxArguments, count)
		case slices.Index(into.Args, "") == 0:
			v.fail("expected %s, found no program: its first word is empty", want)
		}
	}
}

// controls reports what no command has in its words.
func controls(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
