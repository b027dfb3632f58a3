package storetest

import (
	"fmt"
	"strings"
	"time"

	"feedloom/article"
)

// visit is one document of one source.
type visit struct {
	source string
	items  []article.Item
}

func by(source string, items ...article.Item) visit { return visit{source, items} }

// A history is a sequence of documents, and the titles of the articles that
// are there after it, the newest by date first.
var histories = []struct {
	name   string
	visits []visit
	want   string
}{
	{"a feed that grows", []visit{
		by("blog.example", post(1, day(2))),
		by("blog.example", post(2, day(1)), post(1, day(2))),
	}, "Post 2, Post 1"},
	{"an edit", []visit{
		by("blog.example", post(1, day(2))),
		by("blog.example", but(post(1, day(2)), title("Post one"))),
	}, "Post one"},
	{"an edit that moves link and date, under its GUID", []visit{
		by("blog.example", post(1, day(2))),
		by("blog.example", but(post(1, day(1)), link("https://blog.example/one"))),
	}, "Post 1"},
	{"a blog without GUIDs that edits a post and moves its date", []visit{
		by("blog.example", but(post(1, day(2)), guid(""))),
		by("blog.example", but(post(1, day(1)), guid(""), text("<p>Better.</p>"))),
	}, "Post 1"},
	{"a page whose URL carries a new text each day", []visit{
		by("blog.example", but(post(1, day(3)), guid(""), title("Monday"), text("a"))),
		by("blog.example", but(post(1, day(2)), guid(""), title("Tuesday"), text("b"))),
		by("blog.example", but(post(1, day(1)), guid(""), title("Wednesday"), text("c"))),
	}, "Wednesday, Tuesday, Monday"},
	{"a comic with one GUID for every strip", []visit{
		by("blog.example", but(post(1, day(3)), guid("comic"))),
		by("blog.example", but(post(2, day(2)), guid("comic"))),
		by("blog.example", but(post(3, day(1)), guid("comic"))),
	}, "Post 3, Post 2, Post 1"},
	{"two posts of one URL and day with different GUIDs", []visit{
		by("blog.example",
			but(post(1, day(1)), guid("b"), title("Second"), text("b")),
			but(post(1, day(1)), guid("a"), title("First"), text("a"))),
		by("blog.example",
			but(post(1, day(1)), guid("b"), title("Second"), text("b")),
			but(post(1, day(1)), guid("a"), title("First, edited"), text("a"))),
	}, "Second, First, edited"},
	{"all items of a feed share link and date", []visit{
		by("blog.example",
			but(post(3, day(1)), guid(""), link("https://blog.example/")),
			but(post(2, day(1)), guid(""), link("https://blog.example/")),
			but(post(1, day(1)), guid(""), link("https://blog.example/"))),
	}, "Post 3, Post 2, Post 1"},
	{"a GUID on several items is none", []visit{
		by("blog.example", but(post(2, day(1)), guid("x")), but(post(1, day(2)), guid("x"))),
		by("blog.example", but(post(3, day(0)), guid("x")), but(post(2, day(1)), guid("x")), but(post(1, day(2)), guid("x"))),
	}, "Post 3, Post 2, Post 1"},
	{"a GUID on several undated items is none, when one is edited", []visit{
		by("blog.example", but(undated(2), guid("x")), but(undated(1), guid("x"))),
		by("blog.example", but(undated(2), guid("x")), but(undated(1), guid("x"), title("Post one"))),
	}, "Post 2, Post one"},
	{"one URL and day, another GUID and another text", []visit{
		by("blog.example", but(post(1, day(1)), guid("a"), title("Morning"), text("a"))),
		by("blog.example", but(post(1, day(1)), guid("b"), title("Evening"), text("b"))),
	}, "Evening, Morning"},
	{"http to https, and www", []visit{
		by("blog.example", but(post(1, day(1)), guid(""), link("http://www.blog.example/1"))),
		by("blog.example", but(post(1, day(1)), guid(""), link("https://blog.example/1"))),
	}, "Post 1"},
	{"GUIDs new at every fetch", []visit{
		by("blog.example", but(post(1, day(1)), guid("a1")), but(post(2, day(2)), guid("a2"))),
		by("blog.example", but(post(1, day(1)), guid("b1")), but(post(2, day(2)), guid("b2"))),
		by("blog.example", but(post(1, day(0)), guid("c1")), but(post(2, day(0)), guid("c2"))),
	}, "Post 1, Post 2"},
	{"an undated feed keeps the order of its document", []visit{
		by("blog.example", undated(3), undated(2), undated(1)),
		by("blog.example", undated(4), undated(3), undated(2), undated(1)),
		by("blog.example", but(undated(4), guid("")), undated(3), undated(2), undated(1)),
	}, "Post 4, Post 3, Post 2, Post 1"},
	{"items without a link", []visit{
		by("blog.example", but(post(1, day(1)), link(""), guid("")), but(post(2, day(2)), link(""), guid(""))),
		by("blog.example", but(post(1, day(1)), link(""), guid("")), but(post(2, day(2)), link(""), guid(""))),
	}, "Post 1, Post 2"},
	{"a link list names an article before its own blog does", []visit{
		by("list.example", but(post(1, day(0)), guid("l1"), title("Look at this"), text("Nice."))),
		by("blog.example", post(1, day(1))),
	}, "Post 1"},
	{"one URL from two sources five days apart, titles differ", []visit{
		by("list.example", but(post(1, day(6)), guid("l1"), title("Old"), text("x"))),
		by("other.example", but(post(1, day(1)), guid("o1"), title("New"), text("y"))),
	}, "New, Old"},
	{"one URL from two sources five days apart, titles agree", []visit{
		by("list.example", but(post(1, day(6)), guid("l1"), text("x"))),
		by("other.example", but(post(1, day(1)), guid("o1"), text("y"))),
	}, "Post 1"},
	{"two items of one URL, one of which another source named", []visit{
		by("list.example", but(post(1, day(1)), guid("l1"))),
		by("blog.example", but(post(1, day(1)), guid("b1")), but(post(1, day(0)), guid("b2"), title("Post 1, part 2"), text("two"))),
	}, "Post 1, part 2, Post 1"},
	{"two items of one URL, of which another source named the one, in the other order", []visit{
		by("list.example", but(post(1, day(1)), guid("l1"))),
		by("blog.example", but(post(1, day(0)), guid("b2"), title("Post 1, part 2"), text("two")), but(post(1, day(1)), guid("b1"))),
	}, "Post 1, part 2, Post 1"},
	{"a further source without GUIDs, a minute off, follows a correction", []visit{
		by("other.example", post(1, day(1))),
		by("list.example", but(post(1, day(1).Add(time.Minute)), guid(""))),
		by("other.example", but(post(1, day(1)), title("Post one"))),
		by("list.example", but(post(1, day(1).Add(time.Minute)), guid(""), title("Post one"), text("Also."))),
	}, "Post one"},
	{"of two items of one title, link and date the twin is the same", []visit{
		by("list.example", but(post(1, day(1)), guid("l1"))),
		by("other.example", but(post(1, day(1)), guid("o2"), text("two")), but(post(1, day(1)), guid("o1"))),
		by("list.example", but(post(1, day(1)), guid("l1"), title("Post one"))),
	}, "Post 1, Post one"},
	{"an old GUID comes back beside the new one", []visit{
		by("blog.example", but(post(1, day(2)), guid("1"))),
		by("blog.example", but(post(1, day(2)), guid("u1"))),
		by("blog.example", but(post(2, day(1)), guid("1"), title("Post 1")), but(post(1, day(2)), guid("u1"))),
	}, "Post 1, Post 1"},
	{"a GUID is the place in the list", []visit{
		by("blog.example", but(post(1, day(5)), guid("0"))),
		by("blog.example", but(post(2, day(4)), guid("0")), but(post(1, day(5)), guid("1"))),
		by("blog.example", but(post(3, day(3)), guid("0")), but(post(2, day(4)), guid("1")), but(post(1, day(5)), guid("2"))),
	}, "Post 3, Post 2, Post 1"},
	{"a GUID is the place in the list, without dates", []visit{
		by("blog.example", but(undated(1), guid("0"))),
		by("blog.example", but(undated(2), guid("0")), but(undated(1), guid("1"))),
		by("blog.example", but(undated(3), guid("0")), but(undated(2), guid("1")), but(undated(1), guid("2"))),
	}, "Post 3, Post 2, Post 1"},
	{"two GUIDs are swapped", []visit{
		by("blog.example", but(post(2, day(1)), guid("b")), but(post(1, day(2)), guid("a"))),
		by("blog.example", but(post(2, day(1)), guid("a")), but(post(1, day(2)), guid("b"))),
	}, "Post 2, Post 1"},
	{"a podcast whose episodes have one title, link and no text", []visit{
		by("blog.example", episode(1, day(2))),
		by("blog.example", episode(2, day(1))),
		by("blog.example", episode(2, day(1)), episode(1, day(2))),
	}, "The news, The news"},
	{"titles without a text, of one link", []visit{
		by("blog.example", but(post(1, day(2)), guid("a"), title("Daily"), text(""))),
		by("blog.example", but(post(1, day(1)), guid("b"), title("Daily"), text(""))),
	}, "Daily, Daily"},
	{"undated items of one link that come one by one", []visit{
		by("blog.example", but(undated(1), link("https://blog.example/"))),
		by("blog.example", but(undated(2), link("https://blog.example/"))),
		by("blog.example", but(undated(3), link("https://blog.example/"))),
	}, "Post 3, Post 2, Post 1"},
	{"an item is edited, and its old text listed beside it without a GUID", []visit{
		by("blog.example", post(1, day(1))),
		by("blog.example", but(post(1, day(1)), text("two")), but(post(1, day(1)), guid(""))),
		by("blog.example", but(post(1, day(1)), text("two"), title("Post one"))),
	}, "Post one"},
	{"many items of one link, all of which change in what nobody sees", []visit{
		by("blog.example", many(150, "")...),
		by("blog.example", many(150, "x")...),
	}, strings.TrimSuffix(strings.Repeat("Post, ", 150), ", ")},
	{"a date in the future is the day it was seen", []visit{
		by("blog.example", post(1, start.AddDate(1, 0, 0)), post(2, day(1))),
	}, "Post 1, Post 2"},
	{"the same item twice in one document", []visit{
		by("blog.example", post(1, day(1)), post(1, day(1))),
	}, "Post 1"},
}

func undated(n int) article.Item { return but(post(n, time.Time{}), guid(fmt.Sprint("u", n))) }

func episode(n int, date time.Time) article.Item {
	it := but(post(1, date), guid(fmt.Sprint("e", n)), title("The news"), text(""))
	it.Enclosures = []article.Enclosure{{URL: fmt.Sprintf("https://blog.example/%d.mp3", n)}}
	return it
}

// many are dated items of one link, without GUIDs.
func many(n int, rights string) []article.Item {
	var items []article.Item
	for i := range n {
		it := but(post(i, day(1).Add(-time.Duration(i)*time.Minute)), guid(""), link("https://blog.example/"), title("Post"))
		it.Rights = rights
		items = append(items, it)
	}
	return items
}

// runHistory plays a history in a store of its own. It ends in the articles
// that a reader would count.
func runHistory(w *world, visits []visit, want string) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}, "other.example": {"C"}})
	for _, v := range visits {
		w.poll(v.source, v.items...)
	}
	if got := titles(w.all()); got != want {
		w.Errorf("the articles are: %s\nwant: %s", got, want)
	}
}
