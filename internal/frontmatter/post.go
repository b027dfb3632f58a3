// Package frontmatter reads and writes posts: files of a static site's
// generator, with front matter and a body. It reads what Hexo, Hugo, Jekyll and
// Eleventy read, whatever its syntax, and writes YAML that all of them do. A
// Post that a Dialect has written is read as the same Post.
package frontmatter

import (
	"fmt"
	"strings"

	"feedloom/article"
)

// Post is a post, its texts as they were written: nothing is cleaned, addresses
// may be relative. A zero field was not there.
type Post struct {
	Title string
	// Paths are its own categories.
	Paths            []article.Category
	Tags             []string
	Image, Thumbnail string
	Authors          []article.Person
	// Date and Updated are in any form.
	Date, Updated string
	// Link is the address of the original, or of the post itself.
	Link, ID string
	// Summary is HTML, or plain text.
	Summary          string
	Comments         string // an address
	Language, Rights string
	// Draft says that it is not to be published yet.
	Draft bool
	// Body is HTML or Markdown; the front matter does not tell.
	Body string
	// Credit is HTML that names whom a post quotes: the last line of one that was
	// written here, and no part of its body.
	Credit string
}

// Error says what is wrong with a post's front matter, and on which line of the
// file.
type Error struct {
	Line int
	Msg  string
}

// Error gives the line and the message.
func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Msg) }

// Parse reads a post. Every error is an *Error.
func Parse(file []byte) (Post, error) {
	f, err := split(file)
	if err != nil {
		return Post{}, err
	}
	v, err := f.read()
	if err != nil {
		return Post{}, err
	}
	p := v.post()
	p.Body, p.Credit = cutCredit(strings.Trim(f.body, "\n"))
	return p, nil
}
