package feed_test

import (
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"feedloom/article"
	"feedloom/feed"
)

// A safe name is its own folder; any other is changed, and marked.
func TestFolder(t *testing.T) {
	plan := feed.NewPlan(planet())
	for _, name := range []string{"Go", "新浪财经－国內", "C++ & co", "a-b", "été", "👩‍💻", strings.Repeat("x", 120), "statuses", "com10", "v1.2"} {
		if got := plan.Folder(article.Category{name}); got != name {
			t.Errorf("folder of %q is %q", name, got)
		}
	}
	for _, c := range []struct{ name, want string }{
		{"", "_-"}, {".", "_-"}, {"..", "_-"}, {"...", "_-"}, {"../..", "-"}, {"/etc/passwd", "-etc-passwd-"},
		{"a/b", "a-b-"}, {`a\b`, "a-b-"}, {"a\x00b", "a-b-"}, {".hidden", "hidden-"}, {"end.", "end-"}, {"end ", "end-"},
		{"rss.xml", "rss.xml-"}, {"RSS.XML", "RSS.XML-"}, {"index.html", "index.html-"}, {"Status", "Status-"}, {"assets", "assets-"},
		{"CON", "_CON-"}, {"nul.txt", "_nul.txt-"}, {"Com1", "_Com1-"}, {`<>:"|?*`, "-------"},
		{"e\u0301", "é-"}, {"\u202eabc", "-abc-"}, {"\xff", "-"},
		{strings.Repeat("汉", 41), strings.Repeat("汉", 37) + "-"},
	} {
		got := plan.Folder(article.Category{c.name})
		if !strings.HasPrefix(got, c.want) || got == c.name || got[len(got)-7] != '-' {
			t.Errorf("folder of %q is %q, want %q and a mark", c.name, got, c.want)
		}
	}
	if a, b := plan.Folder(article.Category{"a/b"}), plan.Folder(article.Category{"a:b"}); a == b {
		t.Errorf("two names share %q", a)
	}
}

// A slug is the last name of its path and of all below it; who is called so by
// nature makes way.
func TestSlug(t *testing.T) {
	site := planet()
	site.Feeds = []feed.Override{
		{Path: article.Category{"金融"}, Slug: "finance"},
		{Path: article.Category{"Money"}, Slug: "Finance"},
		{Path: article.Category{"Odd"}, Slug: "../up"},
		{Path: article.Category{"金融", "x"}, Slug: "finance"},
	}
	plan := feed.NewPlan(site)
	for _, c := range []struct {
		path article.Category
		want string
	}{
		{nil, ""},
		{article.Category{"金融"}, "finance"},
		{article.Category{"金融", "新浪财经"}, "finance/新浪财经"},
		{article.Category{"金融", "x"}, "finance/finance"},
		{article.Category{"finance"}, "finance-" + article.HashOf("finance").String()[:6]},
		{article.Category{"Money"}, "Money"},
		{article.Category{"Odd"}, "-up-" + article.HashOf("../up").String()[:6]},
	} {
		if got := plan.Folder(c.path); got != c.want {
			t.Errorf("folder of %v is %q, want %q", c.path, got, c.want)
		}
	}
	if got, want := plan.URL(article.Category{"金融", "A & B?"}), "https://planet.example/feeds/finance/A%20&%20B--"; !strings.HasPrefix(got, want) {
		t.Errorf("URL is %s, want %s…", got, want)
	}
}

// Whatever two categories are called, each has one folder of its own, which
// every file system takes and whose address leads back to it.
func FuzzFolder(f *testing.F) {
	for _, s := range []string{"..", "a/b", "CON.txt", "rss.xml", "金融", " x. ", "\u202e\u2028\x00", strings.Repeat("é", 80), "_-abcdef", "\xff"} {
		f.Add(s, s+".")
	}
	plan := feed.NewPlan(planet())
	f.Fuzz(func(t *testing.T, a, b string) {
		folder := plan.Folder(article.Category{a})
		switch {
		case !fs.ValidPath(folder) || folder == "." || strings.ContainsAny(folder, `/\<>:"|?*`):
			t.Errorf("folder of %q is %q", a, folder)
		case !utf8.ValidString(folder) || strings.ContainsFunc(folder, unicode.IsControl):
			t.Errorf("folder of %q is %q", a, folder)
		case len(folder) > 120 || strings.HasPrefix(folder, ".") || strings.TrimRight(folder, ". ") != folder:
			t.Errorf("folder of %q is %q", a, folder)
		case feed.MediaType(strings.ToLower(folder)) != "":
			t.Errorf("folder of %q is a file of ours", a)
		case plan.Folder(article.Category{folder}) != folder:
			t.Errorf("folder of %q is %q, which has another", a, folder)
		}
		if other := plan.Folder(article.Category{b}); other == folder && a != b && a != folder && b != folder {
			t.Errorf("%q and %q share %q", a, b, folder)
		}
		u, err := url.Parse(plan.URL(article.Category{a}))
		if err != nil || u.Path != "/feeds/"+folder+"/" {
			t.Errorf("address of %q is %v, %v", a, u, err)
		}
	})
}
