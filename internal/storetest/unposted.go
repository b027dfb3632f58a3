package storetest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"feedloom/article"
)

// posting are routes by which articles are published one by one.
type posting struct {
	routes
	look string
}

func (p posting) Posts() bool  { return true }
func (p posting) Look() string { return "posts, " + p.look }

// unposted names what is to be written, and what is to go: "-" and its id.
func (w *world) unposted() string {
	w.Helper()
	names := []string{}
	for _, u := range w.allUnposted() {
		switch {
		case u.Article != nil:
			names = append(names, u.Article.Primary().Item.Title)
		case u.PublicID != "":
			names = append(names, "-"+u.PublicID)
		}
	}
	return strings.Join(names, ", ")
}

func (w *world) allUnposted() []article.Unposted {
	w.Helper()
	all, err := w.Unposted(0, 1000)
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// post says that all posts are written.
func (w *world) post() {
	w.Helper()
	if err := w.Posted(w.allUnposted()); err != nil {
		w.Fatal(err)
	}
	if got := w.unposted(); got != "" {
		w.Fatalf("unposted after all was posted: %s", got)
	}
}

func (w *world) usePosts(r posting) {
	w.Helper()
	w.router = r
	if err := w.Use(w.Context(), r); err != nil {
		w.Fatal(err)
	}
}

// What is new or edited, or credited to one more source, is told until it is
// posted, across restarts; what nobody sees, and what is known, is not.
func testUnposted(w *world) {
	w.use(routes{"blog.example": {"A"}})
	w.poll("blog.example", post(9, day(9)))
	if got := w.unposted(); got != "" {
		w.Errorf("unposted where there are no posts: %s", got)
	}
	w.usePosts(posting{routes{"blog.example": {"A"}, "list.example": {"B"}}, ""})
	w.post()
	w.poll("blog.example", post(2, day(1)), post(1, day(2)))
	w.restart()
	if got := w.unposted(); got != "Post 1, Post 2" {
		w.Errorf("unposted after a poll: %s", got)
	}
	written := w.allUnposted()
	w.poll("blog.example", post(2, day(1)), but(post(1, day(2)), text("Edited.")))
	if err := w.Posted(written); err != nil {
		w.Fatal(err)
	}
	if got := w.unposted(); got != "Post 1" {
		w.Errorf("unposted after an edit between writing and Posted: %s", got)
	}
	w.post()
	w.poll("blog.example", post(2, day(1)), but(post(1, day(2)), text("Edited."), guid("other")))
	if got := w.unposted(); got != "" {
		w.Errorf("unposted after what nobody sees: %s", got)
	}
	w.poll("list.example", but(post(2, day(1)), guid("l2")))
	if got := w.unposted(); got != "Post 2" {
		w.Errorf("unposted after a further source: %s", got)
	}
}

// Other categories, another look, another name of a source, or a wish: all is
// told, once. Where posts are off nothing is.
func testAllUnposted(w *world) {
	blog := routes{"blog.example": {"A"}}
	w.use(blog)
	w.poll("blog.example", post(2, day(1)), post(1, day(2)))
	told := func(why, want string) {
		w.Helper()
		if got := w.unposted(); got != want {
			w.Errorf("unposted after %s: %q, want %q", why, got, want)
		}
		w.post()
	}
	const all = "Post 1, Post 2"
	w.usePosts(posting{blog, ""})
	told("posts were turned on", all)
	w.usePosts(posting{blog, ""})
	told("the same routes again", "")
	w.usePosts(posting{blog, "otherwise"})
	told("another look", all)
	w.usePosts(posting{routes{"blog.example": {"B"}}, "otherwise"})
	told("other categories", all)
	d := w.document("blog.example", post(2, day(1)), post(1, day(2)))
	d.Profile = &article.Profile{Title: "A new name"}
	w.save(d)
	told("another name of the source", all)
	if err := w.MarkUnposted(); err != nil {
		w.Fatal(err)
	}
	told("a wish", all)
	w.usePosts(posting{blog, ""})
	w.use(blog)
	told("posts were turned off", "")
	w.poll("blog.example", post(3, day(0)))
	told("news without posts", "")
}

// A large store is told in steps, whatever comes or ends meanwhile: everything
// once at least, and no step is longer than it was asked to be.
func testAllUnpostedInSteps(w *world) {
	blog := routes{"blog.example": {"A"}, "other.example": {"A"}}
	w.use(blog)
	var items []article.Item
	for i := range 25 {
		items = append(items, post(i, day(1).Add(-time.Duration(i)*time.Minute)))
	}
	w.poll("blog.example", items...)
	w.usePosts(posting{blog, ""})
	seen, edited := map[string]bool{}, false
	after := uint64(0)
	for step := 0; ; step++ {
		some, err := w.Unposted(after, 4)
		if err != nil || len(some) > 4 {
			w.Fatalf("%d at once, %v", len(some), err)
		}
		if len(some) == 0 {
			break
		}
		for _, u := range some {
			seen[u.PublicID] = true
			edited = edited || u.Article.Primary().Item.Content == "Edited."
		}
		after = some[len(some)-1].Mark
		if step%2 == 0 { // else they could not be written, and are told again
			if err := w.Posted(some); err != nil {
				w.Fatal(err)
			}
		}
		switch step {
		case 2:
			w.restart()
		case 3:
			w.poll("other.example", but(post(100, day(1)), link("https://other.example/"), guid("https://other.example/100")))
			items[24].Content = "Edited." // one that was told already
			w.poll("blog.example", items...)
		}
	}
	if len(seen) != 26 || !edited {
		w.Errorf("%d of 26 articles were told, and an edit: %v", len(seen), edited)
	}
	if left := w.allUnposted(); len(left) == 0 || len(left) > 14 {
		w.Errorf("%d are told again, of some 13 that could not be written", len(left))
	}
}

// What is pruned or forgotten is told by the id that its post has, also where
// that happened while posts were off.
func testGone(w *world) {
	blog := posting{routes{"blog.example": {"A"}}, ""}
	w.usePosts(blog)
	w.poll("blog.example", post(3, day(1)), post(2, day(2)), post(1, day(3)))
	w.post()
	if _, err := w.Prune(w.Context(), w.router, article.Retention{MaxArticles: 2}, start); err != nil {
		w.Fatal(err)
	}
	w.forget(article.Takedown{URL: "https://blog.example/2"})
	if got, want := w.unposted(), "-https://blog.example/1, -https://blog.example/2"; got != want {
		w.Errorf("unposted: %s, want %s", got, want)
	}
	w.post()
	w.use(blog.routes)
	w.forget(article.Takedown{URL: "https://blog.example/3"})
	w.usePosts(blog)
	if got, want := w.unposted(), "-https://blog.example/3"; got != want {
		w.Errorf("unposted after a takedown without posts: %s, want %s", got, want)
	}
}

// An article that was taken down and may come again has the same id: its post is
// not to be removed for what happened before.
func testGoneAndBack(w *world) {
	w.usePosts(posting{routes{"blog.example": {"A"}}, ""})
	w.poll("blog.example", post(2, day(1)), post(1, day(2)))
	w.post()
	w.forget(article.Takedown{URL: "https://blog.example/1"})
	f, err := w.Forgotten()
	if err != nil {
		w.Fatal(err)
	}
	if _, _, err := w.Readmit(w.Context(), f[0].Number); err != nil {
		w.Fatal(err)
	}
	w.poll("blog.example", post(2, day(1)), post(1, day(2)))
	if got := w.unposted(); got != "Post 1, Post 1" {
		w.Errorf("unposted: %s", got)
	}
}

// Each has every article once, in the order of short ids, none that is gone, and
// ends where it is told to.
func testEach(w *world) {
	w.use(routes{"blog.example": {"A"}})
	var items []article.Item
	for i := range 450 {
		items = append(items, post(i, day(1).Add(-time.Duration(i)*time.Minute)))
	}
	w.poll("blog.example", items...)
	w.forget(article.Takedown{URL: "https://blog.example/7"})
	var ids []uint64
	visit := func(a *article.Article) error { ids = append(ids, a.ID); return nil }
	if err := w.Each(w.Context(), 0, visit); err != nil || len(ids) != 449 || !slices.IsSorted(ids) {
		w.Errorf("%d articles, %v", len(ids), err)
	}
	last := ids[len(ids)-1]
	ids = nil
	if err := w.Each(w.Context(), last, visit); err != nil || len(ids) != 1 {
		w.Errorf("%v from %d on, %v", ids, last, err)
	}
	enough := fmt.Errorf("enough")
	if err := w.Each(w.Context(), 0, func(*article.Article) error { return enough }); err != enough {
		w.Errorf("ended by %v", err)
	}
}
