package frontmatter

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	blankLine = regexp.MustCompile(`\n([ \t]*)\n`)
	// block is what begins HTML that Markdown leaves alone up to the next blank
	// line (CommonMark, section 4.6, condition 6).
	block = regexp.MustCompile(`(?i)^</?(address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|` +
		`h[1-6]|header|hr|iframe|legend|li|main|menu|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)([ \t\n/>])`)
)

// Body is HTML as the body of a post: it stays as it is in Markdown, as it has
// no blank line and begins with a block; and in the dialect's templates, as
// their signs are written as character references, which every HTML parser
// reads back.
func (d Dialect) Body(html string) string {
	html = strings.Trim(lineEnds.Replace(html), " \t\n")
	if html == "" {
		return ""
	}
	if !block.MatchString(html) {
		html = "<div>\n" + html + "\n</div>"
	}
	return blankLine.ReplaceAllString(d.escape(html), "\n$1&#10;")
}

// escape writes the first character of each sign as a reference. One that
// begins within another is a sign as well: {{{ has two.
func (d Dialect) escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if d.signAt(s[i:]) {
			fmt.Fprintf(&b, "&#%d;", s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func (d Dialect) signAt(s string) bool {
	for _, sign := range d.signs {
		if strings.HasPrefix(s, sign) {
			return true
		}
	}
	return false
}

// IsHTML reports whether the body of a Markdown post is HTML all the same, as
// programs write it: it begins with a block, ends with a tag, and so do all of
// its parts between blank lines. Markdown would make code of such a part that
// is indented.
func IsHTML(body string) bool {
	body = strings.Trim(body, " \t\n")
	if !block.MatchString(body) && !strings.HasPrefix(body, "<!--") || !strings.HasSuffix(body, ">") {
		return false
	}
	for _, part := range regexp.MustCompile(`\n[ \t]*\n`).Split(body, -1) {
		if part = strings.Trim(part, " \t\n"); part != "" && !tag.MatchString(part) {
			return false
		}
	}
	return true
}

// tag is the beginning of a tag or a comment; <https://...> is neither.
var tag = regexp.MustCompile(`^<(/?[A-Za-z][A-Za-z0-9-]*[\s/>]|!--)`)

// What the line of a credit is between, so that themes can style it, and that it
// is known where a post is read again.
const (
	creditBegin = `<p class="feedloom-source">`
	creditEnd   = `</p>`
)

// cutCredit takes the credit off the end of a body.
func cutCredit(text string) (body, credit string) {
	at := strings.LastIndex(text, creditBegin)
	if at < 0 {
		return text, ""
	}
	credit, ended := strings.CutSuffix(strings.TrimRight(text[at+len(creditBegin):], " \t\n"), creditEnd)
	if !ended || strings.Contains(credit, "\n") {
		return text, ""
	}
	return strings.TrimRight(text[:at], " \t\n"), credit
}
