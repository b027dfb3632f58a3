package frontmatter

import (
	"strings"

	"feedloom/article"
)

// Field is a key of front matter and what it says.
type Field struct {
	Key   string
	Value Value
}

// Value is what a key says: Text, Quoted, Date, Flag, List or Paths.
type Value interface {
	// yaml is what stands behind the key's colon, the line's end included.
	yaml() string
}

type (
	// Text has quotes where it needs them.
	Text string
	// Quoted has them always.
	Quoted string
	// Date is one in a form that needs none.
	Date string
	// Flag is true or false.
	Flag bool
	// List is a line for each text, and Paths one for each path: a single path
	// is a flat list, which Hexo takes for a hierarchy.
	List  []string
	Paths []article.Category
)

func (t Text) yaml() string   { return " " + text(string(t)) + "\n" }
func (q Quoted) yaml() string { return " " + quoted(string(q)) + "\n" }
func (d Date) yaml() string   { return " " + string(d) + "\n" }

func (f Flag) yaml() string {
	if f {
		return " true\n"
	}
	return " false\n"
}

func (l List) yaml() string {
	var b strings.Builder
	b.WriteString(" \n")
	for _, s := range l {
		b.WriteString(" - " + text(s) + "\n")
	}
	return b.String()
}

func (ps Paths) yaml() string {
	if len(ps) == 1 {
		return List(ps[0]).yaml()
	}
	var b strings.Builder
	b.WriteString(" \n")
	for _, p := range ps {
		names := make([]string, len(p))
		for i, name := range p {
			names[i] = text(name)
		}
		b.WriteString(" - [" + strings.Join(names, ", ") + "]\n")
	}
	return b.String()
}

// Write is a file of front matter in YAML, its keys in their order, and a body.
func Write(fields []Field, body string) []byte {
	var b strings.Builder
	b.WriteString("---\n")
	for _, f := range fields {
		b.WriteString(f.Key + ":" + f.Value.yaml())
	}
	b.WriteString("---\n\n" + strings.Trim(body, "\n") + "\n")
	return []byte(b.String())
}
