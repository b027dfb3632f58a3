package feed_test

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/fetch"
)

// scraps are what texts of strangers are made of, as far as it troubles formats.
var scraps = []string{"plain words", "a", " ", "&", "&amp;", "&lt;", "<", ">", "<b>", "</b>", "<map>", "]]>", "<![CDATA[", "\"", "'", "\\", "\u2028", "é", "e\u0301", "金融", "👩‍💻",
	"עברית", "\u202e", "\u200b", "\u00a0", "{{", "%}", "<!--", "-->", "#x26;", "&#65;", "&nbsp;", "\ufeff", "1 < 2", "?>", "\\u0041", "\x00", "\ufffe", "\xff"}

// What strangers write into titles, names, words and texts comes back through our
// own reader from each format: nothing of it is lost, and nothing comes to it.
func TestRereadRandom(t *testing.T) {
	plan := feed.NewPlan(planet())
	random := rand.New(rand.NewPCG(1, 2))
	text := func(most int) string {
		var b strings.Builder
		for range 1 + random.IntN(most) {
			b.WriteString(scraps[random.IntN(len(scraps))])
		}
		return b.String()
	}
	for n := range 1500 {
		a := &article.Article{ID: 1, PublicID: fmt.Sprintf("urn:x:%d", n), Published: time.Unix(1_700_000_000, 0), Updated: time.Unix(1_700_000_100, 0),
			Sightings: []article.Sighting{{Source: "go", Item: article.Item{
				Title: "T" + text(6), Authors: []article.Person{{Name: "N" + text(4)}}, Tags: []article.Tag{{Term: "t" + strings.ReplaceAll(text(3), "<", "-")}},
				Link: fmt.Sprintf("https://x.example/%d?q=a&b=%%20", n), Content: "<p>" + html.EscapeString(text(9)) + "</p>"}}}}
		d, want := document(t, plan, root, []*article.Article{a}, nil), plan.Entry(a, profiles)
		for _, f := range feed.Formats()[:3] {
			b, err := f.Render(d)
			if err != nil {
				t.Fatal(err)
			}
			r, err := fetch.Read(t.Context(), fetch.Document{Body: b}, fetch.Options{}, nil)
			if err != nil || len(r.Listed) != 1 {
				t.Fatalf("%s: %d items, %v", f.Name, len(r.Listed), err)
			}
			if diff := cmp.Diff(told(&want, f.Name), received1(r.Listed[0].Item, f.Name)); diff != "" {
				t.Errorf("%s, %q (-published +read):\n%s", f.Name, a.Primary().Item.Title, diff)
			}
		}
	}
}

// told is what an entry says in words that all formats have, and received1 what was
// read of it.
func told(it *feed.Entry, format string) []string {
	return []string{it.ID, it.Link, sure(it.Title, format != "rss"), article.Text(it.Content, 0), sure(it.Authors[0].Name, false), sure(it.Tags[0].Name(), false)}
}

func received1(it *article.Item, format string) []string {
	said := []string{it.GUID, it.Link, sure(it.Title, format != "rss"), article.Text(it.Content, 0), "", ""}
	if len(it.Authors) > 0 {
		said[4] = sure(it.Authors[0].Name, false)
	}
	if len(it.Tags) > 0 {
		said[5] = sure(it.Tags[len(it.Tags)-1].Name(), false)
	}
	return said
}

// sure is a text without what nobody can tell where a format does not say whether it
// is HTML: if &lt; is a sign or its name. A space of no width is there for the same doubt.
func sure(s string, typed bool) string {
	if typed {
		return s
	}
	return strings.Join(strings.Fields(html.UnescapeString(html.UnescapeString(strings.ReplaceAll(s, "\u200b", "")))), " ")
}
