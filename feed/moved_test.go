package feed_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/feed"
)

// renamed is the planet after some renames: a category that was another one, with
// what lies below it, and a folder that was another.
func renamed() feed.Site {
	site := planet()
	site.Feeds = append(site.Feeds,
		feed.Override{Path: article.Category{"金融"}, Was: []feed.Was{{Path: article.Category{"Money"}}, {Path: article.Category{"Finance", "CN"}}}},
		feed.Override{Path: article.Category{"Links"}, Was: []feed.Was{{Folder: "old links/a&b"}}})
	return site
}

func TestMoved(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	s.plan = feed.NewPlan(renamed())
	out := open(t, dir)
	publish(t, out, s)
	for _, f := range feed.Formats() {
		compare(t, "testdata/moved."+f.File, []byte(read(t, filepath.Join(dir, "Money", "新浪财经", f.File))))
	}
	const redirects = "assets/redirects.txt"
	lines := strings.Split(strings.TrimSpace(read(t, filepath.Join(dir, redirects))), "\n")
	for _, want := range []string{
		"/feeds/Money/ /feeds/%E9%87%91%E8%9E%8D/ 301",
		"/feeds/Finance/CN/%E6%96%B0%E6%B5%AA%E8%B4%A2%E7%BB%8F/rss.xml /feeds/%E9%87%91%E8%9E%8D/%E6%96%B0%E6%B5%AA%E8%B4%A2%E7%BB%8F/rss.xml 301",
		"/feeds/old%20links/a&b/feed.json /feeds/Links/feed.json 301",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("no line %q in\n%s", want, strings.Join(lines, "\n"))
		}
	}
	if len(lines) != (3+3+1)*4 {
		t.Errorf("%d redirects", len(lines))
	}
	if again := publish(t, open(t, dir), s); again.Written != nil || again.Removed != nil || out.Damaged(s.plan, s.stale()) != nil {
		t.Errorf("again: %+v", again)
	}
	s.plan = feed.NewPlan(planet())
	if report := publish(t, out, s); len(report.Removed) != len(lines)+1 || !slices.Contains(report.Removed, redirects) {
		t.Errorf("without was: removed %v", report.Removed)
	}
}

// What is there now comes before what was.
func TestMovedFromALivingPlace(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	site := planet()
	site.Feeds = append(site.Feeds, feed.Override{Path: article.Category{"Links"}, Was: []feed.Was{{Path: article.Category{"Diary"}}}})
	s.plan = feed.NewPlan(site)
	publish(t, open(t, dir), s)
	if got := read(t, filepath.Join(dir, "Diary", "rss.xml")); strings.Contains(got, "moved") {
		t.Errorf("the diary is lost:\n%s", got)
	}
}

// A feed keeps its id wherever it goes, and so do those below it.
func TestMovedKeepsItsID(t *testing.T) {
	id := func(path article.Category, feeds ...feed.Override) string {
		site := planet()
		site.Feeds = feeds
		return document(t, feed.NewPlan(site), path, nil, nil).ID
	}
	was := func(paths ...article.Category) (list []feed.Was) {
		for _, c := range paths {
			list = append(list, feed.Was{Path: c})
		}
		return list
	}
	a, ax := article.Category{"A"}, article.Category{"A", "X"}
	b, c := article.Category{"B"}, article.Category{"C"}
	moved := feed.Override{Path: c, Was: was(a, b)}
	for name, got := range map[string][2]string{
		"once":              {id(b, feed.Override{Path: b, Was: was(a)}), id(a)},
		"again":             {id(c, moved), id(a)},
		"below":             {id(article.Category{"C", "X"}, moved), id(ax)},
		"below, renamed":    {id(article.Category{"C", "Y"}, moved, feed.Override{Path: article.Category{"C", "Y"}, Was: was(article.Category{"C", "X"})}), id(ax)},
		"up":                {id(c, feed.Override{Path: c, Was: was(article.Category{"C", "X"})}), id(article.Category{"C", "X"})},
		"a folder alone":    {id(c, feed.Override{Path: c, Was: []feed.Was{{Folder: "a"}}}), id(c)},
		"folder, then path": {id(c, feed.Override{Path: c, Was: append([]feed.Was{{Folder: "z"}}, was(a)...)}), id(a)},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %s, want %s", name, got[0], got[1])
		}
	}
}
