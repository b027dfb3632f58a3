package storetest

import (
	"fmt"
	"strings"
	"time"

	"feedloom/article"
)

// find names what a store finds: the title of each article, or "gone", and by
// what it was found.
func (w *world) find(ref string) string {
	w.Helper()
	found, err := w.Find(w.Context(), ref, 10)
	if err != nil {
		w.Fatal(err)
	}
	var names []string
	for _, f := range found {
		name := "gone"
		if f.Article != nil {
			name = f.Article.Primary().Item.Title
		}
		names = append(names, name+" by "+string(f.By))
	}
	return strings.Join(names, ", ")
}

// An article is found by all that it is called, by any of its sources and at
// any time; one that was pruned as well.
func testFind(w *world) {
	w.use(routes{"blog.example": {"A"}, "list.example": {"B"}})
	plain := but(post(2, day(2)), guid("two"))
	w.poll("blog.example", post(1, day(1)), plain)
	w.poll("list.example", but(plain, guid("l2")))
	w.poll("blog.example", post(1, day(1)), but(plain, link("https://blog.example/moved")))
	a := w.all()[1]
	for ref, want := range map[string]string{
		"http://www.blog.example/2?utm_source=x": "Post 2 by url",
		"https://blog.example/moved":             "Post 2 by url",
		a.PublicID:                               "Post 2 by public id",
		"two":                                    "Post 2 by guid",
		"l2":                                     "Post 2 by guid",
		string(a.Key):                            "Post 2 by key",
		strings.ReplaceAll(string(a.Key), "\x00", " "): "Post 2 by key",
		fmt.Sprintf("#%d", a.ID):                       "Post 2 by id",
		fmt.Sprint(a.ID):                               "Post 2 by id",
		"https://blog.example/1":                       "Post 1 by url", // its GUID and its public id, too
		"#99":                                          "",
		"https://blog.example/3":                       "",
		"":                                             "",
	} {
		if got := w.find(ref); got != want {
			w.Errorf("find %q: %q, want %q", ref, got, want)
		}
	}
	if _, err := w.Prune(w.Context(), w.router, article.Retention{MaxAge: time.Hour}, start); err != nil {
		w.Fatal(err)
	}
	for _, ref := range []string{"https://blog.example/2", "two", "l2", a.PublicID, string(a.Key), fmt.Sprint(a.ID)} {
		found, err := w.Find(w.Context(), ref, 10)
		if err != nil || len(found) != 1 || found[0].ID != a.ID || found[0].Key != a.Key || found[0].Article != nil || found[0].Forgotten != nil {
			w.Errorf("find %q after pruning: %+v, %v", ref, found, err)
		}
	}
	if habits, err := w.Habits(); err != nil || habits["blog.example"].Reads != 2 {
		w.Errorf("habits: %+v, %v", habits, err)
	}
}

// Words of a title are looked for where nothing is called so: all of them, in
// any case and order, the newest article first, up to a limit.
func testFindTitle(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", but(post(3, day(1)), title("The harbour, once more")), post(2, day(2)), but(post(1, day(3)), title("Harbour news of the day")))
	for ref, want := range map[string]string{
		"THE harbour":  "The harbour, once more by title, Harbour news of the day by title",
		"more Harbour": "The harbour, once more by title",
		"harbour post": "",
	} {
		if got := w.find(ref); got != want {
			w.Errorf("find %q: %q, want %q", ref, got, want)
		}
	}
	if found, err := w.Find(w.Context(), "harbour", 1); err != nil || len(found) != 1 || found[0].Article.Published.Before(day(2)) {
		w.Errorf("one of two: %+v, %v", found, err)
	}
}

// A place is counted from the newest, backlog after all news. It is the same
// whether the index was built by these categories or will be.
func testPlaces(w *world) {
	before := routes{"blog.example": {"A"}, "list.example": {"B"}}
	w.use(before)
	w.poll("list.example", but(undated(9), link("https://list.example/9")))
	w.poll("blog.example", post(3, day(1)), post(2, day(2)), post(1, day(3)))
	check := func(r routes, i int, indexed bool, want string) {
		w.Helper()
		places, is, err := w.Places(w.Context(), r, w.all()[i])
		var got []string
		for _, p := range places {
			got = append(got, fmt.Sprintf("/%s %d", p.Path, p.Place))
		}
		if err != nil || is != indexed || strings.Join(got, ", ") != want {
			w.Errorf("article %d: %s, indexed %v, %v; want %s", i, strings.Join(got, ", "), is, err, want)
		}
	}
	check(before, 3, true, "/ 3, /A 3")
	check(before, 0, true, "/ 4, /B 1") // undated, so dated by its first sight; and backlog
	after := routes{"blog.example": {"C"}, "list.example": {"C"}}
	check(after, 3, false, "/ 3, /C 3")
	check(after, 0, false, "/ 4, /C 4")
	w.use(after)
	check(after, 3, true, "/ 3, /C 3")
	check(after, 0, true, "/ 4, /C 4")
	check(routes{"other.example": {"C"}}, 3, false, "/ 3")
}
