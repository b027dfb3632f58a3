package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"feedloom/article"
	"feedloom/feed"
)

// Whatever a source sends, in whatever field, every format is well-formed,
// says its articles' ids, and leads nowhere but to the web.
func FuzzFormats(f *testing.F) {
	for _, s := range []string{"plain", "]]>", "\x00\x1b\uFFFE\xff", "<b>&amp;</b>", "</title><x>", "http://h/\"><script>", "javascript:alert(1)",
		"https://a:b@[::1]:8/?q=[]#{}", "e@x.example", "en\x00", "\u2028", "http://汉字.example/汉", "{{.}}", "-->", "\r\n"} {
		f.Add(s, s)
		f.Add("https://x.example/"+s, s)
	}
	plan := feed.NewPlan(planet())
	f.Fuzz(func(t *testing.T, a, b string) {
		odd := &article.Article{ID: 1, PublicID: "urn:x:" + a, Published: time.Unix(int64(len(a))<<32, 0), Sightings: []article.Sighting{
			{Source: "links", Item: oddItem(a, b)}, {Source: "notes", Item: oddItem(b, a)}}}
		profiles := map[string]article.Profile{"links": {FeedID: a, Title: b, Link: a, Language: b, Rights: a}}
		d, err := plan.Document(article.Category{a, b}, []*article.Article{odd}, profiles, []article.Category{{a}, {b, a}})
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range feed.Formats() {
			out, err := format.Render(d)
			if err != nil || !utf8.Valid(out) {
				t.Fatalf("%s: %v, valid UTF-8: %v", format.Name, err, utf8.Valid(out))
			}
			switch format.Name {
			case "json":
				if !json.Valid(out) {
					t.Errorf("not JSON:\n%s", out)
				}
			case "html":
				checkPage(t, d.URL, out)
			default:
				checkXML(t, out)
			}
		}
		opml, err := plan.OPML([]article.Category{{a}, {b, a}})
		if err != nil {
			t.Fatal(err)
		}
		checkXML(t, opml)
	})
}

func oddItem(a, b string) article.Item {
	return article.Item{GUID: a, Permalink: true, Link: b, Title: a, Summary: b, Content: a,
		Authors: []article.Person{{Name: a, Email: b, URL: a}, {Name: b}},
		Tags:    []article.Tag{{Term: a, Scheme: b, Label: a}, {Term: b}},
		Image:   a, Thumbnail: b, Enclosures: []article.Enclosure{{URL: a, Type: b, Length: int64(len(a)) - 9}, {URL: b}},
		Comments: a, Language: b, Rights: a}
}

func checkXML(t *testing.T, out []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(out)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in:\n%s", err, out)
		}
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if a.Name.Local == "href" || a.Name.Local == "url" {
					checkAddress(t, a.Value)
				}
			}
		}
	}
}

// checkPage holds that a source can add no element, attribute or address of
// its own choice to the page at that address.
func checkPage(t *testing.T, address string, out []byte) {
	t.Helper()
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for z := html.NewTokenizer(bytes.NewReader(out)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if slices.Contains([]string{"script", "iframe", "b", "x"}, token.Data) {
				t.Errorf("<%s> in:\n%s", token.Data, out)
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s= in:\n%s", a.Key, out)
				}
				if a.Key == "href" || a.Key == "src" {
					if to, err := base.Parse(a.Val); err == nil {
						a.Val = to.String()
					}
					checkAddress(t, a.Val)
				}
			}
		}
	}
}

func checkAddress(t *testing.T, s string) {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil || u.User != nil || !slices.Contains([]string{"http", "https", "ftp", "gemini", "gopher", "magnet"}, u.Scheme) || strings.ContainsAny(s, " \"<>\\^`{|}") {
		t.Errorf("address %q: %v", s, err)
	}
}
