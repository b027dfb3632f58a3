package rule

import (
	"reflect"
	"strings"
	"time"

	"feedloom/article"
)

// environment is what a condition can ask about, under the names of the tags.
// Where several sources name one article, the texts are those of the primary
// one; tags and sources are those of all.
type environment struct {
	Title   string `expr:"title"`   // plain text
	Link    string `expr:"link"`    // the article's address
	Summary string `expr:"summary"` // HTML
	Content string `expr:"content"` // HTML
	Text    string `expr:"text"`    // the content without markup, its words one space apart

	Author  string   `expr:"author"`  // the authors' names, joined by ", "
	Authors []string `expr:"authors"` // the authors' names
	Tags    []string `expr:"tags"`    // the item's own categories

	Source  string   `expr:"source"`  // the id of the primary source
	Sources []string `expr:"sources"` // the ids of all sources that name it

	Language   string    `expr:"language"`   // a BCP 47 tag, such as de or zh-CN
	Image      string    `expr:"image"`      // the address of the head image
	Enclosures int       `expr:"enclosures"` // how many files are attached
	Published  time.Time `expr:"published"`  // in UTC
	Updated    time.Time `expr:"updated"`    // in UTC
	GUID       string    `expr:"guid"`       // the source's identifier
}

// names lists the names that a condition knows.
func (environment) names() []string {
	var names []string
	for f := range reflect.TypeFor[environment]().Fields() {
		names = append(names, f.Tag.Get("expr"))
	}
	return names
}

// environmentOf is everything but Text, which costs a walk over the content.
func environmentOf(a *article.Article) *environment {
	env := &environment{Published: a.Published.UTC(), Updated: a.Updated.UTC()}
	if len(a.Sightings) == 0 {
		return env
	}
	it := &a.Primary().Item
	env.Title, env.Link, env.Summary, env.Content = it.Title, it.Link, it.Summary, it.Content
	env.Language, env.Image, env.GUID = it.Language, it.Image, it.GUID
	env.Enclosures = len(it.Enclosures)
	for _, p := range it.Authors {
		if p.Name != "" {
			env.Authors = append(env.Authors, p.Name)
		}
	}
	env.Author = strings.Join(env.Authors, ", ")
	for _, t := range a.Tags() {
		env.Tags = append(env.Tags, t.Name())
	}
	env.Source = a.Primary().Source
	for i := range a.Sightings {
		env.Sources = append(env.Sources, a.Sightings[i].Source)
	}
	return env
}
