package fetch

import (
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"feedloom/article"
	"feedloom/internal/decode"
	"feedloom/internal/frontmatter"
)

// Post is a file of a folder of posts.
type Post struct {
	Name string // its path within the folder, with slashes
	Body []byte
	Err  error // why it could not be read
}

// parsePosts reads the posts of a folder. One that can't be read is told, and
// costs none of the others; only where there is no other is that the source's
// failure.
func parsePosts(ctx context.Context, posts []Post) (parsed, error) {
	var p parsed
	drafts := 0
	for _, post := range posts {
		if err := ctx.Err(); err != nil {
			return parsed{}, err
		}
		item, draft, err := post.read()
		switch {
		case err != nil:
			p.unread = append(p.unread, oneLine(err.Error()))
		case draft:
			drafts++
		default:
			p.items = append(p.items, item)
		}
	}
	if len(p.unread) > 0 && len(p.items)+drafts == 0 {
		return parsed{}, fail(KindMalformed, nil, "no post can be read: %s", strings.Join(p.unread[:min(len(p.unread), 3)], "; "))
	}
	return p, nil
}

func (post Post) read() (item raw, draft bool, err error) {
	if post.Err != nil {
		return raw{}, false, fmt.Errorf("%s: %w", post.Name, post.Err)
	}
	text, _ := decode.UTF8(post.Body, "")
	p, err := frontmatter.Parse(text)
	if err != nil {
		return raw{}, false, fmt.Errorf("%s, %w", post.Name, err)
	}
	item = post.item(p)
	if item.Content.Markdown && toil(p.Body) > maxToil {
		return raw{}, false, fmt.Errorf("%s: more signs of Markdown without a blank line between them than can be read in time", post.Name)
	}
	return item, p.Draft, nil
}

// item is the post as an item. Its texts are plain where those of feeds are
// HTML, and its addresses are relative to its own link.
func (post Post) item(p frontmatter.Post) raw {
	r := raw{
		GUID:       first(p.ID, post.Name),
		Link:       p.Link,
		Title:      escaped(p.Title),
		Summary:    summaryOf(p.Summary),
		Content:    text{Value: p.Body, Markdown: post.isMarkdown() && !frontmatter.IsHTML(p.Body)},
		Paths:      p.Paths,
		Images:     against(p.Link, p.Image),
		Thumbnails: against(p.Link, p.Thumbnail),
		Comments:   p.Comments,
		Base:       p.Link,
		Language:   p.Language,
		Rights:     escaped(p.Rights),
	}
	r.dates([]string{p.Date, dateOf(post.Name)}, []string{p.Updated})
	for _, a := range p.Authors {
		r.Authors = addPerson(r.Authors, authorOf(a))
	}
	for _, name := range p.Tags {
		r.Tags = append(r.Tags, article.Tag{Term: escaped(name)})
	}
	if len(r.Paths) == 0 { // its tags are none
		r.Paths = []article.Category{{}}
	}
	if before, _, found := cutMore(p.Body); found && r.Summary.Value == "" {
		r.Summary = text{Value: before, Markdown: r.Content.Markdown}
	}
	return r
}

func (post Post) isMarkdown() bool {
	ext := strings.ToLower(path.Ext(post.Name))
	return ext == ".md" || ext == ".markdown"
}

// dated is how Jekyll names posts, and Hexo where it is told to.
var dated = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})-`)

// dateOf is the date in a post's name; "" for none.
func dateOf(name string) string {
	if m := dated.FindStringSubmatch(path.Base(name)); m != nil {
		return m[1]
	}
	return ""
}

// more is the line that ends an excerpt, as Hexo and Hugo have it.
var more = regexp.MustCompile(`(?i)<!--\s*more\s*-->`)

func cutMore(body string) (before, after string, found bool) {
	at := more.FindStringIndex(body)
	if at == nil {
		return body, "", false
	}
	return body[:at[0]], body[at[1]:], true
}

// markup is what HTML has and plain words have not.
var markup = regexp.MustCompile(`</?[A-Za-z][^<>]*>|&(#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);`)

// summaryOf is a summary, which may be HTML: front matter does not tell.
func summaryOf(s string) text { return text{Value: s, Plain: !markup.MatchString(s)} }

// authorOf reads a name as RSS has it; only one that stands alone may have an
// e-mail address in it.
func authorOf(p article.Person) article.Person {
	if p.Email == "" && p.URL == "" {
		p = person(p.Name)
	}
	p.Name = escaped(p.Name)
	return p
}

// against resolves the address of a picture where there is something to resolve
// it against.
func against(link string, refs ...string) []string {
	base := firstBase(link)
	refs = slices.DeleteFunc(refs, func(s string) bool { return s == "" })
	for i, ref := range refs {
		if base != nil {
			refs[i] = absolute(base, ref)
		}
	}
	return refs
}
