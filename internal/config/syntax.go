package config

import (
	"bytes"
	"errors"
	"feedloom/internal/yamldepth"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDepth is how deep lists and mappings may nest. The file's own structure
// has four levels; the parser's stack must not follow a thousand.
const maxDepth = 32

// lineBreaks are those of YAML 1.2, section 5.4, as one.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// root parses the syntax and gives the file's one value. It is not ok where
// there is an error or nothing at all.
func (r *reader) root(data []byte) (value, bool) {
	start := value{reader: r, line: 1, column: 1}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(data) > maxSize {
		start.fail("expected at most %d bytes, found more", maxSize)
		return start, false
	}
	source := lineBreaks.Replace(string(data))
	r.lines = strings.Split(source, "\n")
	if !r.valid() {
		return start, false
	}
	docs, err := parse(source)
	if err != nil {
		r.errs = append(r.errs, r.syntaxError(err))
		return start, false
	}
	if len(docs) == 0 {
		r.missingSources(start)
		return start, false
	}
	if len(docs) > 1 {
		start.child("", docs[1]).fail("expected one YAML document, found a second one")
	}
	return start.child("", docs[0]), true
}

// valid reports the first line that is not UTF-8.
func (r *reader) valid() bool {
	for i, l := range r.lines {
		if !utf8.ValidString(l) {
			value{reader: r, line: i + 1, column: 1}.fail("expected text in UTF-8, found other bytes")
			return false
		}
	}
	return true
}

// positioned is an error of the YAML library.
type positioned interface {
	error
	GetMessage() string
	GetToken() *token.Token
}

// tooDeep is the error of a file that nests deeper than maxDepth.
type tooDeep struct{ at *token.Token }

func (e tooDeep) Error() string {
	return fmt.Sprintf("lists and mappings nest more than %d deep", maxDepth)
}
func (e tooDeep) GetMessage() string     { return e.Error() }
func (e tooDeep) GetToken() *token.Token { return e.at }

// parse gives the values of the documents that hold one.
func parse(source string) (docs []ast.Node, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			docs, err = nil, errors.New("the YAML cannot be read")
		}
	}()
	tokens := lexer.Tokenize(source)
	if deep := yamldepth.Beyond(tokens, maxDepth); deep != nil {
		return nil, tooDeep{deep}
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	for _, d := range file.Docs {
		if _, directive := d.Body.(*ast.DirectiveNode); d.Body != nil && !directive {
			docs = append(docs, d.Body)
		}
	}
	return docs, nil
}

// syntaxError is an error of the YAML library in our form, with a hint where
// the line shows one of the usual mistakes.
func (r *reader) syntaxError(err error) Error {
	e := Error{File: r.name, Line: 1, Column: 1, Msg: "invalid YAML: " + oneLine(err.Error())}
	var p positioned
	if !errors.As(err, &p) {
		return e
	}
	e.Msg = "invalid YAML: " + oneLine(p.GetMessage())
	if t := p.GetToken(); t != nil && t.Position != nil {
		e.Line, e.Column = max(t.Position.Line, 1), max(t.Position.Column, 1)
	}
	if e.Line <= len(r.lines) {
		if h := hint(r.lines[e.Line-1]); h != "" {
			e.Msg += "; " + h
		}
	}
	return e
}

// entry is a line with a key and a value, or an element of a list.
var entry = regexp.MustCompile(`^\s*(?:- +)*(?:[\w-]+:\s+)?(.*?)\s*$`)

// hint is what to do about the usual mistakes.
func hint(line string) string {
	if strings.HasPrefix(strings.TrimLeft(line, " "), "\t") {
		return "indent with spaces, not with tabs"
	}
	text := entry.FindStringSubmatch(line)[1]
	switch {
	case text == "":
		return ""
	case strings.ContainsRune("*&@%`!", rune(text[0])):
		return fmt.Sprintf("put quotes around a value that begins with %c", text[0])
	case strings.ContainsRune(`"'`, rune(text[0])) && strings.Count(text, text[:1])%2 == 0:
		return "put quotes around the whole value, such as '\"golang\" in tags'"
	case strings.ContainsRune(`"'`, rune(text[0])):
		return "the quote that begins the value must end it"
	case strings.Contains(text, "${") && strings.ContainsRune("[{", rune(text[0])):
		return "put quotes around ${...} inside of brackets"
	case strings.Contains(text, ": ") && !strings.ContainsRune("[{", rune(text[0])):
		return "put quotes around a value that has a colon and a space in it"
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
