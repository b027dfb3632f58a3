package article_test

import (
	"strings"
	"testing"
	"time"

	"feedloom/article"
)

// What stands at one address under one title and two dates, without GUIDs, is an
// edit, unless the two have nothing to do with each other.
func TestUnrelated(t *testing.T) {
	words := func(from, n int) string {
		var all []string
		for i := range n {
			all = append(all, "word"+strings.Repeat("x", from+i))
		}
		return strings.Join(all, " ")
	}
	picture := func(name string) string { return `<img src="https://blog.example/` + name + `.png">` }
	recording := func(name string) []article.Enclosure {
		return []article.Enclosure{{URL: "https://blog.example/" + name + ".mp3"}}
	}
	for _, c := range []struct {
		name      string
		was, is   article.Item
		unrelated bool
	}{
		{"no word in common", article.Item{Content: words(0, 30)}, article.Item{Content: words(30, 30)}, true},
		{"a third in common", article.Item{Content: words(0, 30)}, article.Item{Content: words(20, 30)}, true},
		{"two in five in common", article.Item{Content: words(0, 30)}, article.Item{Content: words(18, 30)}, true},
		{"two thirds in common", article.Item{Content: words(0, 30)}, article.Item{Content: words(10, 30)}, false},
		{"all of it in a longer one", article.Item{Content: words(0, 25)}, article.Item{Content: words(0, 90)}, false},
		{"a long one after a short one", article.Item{Content: words(0, 5)}, article.Item{Content: words(30, 30)}, false},
		{"capitals", article.Item{Content: words(0, 30)}, article.Item{Content: strings.ToUpper(words(0, 30))}, false},
		{"two summaries", article.Item{Summary: words(0, 30)}, article.Item{Summary: words(30, 30)}, true},
		{"another picture", article.Item{Content: picture("a")}, article.Item{Content: picture("b")}, true},
		{"another in the summary", article.Item{Summary: picture("a")}, article.Item{Summary: picture("b")}, true},
		{"one of two pictures", article.Item{Content: picture("a") + picture("b")}, article.Item{Content: picture("a") + picture("c")}, false},
		{"a picture more", article.Item{Content: "a"}, article.Item{Content: picture("b")}, false},
		{"a picture less", article.Item{Content: picture("a")}, article.Item{Content: "b"}, false},
		{"another head image", article.Item{Image: "https://blog.example/a.png"}, article.Item{Content: "b", Image: "https://blog.example/b.png"}, true},
		{"the head image in the text", article.Item{Image: "https://blog.example/a.png"}, article.Item{Content: picture("a")}, false},
		{"another file", article.Item{Content: words(0, 30), Enclosures: recording("a")}, article.Item{Content: words(0, 30), Enclosures: recording("b")}, true},
		{"a file more", article.Item{Content: "a"}, article.Item{Content: "b", Enclosures: recording("b")}, false},
		{"a file less", article.Item{Content: "a", Enclosures: recording("a")}, article.Item{Content: "b"}, false},
	} {
		was, is := c.was, c.is
		was.Title, was.Link, was.Published = "A title", "https://blog.example/a", monday
		is.Title, is.Link, is.Published = was.Title, was.Link, monday.Add(24*time.Hour)
		in := article.Incoming{Source: "blog", Item: &is, Address: "blog.example/a", Date: is.Published, Dated: true,
			Listed: func(*article.Article) bool { return false }}
		want := article.ByURL
		if c.unrelated {
			want = article.New
		}
		if _, rule := article.Identify(in, article.Candidates{URL: []*article.Article{known("blog", was)}}, 72*time.Hour); rule != want {
			t.Errorf("%s: %q, want %q", c.name, rule, want)
		}
	}
}

// Another source's id is believed where title or text agree, from a source that
// has not named the article yet, and once in a document.
func TestIdentifyByID(t *testing.T) {
	for _, c := range []struct {
		name   string
		source string
		change func(*article.Item)
		listed bool
		want   article.Rule
	}{
		{"title and text", "planet", func(*article.Item) {}, false, article.ByID},
		{"title", "planet", func(it *article.Item) { it.Content = "x" }, false, article.ByID},
		{"neither", "planet", func(it *article.Item) { it.Title, it.Content = "Another", "x" }, false, article.New},
		{"listed already", "planet", func(*article.Item) {}, true, article.New},
		{"its own", "blog", func(*article.Item) {}, false, article.New},
	} {
		it := post()
		a := known("blog", it)
		it.Link = "https://planet.example/1"
		c.change(&it)
		in := article.Incoming{Source: c.source, GUID: it.GUID, Item: &it, Address: "planet.example/1", Date: it.Published, Dated: true,
			Listed: func(*article.Article) bool { return c.listed }}
		if _, rule := article.Identify(in, article.Candidates{ID: []*article.Article{a}}, 72*time.Hour); rule != c.want {
			t.Errorf("%s: %q, want %q", c.name, rule, c.want)
		}
	}
	it := post()
	it.Title = ""
	in := article.Incoming{Source: "planet", GUID: it.GUID, Item: &it, Address: "planet.example/1", Date: it.Published, Dated: true,
		Listed: func(*article.Article) bool { return false }}
	if _, rule := article.Identify(in, article.Candidates{ID: []*article.Article{known("blog", it)}}, 72*time.Hour); rule != article.ByID {
		t.Errorf("a text without a title: %q", rule)
	}
}
