package origin

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"time"
)

var mediaTypes = map[Format]string{
	RSS:  "application/rss+xml; charset=utf-8",
	Atom: "application/atom+xml; charset=utf-8",
	JSON: "application/feed+json",
}

// write has one row a format; the caller holds the lock.
var write = map[Format]func(*bytes.Buffer, *Feed){RSS: writeRSS, Atom: writeAtom, JSON: writeJSON}

func writeRSS(b *bytes.Buffer, f *Feed) {
	b.WriteString(xml.Header + `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>`)
	element(b, "title", f.title)
	element(b, "link", "https://example.org/"+f.name+"/")
	element(b, "description", "The feed "+f.name)
	for i := len(f.items) - 1; i >= 0; i-- {
		it := f.items[i]
		b.WriteString("\n<item>")
		element(b, "title", it.Title)
		element(b, "link", it.Link)
		b.WriteString(`<guid isPermaLink="false">` + escape(it.ID) + "</guid>")
		element(b, "pubDate", it.Published.Format(http.TimeFormat))
		if it.Author != "" {
			element(b, "dc:creator", it.Author)
		}
		for _, t := range it.Tags {
			element(b, "category", t)
		}
		element(b, "content:encoded", it.HTML)
		b.WriteString("</item>")
	}
	b.WriteString("\n</channel></rss>\n")
}

func writeAtom(b *bytes.Buffer, f *Feed) {
	b.WriteString(xml.Header + `<feed xmlns="http://www.w3.org/2005/Atom">`)
	element(b, "id", "urn:example:"+f.name)
	element(b, "title", f.title)
	element(b, "updated", f.updated().Format(time.RFC3339))
	fmt.Fprintf(b, `<link href="https://example.org/%s/"/>`, escape(f.name))
	for i := len(f.items) - 1; i >= 0; i-- {
		it := f.items[i]
		b.WriteString("\n<entry>")
		element(b, "id", it.ID)
		element(b, "title", it.Title)
		fmt.Fprintf(b, `<link href="%s"/>`, escape(it.Link))
		element(b, "published", it.Published.Format(time.RFC3339))
		element(b, "updated", it.Updated.Format(time.RFC3339))
		if it.Author != "" {
			b.WriteString("<author><name>" + escape(it.Author) + "</name></author>")
		}
		for _, t := range it.Tags {
			fmt.Fprintf(b, `<category term="%s"/>`, escape(t))
		}
		b.WriteString(`<content type="html">` + escape(it.HTML) + "</content></entry>")
	}
	b.WriteString("\n</feed>\n")
}

func writeJSON(b *bytes.Buffer, f *Feed) {
	type item struct {
		ID        string    `json:"id"`
		URL       string    `json:"url"`
		Title     string    `json:"title"`
		Authors   []any     `json:"authors,omitempty"`
		HTML      string    `json:"content_html"`
		Tags      []string  `json:"tags,omitempty"`
		Published time.Time `json:"date_published"`
		Modified  time.Time `json:"date_modified"`
	}
	items := []item{}
	for i := len(f.items) - 1; i >= 0; i-- {
		it := f.items[i]
		j := item{ID: it.ID, URL: it.Link, Title: it.Title, HTML: it.HTML, Tags: it.Tags, Published: it.Published, Modified: it.Updated}
		if it.Author != "" {
			j.Authors = []any{map[string]string{"name": it.Author}}
		}
		items = append(items, j)
	}
	e := json.NewEncoder(b)
	e.SetIndent("", " ")
	if err := e.Encode(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": f.title, "home_page_url": "https://example.org/" + f.name + "/", "items": items,
	}); err != nil {
		panic("origin: " + err.Error())
	}
}

// updated is the newest item's date.
func (f *Feed) updated() time.Time {
	newest := Epoch
	for _, it := range f.items {
		if it.Updated.After(newest) {
			newest = it.Updated
		}
	}
	return newest
}

func element(b *bytes.Buffer, name, text string) {
	b.WriteString("<" + name + ">" + escape(text) + "</" + name + ">")
}

func escape(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}
