package rule

import (
	"cmp"
	"reflect"
	"strings"
	"time"

	"feedloom/article"
)

// environment is what an expression can ask about, under the names of the tags.
// Where several sources name one article, the texts are those of the primary
// one; tags and sources are those of all. Title, image, tags, categories and
// marks are as the rules before have left them.
type environment struct {
	Title   string `expr:"title"`   // plain text
	Link    string `expr:"link"`    // the article's address
	Summary string `expr:"summary"` // HTML
	Content string `expr:"content"` // HTML
	Text    string `expr:"text"`    // the content without markup, its words one space apart
	Words   int    `expr:"words"`   // how many words the text has (article.Words)

	Author     string   `expr:"author"`     // the authors' names, joined by ", "
	Authors    []string `expr:"authors"`    // the authors' names
	Tags       []string `expr:"tags"`       // the item's own categories
	Categories []string `expr:"categories"` // its paths, as A/B
	Marks      []string `expr:"marks"`      // what rules have marked it with

	Source  string   `expr:"source"`  // the id of the primary source
	Sources []string `expr:"sources"` // the ids of all sources that name it

	Language   string   `expr:"language"`   // a BCP 47 tag, such as de or zh-CN
	Rights     string   `expr:"rights"`     // plain text
	Comments   string   `expr:"comments"`   // the address of the page of comments
	Image      string   `expr:"image"`      // the address of the head image
	Thumbnail  string   `expr:"thumbnail"`  // the address of a small one
	Enclosures int      `expr:"enclosures"` // how many files are attached
	Types      []string `expr:"types"`      // their media types, as the source says
	GUID       string   `expr:"guid"`       // the source's identifier

	Published time.Time `expr:"published"`  // in UTC
	Updated   time.Time `expr:"updated"`    // in UTC
	FirstSeen time.Time `expr:"first_seen"` // in UTC
}

// names lists the names that an expression knows.
func names() []string {
	var names []string
	for f := range reflect.TypeFor[environment]().Fields() {
		names = append(names, f.Tag.Get("expr"))
	}
	return names
}

// environmentOf is everything but what rules make, and Text and Words, which
// cost a walk over the content.
func environmentOf(a *article.Article) *environment {
	env := &environment{Published: a.Published.UTC(), Updated: a.Updated.UTC(), FirstSeen: a.FirstSeen.UTC()}
	if len(a.Sightings) == 0 {
		return env
	}
	it := &a.Primary().Item
	env.Title, env.Link, env.Summary, env.Content = it.Title, it.Link, it.Summary, it.Content
	env.Language, env.Rights, env.Comments, env.GUID = it.Language, it.Rights, it.Comments, it.GUID
	env.Image, env.Thumbnail = it.Image, it.Thumbnail
	env.Enclosures = len(it.Enclosures)
	for _, e := range it.Enclosures {
		env.Types = append(env.Types, e.Type)
	}
	for _, p := range it.Authors {
		if p.Name != "" {
			env.Authors = append(env.Authors, p.Name)
		}
	}
	env.Author = strings.Join(env.Authors, ", ")
	env.Source = a.Primary().Source
	for i := range a.Sightings {
		env.Sources = append(env.Sources, a.Sightings[i].Source)
	}
	return env
}

// take makes the environment that of an article as the rules have made it.
func (env *environment) take(made article.Ruling) {
	env.Title = cmp.Or(made.Title, env.Title)
	env.Image = cmp.Or(made.Image, env.Image)
	env.Marks = made.Marks
	env.Tags, env.Categories = nil, nil
	for _, t := range made.Tags {
		env.Tags = append(env.Tags, t.Name())
	}
	for _, c := range made.Categories {
		env.Categories = append(env.Categories, c.String())
	}
}
