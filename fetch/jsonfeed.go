package fetch

import (
	"io"
	"strings"

	"github.com/mmcdole/gofeed/json"

	"feedloom/article"
)

// noFeedJSON is what JSON is that is no feed.
const noFeedJSON = `JSON without "version" and "items"`

// parseJSON reads JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), mended
// (jsonmend.go).
func parseJSON(r io.Reader) (parsed, error) {
	var parser json.Parser
	f, err := parser.Parse(r)
	if err != nil {
		return parsed{}, malformed(err)
	}
	if !strings.Contains(f.Version, "jsonfeed.org/") && f.Items == nil {
		return parsed{}, notFeed(noFeedJSON)
	}
	p := parsed{
		profile: article.Profile{
			Title:       escaped(f.Title),
			Description: escaped(f.Description),
			Language:    f.Language,
			Icon:        f.Favicon,
			Image:       f.Icon,
		},
		site: f.HomePageURL,
		self: f.FeedURL,
	}
	authors := jsonPeople(f.Authors, f.Author)
	for _, it := range f.Items {
		if it == nil {
			continue
		}
		item := jsonItem(it)
		if len(item.Authors) == 0 {
			item.Authors = authors
		}
		item.Language = first(item.Language, f.Language)
		p.items = append(p.items, item)
	}
	return p, nil
}

func jsonItem(it *json.Item) raw {
	r := raw{
		GUID:      strings.TrimSpace(it.ID),
		Link:      first(it.URL, it.ExternalURL),
		Title:     escaped(it.Title),
		Authors:   jsonPeople(it.Authors, it.Author),
		Published: parseDate(it.DatePublished),
		Updated:   parseDate(it.DateModified),
		Summary:   text{Value: it.Summary, Plain: true},
		Content:   text{Value: it.ContentHTML}.orElse(text{Value: it.ContentText, Plain: true}),
		Language:  it.Language,

		PublishedText: strings.TrimSpace(it.DatePublished),
		UpdatedText:   strings.TrimSpace(it.DateModified),
	}
	// "Ideally, the id is the full URL of the resource described by the item."
	r.Permalink = r.Link == "" && isWeb(r.GUID)
	if strings.TrimSpace(r.Content.Value) == "" {
		r.Content, r.Summary = r.Summary, text{}
	}
	for _, t := range it.Tags {
		r.Tags = append(r.Tags, article.Tag{Term: escaped(t)})
	}
	if it.Attachments != nil {
		for _, a := range *it.Attachments {
			r.Enclosures = append(r.Enclosures, article.Enclosure{URL: a.URL, Type: a.MimeType, Length: max(0, a.SizeInBytes)})
		}
	}
	r.withMedia(media{}, first(it.Image, it.BannerImage))
	return r
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;")

// escaped is plain text in the form that other formats' titles have.
func escaped(s string) string { return escaper.Replace(s) }

// jsonPeople reads authors, and the one author of version 1.0.
func jsonPeople(authors []*json.Author, one *json.Author) []article.Person {
	if len(authors) == 0 && one != nil {
		authors = []*json.Author{one}
	}
	var all []article.Person
	for _, a := range authors {
		if a != nil {
			all = addPerson(all, article.Person{Name: escaped(a.Name), URL: a.URL})
		}
	}
	return all
}
