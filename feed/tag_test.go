package feed_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

func TestTagWord(t *testing.T) {
	for tag, want := range map[string]string{
		"golang": "golang", "GoLang": "golang", "  #Go  ": "go", "##a": "a", "# spaced   out ": "spaced out",
		"ＧＯ": "go", "ﾊｰﾊﾞｰ": "ハーバー", "STRASSE": "strasse", "Straße": "strasse", "＃港口": "港口",
		"cafe\u0301": "café", "Café": "café", "so\u00ADft": "soft", "\u202Ereversed": "reversed", "❤\uFE0F": "❤",
		"C++/C#": "c++/c#", "a\tb\nc": "a b c", "": "", "#": "", " # # ": "", "\u200B": "",
		strings.Repeat("a", 120): strings.Repeat("a", 120), strings.Repeat("a", 121): "", strings.Repeat("汉", 41): "",
	} {
		if got := feed.TagWord(tag); got != want {
			t.Errorf("%q: %q, want %q", tag, got, want)
		}
	}
}

// A word is its own word, so that config.yaml can name it.
func FuzzTagWord(f *testing.F) {
	for _, s := range []string{"Go", "＃港口", "ǰ̣", "ᾳ", "İ", "ﬃ", "\u0345\u0301", "# ＃a", "\xff#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, tag string) {
		word := feed.TagWord(tag)
		if again := feed.TagWord(word); again != word {
			t.Errorf("%q is %q, which is %q", tag, word, again)
		}
		if len(word) > 120 || !utf8.ValidString(word) || strings.HasPrefix(word, "#") || strings.TrimSpace(word) != word {
			t.Errorf("%q is %q", tag, word)
		}
		if upper := feed.TagWord(" #" + word); upper != word {
			t.Errorf("%q with a # before it is %q", word, upper)
		}
	})
}

func tagged(tags ...string) *article.Article {
	a := seenBy("links")
	a.Sightings[0].Item.Tags = nil
	for _, tag := range tags {
		a.Sightings[0].Item.Tags = append(a.Sightings[0].Item.Tags, article.Tag{Term: tag})
	}
	return a
}

func withTags(t feed.Tags) feed.Site {
	site := planet()
	site.Tags = t
	return site
}

// Tags are feeds below a category, in any spelling one, and change nothing of what
// an item shows.
func TestTagFeeds(t *testing.T) {
	site := withTags(feed.Tags{Path: article.Category{"Topics", "Tags"}})
	plan, a := feed.NewPlan(site), tagged("Go", "#GO", "ｇｏ", "Looms", " ")
	want := []article.Category{{}, {"Links"}, {"Topics"}, {"Topics", "Tags"}, {"Topics", "Tags", "go"}, {"Topics", "Tags", "looms"}}
	if diff := cmp.Diff(want, plan.Feeds(a)); diff != "" {
		t.Errorf("feeds (-want +got):\n%s", diff)
	}
	shown, plain := plan.Entry(a, nil), feed.NewPlan(planet()).Entry(a, nil)
	if diff := cmp.Diff(plain, shown); diff != "" {
		t.Errorf("the item (-without +with):\n%s", diff)
	}
	site.Rules = rules{drop: true}
	if got := feed.NewPlan(site).Feeds(a); got != nil {
		t.Errorf("a dropped article is in %v", got)
	}
}

// Who sends a thousand tags is in few feeds.
func TestTooManyTags(t *testing.T) {
	var many []string
	for i := range 1000 {
		many = append(many, "tag "+strconv.Itoa(i))
	}
	site := withTags(feed.Tags{Path: article.Category{"Tags"}})
	if got := len(feed.NewPlan(site).Feeds(tagged(many...))); got != 32+3 {
		t.Errorf("in %d feeds", got)
	}
}

// A tag of too few articles has no feed, and is nowhere listed, until it has
// enough of them; it goes again with them.
func TestTagsOfFew(t *testing.T) {
	dir := t.TempDir()
	site := withTags(feed.Tags{Path: article.Category{"Tags"}, Least: 2})
	one, two := tagged("Rare", "Common"), tagged("common")
	two.ID, two.PublicID = 2, "urn:x:2"
	s, out := &shelf{plan: feed.NewPlan(site), articles: []*article.Article{one}}, open(t, dir)
	for _, c := range []struct {
		articles []*article.Article
		common   bool
	}{{s.articles, false}, {[]*article.Article{one, two}, true}, {s.articles, false}} {
		s.articles = c.articles
		publish(t, out, s)
		all := files(t, dir)
		has := func(name string) bool { _, ok := all[name]; return ok }
		if has("Tags/common/rss.xml") != c.common || has("Tags/rare") || !has("Tags/rss.xml") {
			t.Errorf("%d articles: %v", len(c.articles), all)
		}
		for _, list := range []string{"opml.xml", "index.html", "Tags/index.html"} {
			got := read(t, filepath.Join(dir, filepath.FromSlash(list)))
			if strings.Contains(got, ">common<") != c.common && strings.Contains(got, `"common"`) != c.common || strings.Contains(got, "rare") {
				t.Errorf("%d articles: %s is\n%s", len(c.articles), list, got)
			}
		}
	}
}

// A page lists no more than people look through, and says how many more there are.
func TestManyTags(t *testing.T) {
	plan := feed.NewPlan(withTags(feed.Tags{Path: article.Category{"Tags"}}))
	var filled []article.Category
	for i := range 1234 {
		filled = append(filled, article.Category{"Tags", "t" + strconv.Itoa(i)})
	}
	for _, c := range []struct {
		path       article.Category
		most, more int
	}{{root, 50, 1184}, {article.Category{"Tags"}, 1000, 234}} {
		d := document(t, plan, c.path, nil, filled)
		page, err := d.Files[3].Format.Render(d)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(page), "/index.html\" dir=\"auto\">t"); got != c.most || !strings.Contains(string(page), "… and "+strconv.Itoa(c.more)+" more") {
			t.Errorf("%v lists %d tags:\n%.3000s", c.path, got, page)
		}
	}
	if opml, err := plan.OPML(filled); err != nil || strings.Count(string(opml), "/Tags/t") != 2*1234 {
		t.Errorf("the list of feeds has not all of them: %v", err)
	}
}
