package article_test

import (
	"slices"
	"testing"
	"time"

	"feedloom/article"
)

// Readers see words, pictures, files and authors change, and nothing else.
func TestUnlike(t *testing.T) {
	item := post()
	item.Content = `<p class="a">Some <b>words</b> and a <img src="https://blog.example/a.jpg?w=600" width="600"> picture.</p>`
	item.Image = "https://cdn.example/a.jpg?sig=1"
	item.Enclosures = []article.Enclosure{{URL: "https://cdn.example/a.mp3?t=1"}}
	item.Authors = []article.Person{{Name: "Ann"}}
	text := func(html string) func(*article.Item) { return func(it *article.Item) { it.Content = html } }
	for _, c := range []struct {
		name   string
		change func(*article.Item)
		want   []article.Part
	}{
		{"nothing", func(*article.Item) {}, nil},
		{"GUID, dates, link, tags, rights, language", func(it *article.Item) {
			it.GUID, it.Published, it.Updated, it.Link = "h", monday.Add(time.Hour), monday.Add(time.Hour), "https://blog.example/b"
			it.Tags, it.Rights, it.Language, it.Comments = []article.Tag{{Term: "t"}}, "r", "de", "https://blog.example/c"
		}, nil},
		{"markup and white space", text("<div>Some <i>words</i>\n and a <img src=\"https://blog.example/a.jpg?w=300\"> picture.</div>"), nil},
		{"a pixel that counts", text(item.Content + `<img src="https://count.example/?n=2" width="1" height="1">`), nil},
		{"signatures", func(it *article.Item) {
			it.Image, it.Enclosures[0].URL = "https://cdn.example/a.jpg?sig=2", "https://cdn.example/a.mp3?t=2"
		}, nil},
		{"white space in the title", func(it *article.Item) { it.Title = " A  title" }, nil},
		{"a word", text(`<p>Some words and another <img src="https://blog.example/a.jpg"> picture.</p>`), []article.Part{article.PartText}},
		{"a picture in the text", text(`<p>Some words and a <img src="https://blog.example/b.jpg"> picture.</p>`), []article.Part{article.PartText}},
		{"a picture", func(it *article.Item) { it.Image = "https://cdn.example/b.jpg" }, []article.Part{article.PartPicture}},
		{"a file", func(it *article.Item) { it.Enclosures = nil }, []article.Part{article.PartFiles}},
		{"title and author", func(it *article.Item) { it.Title, it.Authors = "Another", nil }, []article.Part{article.PartTitle, article.PartAuthors}},
	} {
		other := item
		other.Enclosures = slices.Clone(item.Enclosures)
		c.change(&other)
		if got := item.Unlike(&other); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A program makes another picture for another query.
func TestUnlikeOfPrograms(t *testing.T) {
	a, b := post(), post()
	a.Image, b.Image = "https://blog.example/image.php?id=1", "https://blog.example/image.php?id=2"
	if got := a.Unlike(&b); len(got) != 1 || got[0] != article.PartPicture {
		t.Errorf("two pictures of a program differ in %q", got)
	}
}

// For identity, one picture of a program is not another: a comic whose strips
// are latest.jpg?1 and latest.jpg?2 has two.
func TestSameTextTellsPicturesApart(t *testing.T) {
	a, b := post(), post()
	a.Content, b.Content = `<img src="https://comic.example/latest.jpg?1">`, `<img src="https://comic.example/latest.jpg?2">`
	same := article.Incoming{Item: &b}
	if same.SameText(&a) {
		t.Error("two strips are one")
	}
	b.Content = `<div><img src="https://comic.example/latest.jpg?1" alt="Strip"></div>`
	if !same.SameText(&a) {
		t.Error("the same strip in other markup is another")
	}
}

// What is no edit for a reader moves no date; it is remembered what was.
func TestAbsorbRemembers(t *testing.T) {
	a := known("blog", post())
	again := func(change func(*article.Item)) article.Change {
		it := a.Primary().Item
		change(&it)
		return absorb(a, article.Sighting{Source: "blog", Seen: monday.AddDate(0, 0, 1), Item: it})
	}
	if got := again(func(it *article.Item) { it.Tags = []article.Tag{{Term: "new"}} }); got != article.Retouched || !a.Updated.Equal(monday) || len(a.Edits) > 0 {
		t.Errorf("a tag: %v, updated %v, edits %v", got, a.Updated, a.Edits)
	}
	again(func(it *article.Item) { it.GUID, it.Link = "h", "https://blog.example/b" })
	want := []article.Alias{{Source: "blog", GUID: "g"}, {Source: "blog", URL: "blog.example/a"}}
	if !slices.Equal(a.Former, want) {
		t.Errorf("former names: %v, want %v", a.Former, want)
	}
	again(func(it *article.Item) { it.GUID = "g" })
	again(func(it *article.Item) { it.GUID = "h" })
	if n := len(a.Former); n != 3 { // g, the address, h: each once
		t.Errorf("%d former names: %v", n, a.Former)
	}
	for i := range 100 {
		again(func(it *article.Item) { it.GUID, it.Title = string(rune('A'+i)), string(rune('A'+i)) })
	}
	if n := len(a.Edits); n != 30 || a.Edits[0].Source != "blog" || !slices.Equal(a.Edits[0].Parts, []article.Part{article.PartTitle}) {
		t.Errorf("%d edits, the first kept is %v", n, a.Edits[0])
	}
	if n := len(a.Former); n != 20 {
		t.Errorf("%d former names", n)
	}
}
