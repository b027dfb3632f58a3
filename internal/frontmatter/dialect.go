package frontmatter

import (
	"slices"
	"time"
)

// Dialect is what one generator of sites wants to find in a post: a row of the
// table.
type Dialect struct {
	Name string
	// begin stands before the front matter.
	begin string
	// layout is how it reads a date, in the words of package time.
	layout string
	keys   []key
	// signs are what its template language, or a filter before it, would take
	// for its own in a body.
	signs []string
}

// key is one of a dialect's, and what a post has to say there: nil for nothing.
type key struct {
	name string
	says func(Dialect, Post) Value
}

// dialects is the table. The keys stand in the order in which they are written;
// those of Hexo begin with what its posts have had all along, an empty line
// included.
var dialects = []Dialect{
	{"hexo", "\n", "Mon, 02 Jan 2006 15:04:05 GMT", []key{
		{"title", title}, {"categories", paths}, {"headimg", image}, {"author", authors}, {"comments", no},
		{"date", date}, {"thumbnail", thumbnail}, {"link", link}, {"id", id},
		{"tags", tags}, {"updated", updated}, {"excerpt", summary}, {"lang", language},
		{"rights", rights}, {"comments_url", comments}, {"published", unpublished},
	}, []string{"{{", "{%", "{#", "```", "~~~"}}, // Nunjucks, and blocks of code

	// Hugo and Jekyll know flat categories alone: paths stand beside them.
	{"hugo", "", time.RFC3339, []key{
		{"title", title}, {"date", date}, {"lastmod", updated}, {"draft", draft},
		{"categories", names}, {"category_paths", several}, {"tags", tags},
		{"author", authors}, {"images", images}, {"thumbnail", thumbnail}, {"summary", summary},
		{"canonicalURL", link}, {"id", id}, {"language", language}, {"rights", rights}, {"comments_url", comments},
	}, []string{"{{<", "{{%"}}, // shortcodes

	{"jekyll", "", "2006-01-02 15:04:05 -0700", []key{
		{"layout", post}, {"title", title}, {"date", date}, {"last_modified_at", updated}, {"published", unpublished},
		{"categories", names}, {"category_paths", several}, {"tags", tags}, {"author", authors}, {"image", image}, {"thumbnail", thumbnail},
		{"excerpt", summary}, {"comments", no}, {"canonical_url", link}, {"id", id},
		{"lang", language}, {"rights", rights}, {"comments_url", comments},
	}, []string{"{{", "{%"}}, // Liquid

	{"eleventy", "", time.RFC3339, []key{
		{"title", title}, {"date", date}, {"updated", updated}, {"draft", draft},
		{"categories", paths}, {"tags", tags}, {"author", authors}, {"image", image}, {"thumbnail", thumbnail},
		{"description", summary}, {"link", link}, {"id", id},
		{"lang", language}, {"rights", rights}, {"comments_url", comments},
	}, []string{"{{", "{%", "{#"}}, // Liquid or Nunjucks
}

// Dialects are the names in the table.
func Dialects() []string {
	var names []string
	for _, d := range dialects {
		names = append(names, d.Name)
	}
	return names
}

// DialectOf is the dialect of that name.
func DialectOf(name string) (d Dialect, ok bool) {
	i := slices.IndexFunc(dialects, func(d Dialect) bool { return d.Name == name })
	if i < 0 {
		return Dialect{}, false
	}
	return dialects[i], true
}

// Date is a time as the dialect writes it, in UTC and whole seconds; "" for none.
func (d Dialect) Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(d.layout)
}

// Fields are the post's front matter, without what it does not say.
func (d Dialect) Fields(p Post) []Field {
	var all []Field
	for _, k := range d.keys {
		if v := k.says(d, p); v != nil {
			all = append(all, Field{k.name, v})
		}
	}
	return all
}

// Write is the post as a file. Its body is HTML, of which Markdown and the
// dialect's templates make that HTML again.
func (d Dialect) Write(p Post) []byte {
	body := d.Body(p.Body)
	if p.Credit != "" {
		body += "\n" + d.Body(creditBegin+p.Credit+creditEnd)
	}
	return append([]byte(d.begin), Write(d.Fields(p), body)...)
}
