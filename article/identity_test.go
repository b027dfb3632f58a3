package article_test

import (
	"testing"
	"time"

	"feedloom/article"
)

var monday = time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)

// post is a dated item with a GUID.
func post() article.Item {
	return article.Item{GUID: "g", Link: "https://blog.example/a", Title: "A title", Content: "<p>A text.</p>", Published: monday}
}

// known is the article that a source made of an item.
func known(source string, it article.Item) *article.Article {
	published := it.Date()
	if published.IsZero() {
		published = monday.Add(time.Hour)
	}
	return &article.Article{ID: 7, Published: published, Updated: published,
		Sightings: []article.Sighting{{Source: source, Seen: monday, Item: it}}}
}

// absorb takes up what a source says of an article.
func absorb(a *article.Article, s article.Sighting) article.Change {
	in := article.Incoming{Source: s.Source, Item: &s.Item, Address: article.Tracking{}.Address(&s.Item, s.Source)}
	return a.Absorb(in, s)
}

// Each row is a change of the item since its source, or another, gave it.
func TestIdentify(t *testing.T) {
	for _, c := range []struct {
		name   string
		source string // of the item; the article is from "blog"
		change func(*article.Item)
		listed bool // another item of the document is the article
		want   article.Rule
	}{
		{"the same again", "blog", func(*article.Item) {}, false, article.ByGUID},
		{"edited, moved, redated", "blog", func(it *article.Item) {
			it.Link, it.Content, it.Published = "https://blog.example/b", "x", monday.AddDate(0, 0, 1)
		}, false, article.ByGUID},
		{"all but the GUID is new", "blog", func(it *article.Item) {
			it.Link, it.Title, it.Published = "https://blog.example/b", "Another", monday.AddDate(0, 0, 1)
		}, false, article.New},
		{"all but the GUID is new, undated", "blog", func(it *article.Item) {
			it.Link, it.Title, it.Published = "https://blog.example/b", "Another", time.Time{}
		}, false, article.ByGUID},
		{"all but the GUID is new, the text too, undated", "blog", func(it *article.Item) {
			it.Link, it.Title, it.Content, it.Published = "https://blog.example/b", "Another", "x", time.Time{}
		}, false, article.New},
		{"a new GUID, date and enclosure", "blog", func(it *article.Item) {
			it.GUID, it.Published = "h", monday.AddDate(0, 0, 1)
			it.Enclosures = []article.Enclosure{{URL: "https://blog.example/b.mp3"}}
		}, false, article.New},
		{"a new GUID, the same text and date", "blog", func(it *article.Item) { it.GUID = "h" }, false, article.ByKey},
		{"a new GUID, while the old one is listed", "blog", func(it *article.Item) { it.GUID, it.Content = "h", "x" }, true, article.New},
		{"a new GUID, listed word by word", "blog", func(it *article.Item) { it.GUID = "h" }, true, article.ByKey},
		{"a new GUID and text", "blog", func(it *article.Item) { it.GUID, it.Content = "h", "x" }, false, article.ByKey},
		{"a new GUID, title and text", "blog", func(it *article.Item) { it.GUID, it.Title, it.Content = "h", "B", "x" }, false, article.New},
		{"no GUID, another text", "blog", func(it *article.Item) { it.GUID, it.Content = "", "x" }, false, article.ByKey},
		{"no GUID, another text, listed", "blog", func(it *article.Item) { it.GUID, it.Content = "", "x" }, true, article.New},
		{"a new GUID and date, the same text", "blog", func(it *article.Item) {
			it.GUID, it.Published = "h", monday.AddDate(0, 0, 1)
		}, false, article.ByURL},
		{"a new GUID, date and text", "blog", func(it *article.Item) {
			it.GUID, it.Content, it.Published = "h", "x", monday.AddDate(0, 0, 1)
		}, false, article.New},
		{"a new GUID and text, undated", "blog", func(it *article.Item) {
			it.GUID, it.Content, it.Published = "h", "x", time.Time{}
		}, false, article.ByURL},
		{"a new GUID, title and text, undated", "blog", func(it *article.Item) {
			it.GUID, it.Title, it.Content, it.Published = "h", "Another", "x", time.Time{}
		}, false, article.New},
		{"another source, the same date", "list", func(it *article.Item) { it.Title, it.Content = "See", "x" }, false, article.ByKey},
		{"another source, listed", "list", func(it *article.Item) { it.Title, it.Content = "See", "x" }, true, article.New},
		{"another source, two days later", "list", func(it *article.Item) {
			it.Title, it.Content, it.Published = "See", "x", monday.AddDate(0, 0, 2)
		}, false, article.ByURL},
		{"another source, five days later", "list", func(it *article.Item) {
			it.Title, it.Content, it.Published = "See", "x", monday.AddDate(0, 0, 5)
		}, false, article.New},
		{"another source, five days later, the same title", "list", func(it *article.Item) {
			it.Title, it.Content, it.Published = "a TITLE ", "x", monday.AddDate(0, 0, 5)
		}, false, article.ByURL},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, it := known("blog", post()), post()
			c.change(&it)
			in := article.Incoming{Source: c.source, GUID: it.GUID, Item: &it, Address: article.Tracking{}.Address(&it, c.source),
				Date: it.Date(), Dated: !it.Date().IsZero(), Listed: func(*article.Article) bool { return c.listed }}
			if !in.Dated {
				in.Date = monday.AddDate(0, 0, 3)
			}
			var byGUID *article.Article
			if c.source == "blog" && it.GUID == "g" {
				byGUID = a
			}
			var atURL []*article.Article
			if it.Link == post().Link {
				atURL = append(atURL, a)
			}
			got, rule := article.Identify(in, article.Candidates{GUID: byGUID, URL: atURL}, 72*time.Hour)
			if rule != c.want || (got == a) != (c.want != article.New) {
				t.Errorf("%v by %q, want by %q", got, rule, c.want)
			}
		})
	}
}

// An item is known by its text only if it has a date and enough of a text.
func TestNewPrint(t *testing.T) {
	print := func(change func(*article.Incoming)) article.Hash {
		it := post()
		it.Published = it.Published.Add(7 * time.Minute)
		it.Content = `<p>A caption.</p><img src="https://blog.example/a.png?w=1">`
		in := article.Incoming{Source: "blog", Item: &it, Date: it.Published, Dated: true}
		change(&in)
		return in.NewPrint()
	}
	whole := print(func(*article.Incoming) {})
	if whole == 0 {
		t.Fatal("no print")
	}
	for name, c := range map[string]struct {
		change func(*article.Incoming)
		same   bool
	}{
		"address, GUID, markup": {func(in *article.Incoming) {
			in.Item.Link, in.Item.GUID = "https://new.example/", "h"
			in.Item.Content = `<div>A caption.</div><img src="https://cdn.new.example/images/a.png">`
		}, true},
		"another source": {func(in *article.Incoming) { in.Source = "list" }, false},
		"another date":   {func(in *article.Incoming) { in.Date = in.Date.Add(time.Second) }, false},
		"another title":  {func(in *article.Incoming) { in.Item.Title = "B" }, false},
		"another text":   {func(in *article.Incoming) { in.Item.Content += "And more." }, false},
		"another picture": {func(in *article.Incoming) {
			in.Item.Content = `<p>A caption.</p><img src="https://blog.example/b.png?w=1">`
		}, false},
	} {
		if got := print(c.change); (got == whole) != c.same || got == 0 {
			t.Errorf("%s: %v beside %v", name, got, whole)
		}
	}
	for name, change := range map[string]func(*article.Incoming){
		"no date":                       func(in *article.Incoming) { in.Dated = false },
		"no title":                      func(in *article.Incoming) { in.Item.Title = "" },
		"no text":                       func(in *article.Incoming) { in.Item.Content = "<p></p>" },
		"a few words, dated by the day": func(in *article.Incoming) { in.Date = monday },
	} {
		if got := print(change); got != 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// An item has an address whatever it lacks, and two texts have two.
func TestAddress(t *testing.T) {
	var tracking article.Tracking
	text := article.Item{Title: "A", Content: "b"}
	other := article.Item{Title: "Ab"}
	for _, c := range []struct {
		item article.Item
		want string
	}{
		{post(), "blog.example/a"},
		{article.Item{GUID: "https://blog.example/g", Permalink: true}, "blog.example/g"},
		{article.Item{GUID: "https://blog.example/g", Enclosures: []article.Enclosure{{URL: "https://blog.example/e.mp3"}}}, "blog.example/e.mp3"},
		{text, tracking.Address(&text, "s")},
	} {
		if got := tracking.Address(&c.item, "s"); got != c.want {
			t.Errorf("Address() = %q, want %q", got, c.want)
		}
	}
	if a := tracking.Address(&text, "s"); a == tracking.Address(&other, "s") || a == tracking.Address(&text, "t") {
		t.Errorf("%q is the address of more than one", a)
	}
}

// What a source says again changes what it says; what it says is shown counts
// as an edit, GUIDs and dates do not.
func TestAbsorb(t *testing.T) {
	later := monday.AddDate(0, 0, 1)
	for _, c := range []struct {
		name    string
		source  string
		owner   bool
		change  func(*article.Item)
		want    article.Change
		primary string
	}{
		{"nothing", "blog", false, func(*article.Item) {}, article.Unchanged, "blog"},
		{"a GUID and a date", "blog", false, func(it *article.Item) { it.GUID, it.Published = "h", later }, article.Noted, "blog"},
		{"a title", "blog", false, func(it *article.Item) { it.Title = "Other" }, article.Edited, "blog"},
		{"an image", "blog", false, func(it *article.Item) { it.Image = "https://blog.example/i.png" }, article.Edited, "blog"},
		{"another source", "list", false, func(it *article.Item) { it.Title = "See" }, article.Joined, "blog"},
		{"the owner", "owner", true, func(it *article.Item) { it.Title, it.Published = "Mine", later.Add(-48*time.Hour) }, article.Edited, "owner"},
		{"the owner, word for word", "owner", true, func(*article.Item) {}, article.Joined, "owner"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, it := known("blog", post()), post()
			c.change(&it)
			got := absorb(a, article.Sighting{Source: c.source, Seen: later, Owner: c.owner, Item: it})
			if got != c.want || a.Primary().Source != c.primary {
				t.Errorf("change %d, primary %s; want %d, %s", got, a.Primary().Source, c.want, c.primary)
			}
			if moved := !a.Updated.Equal(monday); moved != (got == article.Edited) {
				t.Errorf("updated is %v", a.Updated)
			}
			if c.source == "owner" != a.Published.Equal(it.Published) && !it.Published.Equal(monday) {
				t.Errorf("published is %v", a.Published)
			}
		})
	}
}

// What a further source changes in its words is no edit of the article.
func TestAbsorbRetold(t *testing.T) {
	a, it := known("blog", post()), post()
	later := monday.AddDate(0, 0, 1)
	it.Title = "See this"
	absorb(a, article.Sighting{Source: "list", Seen: later, Item: it})
	it.Title = "See this, please"
	if got := absorb(a, article.Sighting{Source: "list", Seen: later, Item: it}); got != article.Retold || !a.Updated.Equal(monday) {
		t.Errorf("change %d, updated %v", got, a.Updated)
	}
	if got := a.By("list").Item.Title; got != "See this, please" {
		t.Errorf("the source's word is %q", got)
	}
}
