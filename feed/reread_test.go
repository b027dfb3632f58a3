package feed_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/net/html"

	"feedloom/article"
	"feedloom/feed"
	"feedloom/fetch"
)

// What we publish is read by ourselves as it was: nothing of an article is lost
// in a format that has words for it.
func TestReread(t *testing.T) {
	for _, in := range []string{"rich", "episode"} {
		path := "testdata/" + in + ".article.json"
		plan, d := feed.NewPlan(planet()), everything(t, path)
		entries := map[string]feed.Entry{}
		for _, a := range load(t, path) {
			it := plan.Entry(a, profiles)
			entries[it.ID] = it
		}
		for format, change := range map[string]func(*article.Item){"rss": rssLoses, "atom": atomLoses, "json": jsonLoses} {
			b, err := feed.Formats()[slices.Index(feed.FormatNames(), format)].Render(d)
			if err != nil {
				t.Fatal(err)
			}
			r, err := fetch.Read(t.Context(), fetch.Document{Body: b}, fetch.Options{}, nil)
			if err != nil || len(r.Listed) != len(entries) {
				t.Fatalf("%s: %s: %d items, %v", in, format, len(r.Listed), err)
			}
			for _, l := range r.Listed {
				want := itemOf(entries[l.GUID])
				want.Authors, want.Tags, want.Enclosures = slices.Clone(want.Authors), slices.Clone(want.Tags), slices.Clone(want.Enclosures)
				change(&want)
				if diff := cmp.Diff(&want, l.Item, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s, %s (-published +read):\n%s", format, l.GUID, diff)
				}
			}
		}
	}
}

// itemOf is an entry as an item.
func itemOf(it feed.Entry) article.Item {
	item := article.Item{GUID: it.ID, Link: it.Link, Related: it.Related, Title: it.Title, Authors: it.Authors, Published: it.Published, Updated: it.Updated,
		Summary: it.Summary, Content: it.Content, Image: it.Image, ImageSize: it.ImageSize, Thumbnail: it.Thumbnail, ThumbnailSize: it.ThumbnailSize,
		Enclosures: it.Enclosures, Episode: it.Episode, Comments: it.Comments, Language: it.Language, Rights: it.Rights}
	for _, c := range it.Categories {
		item.Tags = append(item.Tags, article.Tag{Term: c.String(), Scheme: it.Scheme, Label: c.Name()})
	}
	item.Tags = append(item.Tags, it.Tags...)
	oneText(&item)
	return item
}

// oneText has the only text as the content, as it is read.
func oneText(item *article.Item) {
	if item.Content == "" || item.Content == item.Summary {
		item.Content, item.Summary = item.Summary, ""
	}
}

// notRead are files that we take from nobody.
func notRead(e article.Enclosure) bool { return strings.HasPrefix(e.URL, "magnet:") }

// rssLoses what RSS has no words for: where one name of several ends and the next
// begins, their addresses, and the scheme and label of a category at once.
func rssLoses(item *article.Item) {
	if len(item.Authors) > 1 {
		item.Authors = []article.Person{{Name: item.Authors[0].Name + ", " + item.Authors[1].Name}}
	}
	for i, t := range item.Tags {
		item.Tags[i].Label = ""
		if t.Scheme == planet().URL.String() {
			item.Tags[i].Scheme = ""
		}
	}
	item.Title = strings.ReplaceAll(item.Title, "<", "<\u200b")
	sameForAll(item)
}

func atomLoses(item *article.Item) {
	for i, t := range item.Tags {
		if t.Label == t.Term {
			item.Tags[i].Label = ""
		}
	}
	if item.Episode != nil {
		episode := *item.Episode
		episode.Kind, item.Episode = "", &episode
	}
	if item.Authors == nil { // those of the feed that it is from, as the format has it
		item.Authors = []article.Person{{Name: "Locks and Weirs", URL: "https://weirs.example/"}}
	}
	sameForAll(item)
}

// jsonLoses what is in our extension alone, and what a tag is more than a word.
func jsonLoses(item *article.Item) {
	for i := range item.Authors {
		if a := &item.Authors[i]; a.URL != "" {
			a.Email = ""
		}
	}
	for i, t := range item.Tags {
		item.Tags[i] = article.Tag{Term: t.Name()}
		if t.Scheme == planet().URL.String() {
			item.Tags[i].Term = t.Term
		}
	}
	if item.Summary != "" {
		item.Summary = html.EscapeString(article.Text(item.Summary, 0))
	}
	for i := range item.Enclosures {
		item.Enclosures[i].Size = article.Size{}
	}
	item.ImageSize, item.Thumbnail, item.ThumbnailSize = article.Size{}, item.Image, article.Size{}
	item.Episode, item.Comments, item.Rights = nil, "", ""
	sameForAll(item)
}

func sameForAll(item *article.Item) {
	item.Enclosures = slices.DeleteFunc(slices.Clone(item.Enclosures), notRead)
	if item.Thumbnail == "" {
		item.Thumbnail = item.Image
	}
}
