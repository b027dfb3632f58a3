package storetest

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"time"

	"feedloom/article"
)

// describe writes what a step did, and the articles that are there then, by
// date, the newest first: what a reader sees of each, and what an operator
// would ask about it.
//
//	new 1, edited 1
//
//	2026-03-08 11:00  Post 1  <https://blog.example/1>
//	    updated 2026-03-10 13:00
//	    id made of its key
//	    | The text.
//	    blog.example first
//	    list.example by url: See this
//
// What is as usual is left out: an id that is the link, a key that is date and
// address.
func describe(did string, as []*article.Article) string {
	var b strings.Builder
	b.WriteString(did + "\n")
	for _, a := range as {
		b.WriteString("\n")
		for i, line := range lines(a) {
			if i > 0 {
				b.WriteString("    ")
			}
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func outcome(o article.Outcome) string {
	var parts []string
	for _, part := range []struct {
		name string
		n    int
	}{{"new", o.New}, {"of them backlog", o.Backlog}, {"edited", o.Edited}, {"joined", o.Joined}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprint(part.name, " ", part.n))
		}
	}
	if len(parts) == 0 {
		return "no news"
	}
	return strings.Join(parts, ", ")
}

// lines describe one article. A line for a further fact goes here.
func lines(a *article.Article) []string {
	it := a.Primary().Item
	all := []string{head(a)}
	if !a.Updated.Equal(a.Published) {
		all = append(all, "updated "+clock(a.Updated))
	}
	if id := publicID(a); id != it.Link {
		all = append(all, "id "+id)
	}
	if key := article.NewKey(a.Published, article.Tracking{}.Address(&it, a.Primary().Source), ""); a.Key != key {
		all = append(all, "key "+strings.ReplaceAll(string(a.Key), "\x00", " "))
	}
	if a.Backlog != "" {
		all = append(all, "backlog: "+string(a.Backlog))
	}
	for _, e := range a.Edits {
		all = append(all, fmt.Sprintf("%s edited: %v", clock(e.At), e.Parts))
	}
	if it.Image != "" {
		all = append(all, "image "+it.Image)
	}
	for _, e := range it.Enclosures {
		all = append(all, "encloses "+e.URL)
	}
	if text := plain(it.Summary + " " + it.Content); text != "" {
		all = append(all, "| "+text)
	}
	for i := range a.Sightings {
		all = append(all, sighting(&a.Sightings[i], it.Title))
	}
	return all
}

func head(a *article.Article) string {
	it := a.Primary().Item
	line := clock(a.Published)
	if it.Title != "" {
		line += "  " + it.Title
	}
	if it.Link != "" {
		line += "  <" + it.Link + ">"
	}
	return line
}

// publicID is the article's permanent id. One that was made of the key it has
// still tells nothing more than the key does.
func publicID(a *article.Article) string {
	if a.PublicID == a.Key.URN() {
		return "made of its key"
	}
	return a.PublicID
}

// sighting says which source told of the article, how it was joined, and how
// that source calls it, where the article is not called so.
func sighting(s *article.Sighting, title string) string {
	line := s.Source + " by " + string(s.Rule)
	if s.Rule == article.New {
		line = s.Source + " first"
	}
	if s.Item.Title != title {
		line += ": " + s.Item.Title
	}
	return line
}

// clock is a date as short as it can be told.
func clock(t time.Time) string {
	if t.Second() == 0 {
		return t.UTC().Format("2006-01-02 15:04")
	}
	return t.UTC().Format(time.DateTime)
}

var markup = regexp.MustCompile(`<[^>]*>`)

// plain is the beginning of a text without its markup.
func plain(text string) string {
	words := strings.Join(strings.Fields(html.UnescapeString(markup.ReplaceAllString(text, " "))), " ")
	if letters := []rune(words); len(letters) > 80 {
		return string(letters[:80]) + "…"
	}
	return words
}
