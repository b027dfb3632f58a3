package feed

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"feedloom/article"
	"feedloom/internal/frontmatter"
)

// postRevision is raised when a post of the same article looks otherwise.
const postRevision = "2"

// PostFormat is a way to write an article as a post of a static site: a row of
// the table. Which front matter its generator wants is a row of frontmatter's.
type PostFormat struct {
	Name  string // as config.yaml has it, and frontmatter
	Title string // as people call it
	ext   string
}

// PostFormats is the table. Hugo leaves HTML out of Markdown, unless its config
// says otherwise, so it gets HTML.
func PostFormats() []PostFormat {
	return []PostFormat{
		{"hexo", "Hexo", ".md"},
		{"hugo", "Hugo", ".html"},
		{"jekyll", "Jekyll", ".md"},
		{"eleventy", "Eleventy", ".md"},
	}
}

// PostFormatNames lists the names that config.yaml may use.
func PostFormatNames() []string {
	var names []string
	for _, f := range PostFormats() {
		names = append(names, f.Name)
	}
	return names
}

// PostFormatOf is the row of that name.
func PostFormatOf(name string) (f PostFormat, ok bool) {
	i := slices.IndexFunc(PostFormats(), func(f PostFormat) bool { return f.Name == name })
	if i < 0 {
		return PostFormat{}, false
	}
	return PostFormats()[i], true
}

// Render writes an entry as a post: its front matter, its text, and whom it
// quotes.
func (f PostFormat) Render(it *Entry) []byte {
	d, _ := frontmatter.DialectOf(f.Name)
	post := frontmatter.Post{
		Title:     it.Label(),
		Paths:     it.Categories,
		Image:     it.Image,
		Thumbnail: it.Thumbnail,
		Authors:   it.Authors,
		Date:      d.Date(it.Published),
		Link:      it.Link,
		ID:        it.ID,
		Comments:  it.Comments,
		Language:  it.Language,
		Rights:    it.Rights,
		Body:      cmp.Or(it.Content, it.Summary),
		Credit:    credit(it),
	}
	if it.Content != "" {
		post.Summary = article.Text(it.Summary, 0)
	}
	if it.Updated.After(it.Published) {
		post.Updated = d.Date(it.Updated)
	}
	for _, t := range it.Tags {
		post.Tags = append(post.Tags, t.Name())
	}
	return d.Write(post)
}

// credit names the source at the end of a post, and leads to the original.
func credit(it *Entry) string {
	to := cmp.Or(it.Link, it.Source.Page())
	return fmt.Sprintf("— <a href=\"%s\">%s</a>",
		html.EscapeString(to), html.EscapeString(cmp.Or(it.Source.Title, to)))
}

// maxSlug is how much of a title stands in the name of a post, in bytes.
const maxSlug = 80

// fileName is the name that a post gets: its day in that zone, its title, and
// what tells it from all others of that day and title. It is safe on any file
// system.
func (f PostFormat) fileName(it *Entry, zone *time.Location) string {
	name := it.Published.In(zone).Format("2006-01-02-")
	if s := postSlug(it.Title); s != "" {
		name += s + "-"
	}
	return name + markOf(it.ID).String() + f.ext
}

// mark is what the name of a post ends with: half of its id's hash.
type mark uint32

func markOf(id string) mark { return mark(article.HashOf(id) >> 32) }

// String is the mark as 8 hex digits.
func (m mark) String() string { return fmt.Sprintf("%08x", uint32(m)) }

// postSlug is a title as a part of a name: letters of any script and digits in
// lower case, with one hyphen between words.
func postSlug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFC.String(title)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	})
	return strings.TrimRight(cut(strings.Join(words, "-"), maxSlug), "-")
}

// markIn is the mark in the name of a post; ok is false for any other file.
func (f PostFormat) markIn(name string) (m mark, ok bool) {
	stem, ok := strings.CutSuffix(name, f.ext)
	i := strings.LastIndexByte(stem, '-')
	if !ok || i < 0 {
		return 0, false
	}
	n, err := strconv.ParseUint(stem[i+1:], 16, 32)
	return mark(n), err == nil && mark(n).String() == stem[i+1:]
}
