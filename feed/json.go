package feed

import (
	"bytes"
	"cmp"
	"encoding/json"

	"github.com/gorilla/feeds"

	"feedloom/article"
)

// jsonFeed is gorilla's JSON Feed 1.1 without items: each is rendered by itself.
type jsonFeed struct {
	feeds.JSONFeed
	Items []struct{} `json:"items"`
}

// jsonItem has dates as text (gorilla's take fractions along), attachments with
// the names of the specification, and what it has no word for.
type jsonItem struct {
	feeds.JSONItem
	ContentHTML string           `json:"content_html"` // must be there, even empty
	Published   string           `json:"date_published,omitempty"`
	Modified    string           `json:"date_modified,omitempty"`
	Language    string           `json:"language,omitempty"`
	Attachments []jsonAttachment `json:"attachments,omitempty"`
	Feedloom    jsonExtra        `json:"_feedloom"`
}

type jsonAttachment struct {
	URL  string `json:"url"`
	Type string `json:"mime_type"`
	Size int64  `json:"size_in_bytes,omitempty"`
}

// jsonExtra is our extension (JSON Feed 1.1, "Extensions").
type jsonExtra struct {
	Thumbnail string       `json:"thumbnail,omitempty"`
	Comments  string       `json:"comments,omitempty"`
	Rights    string       `json:"rights,omitempty"`
	Source    jsonSource   `json:"source"`
	Via       []jsonSource `json:"via,omitempty"`
}

type jsonSource struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
	Home  string `json:"home_page_url,omitempty"`
}

func frameJSON(d *Document) (head, tail []byte, err error) {
	x := jsonFeed{Items: []struct{}{}}
	x.Version = "https://jsonfeed.org/version/1.1"
	x.Title, x.Description, x.Language = d.Title, d.Description, d.Language
	x.HomePageUrl, x.FeedUrl = d.URL, d.self("json")
	b, err := writeJSON(x, "")
	if err != nil {
		return nil, nil, err
	}
	const end = "]\n}"
	head, tail, err = cutFrame(b, end)
	if len(d.Entries) > 0 {
		tail = []byte("\n  " + end)
	}
	return head, append(tail, '\n'), err
}

func renderJSONItem(it *Entry) ([]byte, error) {
	b, err := writeJSON(newJSONItem(it), "    ")
	return append([]byte("    "), b...), err
}

// writeJSON writes JSON for people to read, whose lines but the first begin with
// the prefix. The last one has no end.
func writeJSON(x any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, "  ")
	err := e.Encode(x)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func newJSONItem(it *Entry) jsonItem {
	x := jsonItem{
		ContentHTML: cmp.Or(it.Content, it.Summary),
		Published:   stamp(it.Published),
		Modified:    stamp(it.Updated),
		Language:    it.Language,
		Feedloom: jsonExtra{
			Thumbnail: it.Thumbnail,
			Comments:  it.Comments,
			Rights:    it.Rights,
			Source:    newJSONSource(it.Source),
		},
	}
	x.Id, x.Url, x.Title = it.ID, it.Link, it.Title
	x.Summary, x.Image = article.Text(it.Summary, 0), it.Image
	x.Authors = jsonAuthors(it.Authors)
	for _, c := range it.Categories {
		x.Tags = append(x.Tags, c.String())
	}
	for _, t := range it.Tags {
		x.Tags = append(x.Tags, t.Name())
	}
	for _, e := range it.Enclosures {
		x.Attachments = append(x.Attachments, jsonAttachment{e.URL, e.Type, e.Length})
	}
	for _, c := range it.Via {
		x.Feedloom.Via = append(x.Feedloom.Via, newJSONSource(c))
	}
	return x
}

// jsonAuthors gives each a page, or a mail address in its place, as the
// specification allows.
func jsonAuthors(people []article.Person) []*feeds.JSONAuthor {
	var list []*feeds.JSONAuthor
	for _, p := range people {
		a := &feeds.JSONAuthor{Name: p.Name, Url: p.URL}
		if a.Url == "" && p.Email != "" {
			a.Url = "mailto:" + p.Email
		}
		list = append(list, a)
	}
	return list
}

func newJSONSource(c Credit) jsonSource {
	return jsonSource{Title: c.Title, URL: c.URL, Home: c.Home}
}
