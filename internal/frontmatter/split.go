package frontmatter

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxHeader bounds front matter, in bytes.
const maxHeader = 256 << 10

// file is a post in two parts. line is that of the file on which the header
// begins; read says in what syntax it is.
type file struct {
	header string
	line   int
	parse  func(header string) (value, error)
	body   string
}

// read reads the header; a file without one says nothing.
func (f file) read() (value, error) {
	if f.parse == nil {
		return value{}, nil
	}
	if len(f.header) > maxHeader {
		return value{}, &Error{f.line, "the front matter is longer than 256 KiB (is the line that ends it missing?)"}
	}
	v, err := guarded(f.parse, f.header)
	if e, ok := err.(*Error); ok {
		e.Line = max(e.Line, 1) + f.line - 1
	}
	if err == nil && v.kind != isMapping && v.kind != isNothing {
		err = &Error{f.line, "the front matter has no keys (expected lines such as title: My post)"}
	}
	return v, err
}

// guarded calls a parser that is not ours: what it panics at is an error.
func guarded(parse func(string) (value, error), header string) (v value, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			v, err = value{}, &Error{1, "the front matter cannot be read"}
		}
	}()
	return parse(header)
}

// fence is a line that begins front matter, and the syntax within. Eleventy
// names that behind the signs.
var fence = regexp.MustCompile(`^(-{3,}|;{3,}|\+{3})[ \t]*([A-Za-z]*)[ \t]*$`)

// syntaxes are the parsers by what a fence says: its sign, or the name behind it.
var syntaxes = map[string]func(string) (value, error){
	"-": parseYAML, ";": parseMembers, "+": parseTOML,
	"yaml": parseYAML, "yml": parseYAML, "toml": parseTOML, "json": parseJSON,
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// split finds the front matter: between two fences, in braces, or, as Hexo has
// it, above one fence.
func split(data []byte) (file, error) {
	if !utf8.Valid(data) {
		return file{}, &Error{lineOf(data), "expected text in UTF-8, found other bytes"}
	}
	text := lineEnds.Replace(strings.TrimPrefix(string(data), "\ufeff"))
	lead := len(text) - len(strings.TrimLeft(text, " \t\n"))
	line := 1 + strings.Count(text[:lead], "\n")
	start := strings.LastIndexByte(text[:lead], '\n') + 1
	first, rest, _ := strings.Cut(text[start:], "\n")
	if m := fence.FindStringSubmatch(first); m != nil {
		return fenced(m[1], strings.ToLower(m[2]), rest, line)
	}
	if strings.HasPrefix(first, "{") {
		return braced(text[start:], line)
	}
	if f, ok := open(text[start:], line); ok {
		return f, nil
	}
	return file{body: text, line: 1}, nil
}

// lineOf is the line of the first bytes that are not UTF-8.
func lineOf(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		data = data[n:]
	}
	return line
}

func fenced(sign, name, rest string, line int) (file, error) {
	key := name
	if key == "" {
		key = sign[:1]
	}
	parse := syntaxes[key]
	if parse == nil {
		return file{}, &Error{line, "front matter in " + name + " is not read (expected YAML, TOML or JSON)"}
	}
	header, body, ok := cutAt(rest, func(l string) bool { return l == sign || sign == "---" && l == "..." })
	if !ok {
		return file{}, &Error{line, "the front matter has no end (expected a line " + sign + ")"}
	}
	return file{header: header, line: line + 1, parse: parse, body: body}, nil
}

// cutAt cuts at the first line that ends, white space behind it aside.
func cutAt(text string, ends func(line string) bool) (before, after string, ok bool) {
	for at := 0; at < len(text); {
		l, _, _ := strings.Cut(text[at:], "\n")
		next := min(at+len(l)+1, len(text))
		if ends(strings.TrimRight(l, " \t")) {
			return text[:at], text[next:], true
		}
		at = next
	}
	return text, "", false
}

// braced is front matter that is a JSON object. What is no JSON and has a brace
// is a body.
func braced(text string, line int) (file, error) {
	d := json.NewDecoder(strings.NewReader(text))
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		if !jsonStart.MatchString(text) {
			return file{body: text, line: line}, nil
		}
		return file{}, jsonError(text, err, line)
	}
	body := strings.TrimLeft(text[d.InputOffset():], " \t")
	return file{header: string(raw), line: line, parse: parseJSON, body: strings.TrimPrefix(body, "\n")}, nil
}

// jsonStart is how an object begins.
var jsonStart = regexp.MustCompile(`^\{\s*"[^"\n]*"\s*:`)

var (
	headline = regexp.MustCompile(`^([A-Za-z][\w-]*):([ \t]|$)`)
	further  = regexp.MustCompile(`^([ \t#-]|$)`)
)

// open is front matter that ends with a fence and begins with none. The lines
// above a fence may as well be a Markdown heading: each must look like YAML,
// and one of them must have a key that posts have.
func open(text string, line int) (file, bool) {
	known := false
	header, body, ok := cutAt(text, func(l string) bool { return l == "---" })
	if !ok {
		return file{}, false
	}
	for l := range strings.Lines(header) {
		l = strings.TrimSuffix(l, "\n")
		m := headline.FindStringSubmatch(l)
		if m == nil && !further.MatchString(l) {
			return file{}, false
		}
		known = known || m != nil && (m[1] == "title" || m[1] == "date" || m[1] == "layout")
	}
	return file{header: header, line: line, parse: parseYAML, body: body}, known
}
