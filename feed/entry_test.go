package feed_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

// shown is the one entry of a feed that holds the article.
func shown(t *testing.T, a *article.Article) feed.Entry {
	t.Helper()
	return feed.NewPlan(planet()).Entry(a, profiles)
}

// What the primary sighting lacks another may fill in, but not its authors or
// rights; and a summary by one is no summary of the other's text.
func TestGaps(t *testing.T) {
	a := &article.Article{ID: 1, PublicID: "urn:x:1", Sightings: []article.Sighting{
		{Source: "sina", Item: article.Item{Title: "标题", Content: "<p>文</p>"}},
		{Source: "links", Item: article.Item{Title: "Title", Summary: "A link", Image: "https://links.example/i.png", Thumbnail: "https://links.example/t.png",
			Language: "en", Rights: "mine", Authors: []article.Person{{Name: "Poster"}}, Comments: "https://links.example/c"}},
	}}
	got := shown(t, a)
	want := feed.Entry{ID: "urn:x:1", Title: "标题", Content: "<p>文</p>", Image: "https://links.example/i.png", Thumbnail: "https://links.example/t.png",
		Comments: "https://links.example/c", Language: "en", Scheme: got.Scheme, Source: got.Source, Via: got.Via, Categories: got.Categories}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a.Sightings[0].Item = article.Item{Title: "标题"}
	if got := shown(t, a); got.Summary != "A link" || got.Content != "" {
		t.Errorf("summary %q, content %q", got.Summary, got.Content)
	}
}

// A source is named by the config, by itself, or by its host; what it is behind
// (a password, a path on this machine) is not said.
func TestCredits(t *testing.T) {
	a := &article.Article{ID: 1, PublicID: "urn:x:1", Sightings: []article.Sighting{{Source: "go"}, {Source: "sina"}, {Source: "gone"}, {Source: "notes"}, {Source: "links"}}}
	got := shown(t, a)
	want := feed.Credit{ID: "tag:go.example,2013:blog.go.example", Title: "The Go Blog", URL: "https://go.example/blog/feed.atom", Home: "https://go.example/blog/"}
	if diff := cmp.Diff(want, got.Source); diff != "" {
		t.Errorf("source (-want +got):\n%s", diff)
	}
	var via []string
	for _, c := range got.Via {
		via = append(via, c.Title+" "+c.Address())
	}
	wantVia := []string{"新浪财经 https://rss.sina.example/roll.xml", "Notes https://planet.example/feeds/", "Links & more https://links.example/rss"}
	if diff := cmp.Diff(wantVia, via); diff != "" {
		t.Errorf("via (-want +got):\n%s", diff)
	}
	site := planet()
	site.Sources = []article.Source{{ID: "x", URL: "https://bare.example:8443/feed"}}
	bare := &article.Article{ID: 1, Sightings: []article.Sighting{{Source: "x"}}}
	if c := feed.NewPlan(site).Entry(bare, nil).Source; c.Title != "bare.example:8443" || c.ID != c.URL {
		t.Errorf("a source that says nothing: %+v", c)
	}
}

// An entry is called by its title, else by the beginning of its text, which is
// cut between words, else by its address.
func TestLabel(t *testing.T) {
	for _, c := range []struct {
		entry feed.Entry
		want  string
	}{
		{feed.Entry{Title: "T", Summary: "S"}, "T"},
		{feed.Entry{Summary: "<style>p{}</style><p>One<b>two</b></p><p>&lt;three&gt;\n<!-- x --> </p>", Content: "C"}, "Onetwo <three>"},
		{feed.Entry{Content: strings.Repeat("汉", 200)}, strings.Repeat("汉", 80) + "…"},
		{feed.Entry{Content: strings.Repeat("word ", 50)}, strings.TrimSpace(strings.Repeat("word ", 16)) + "…"},
		{feed.Entry{Content: strings.Repeat("x", 80) + " "}, strings.Repeat("x", 80)},
		{feed.Entry{Summary: "<ruby>漢<rt>kan</rt></ruby>y<hr>z"}, "漢kany z"},
		{feed.Entry{Content: strings.Repeat("x", 80) + " y"}, strings.Repeat("x", 80) + "…"},
		{feed.Entry{Content: "<img>", Link: "https://x.example/"}, "https://x.example/"},
		{feed.Entry{ID: "urn:x:1"}, "urn:x:1"},
	} {
		if got := c.entry.Label(); got != c.want {
			t.Errorf("%+v is called %q, want %q", c.entry, got, c.want)
		}
	}
}

// Addresses lead where they led, in the form that RFC 3986 asks for; those that
// a reader would run or open on its own machine are gone.
func TestLinks(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"https://x.example/a?b=c#d", "https://x.example/a?b=c#d"},
		{" https://x.example/a b|c[0]?q=\"金\" ", "https://x.example/a%20b%7Cc%5B0%5D?q=%22%E9%87%91%22"},
		{"https://x.example/100%/%zz%41", "https://x.example/100%25/%25zz%41"},
		{"https://user:pass@x.example/", "https://x.example/"},
		{"https://金融.example:8443/", "https://xn--2h2a43s.example:8443/"},
		{"http://[2001:db8::1]:80/[x]", "http://[2001:db8::1]:80/%5Bx%5D"},
		{"magnet:?xt=urn:btih:x", "magnet:?xt=urn:btih:x"},
		{"HTTPS://X.example/A", "https://x.example/A"},
		{"https:path", ""}, {"ftp:path", ""}, {"urn:isbn:1", ""}, {"javascript:alert(1)", ""}, {"data:text/html,x", ""}, {"file:///etc/passwd", ""}, {"/relative", ""}, {"https:///path", ""}, {"https://x\x00y/", ""},
	} {
		a := &article.Article{ID: 1, Sightings: []article.Sighting{{Source: "go", Item: article.Item{Link: c.raw}}}}
		if got := shown(t, a).Link; got != c.want {
			t.Errorf("%q became %q, want %q", c.raw, got, c.want)
		}
	}
}

// Dates are in UTC and whole seconds, with a year of four digits, and no edit
// comes before what it edits.
func TestDates(t *testing.T) {
	day := time.Date(2021, 12, 17, 20, 35, 16, 999, time.FixedZone("CST", 8*60*60))
	for _, c := range []struct {
		published, updated         time.Time
		wantPublished, wantUpdated string
	}{
		{day, day.Add(time.Hour), "2021-12-17T12:35:16Z", "2021-12-17T13:35:16Z"},
		{day, time.Time{}, "2021-12-17T12:35:16Z", "2021-12-17T12:35:16Z"},
		{day, day.Add(-time.Hour), "2021-12-17T12:35:16Z", "2021-12-17T12:35:16Z"},
		{day, day.AddDate(9000, 0, 0), "2021-12-17T12:35:16Z", "9999-12-31T23:59:59Z"},
	} {
		a := &article.Article{ID: 1, Published: c.published, Updated: c.updated, Sightings: []article.Sighting{{Source: "go"}}}
		it := shown(t, a)
		if p, u := it.Published.Format(time.RFC3339Nano), it.Updated.Format(time.RFC3339Nano); p != c.wantPublished || u != c.wantUpdated {
			t.Errorf("%v, %v became %s, %s", c.published, c.updated, p, u)
		}
	}
}

// pictured is a rule that gives each article another image.
type pictured struct{ feed.Rules }

func (pictured) Apply(a *article.Article, cs []article.Category) article.Ruling {
	return article.Ruling{Categories: cs, Image: "https://planet.example/other.png"}
}
func (pictured) Fingerprint() string        { return "pictured" }
func (pictured) Membership([]string) string { return "" }

// The size of an image is not that of another one, which a rule has put in its
// place.
func TestSizeOfARulesImage(t *testing.T) {
	a := &article.Article{ID: 1, Sightings: []article.Sighting{{Source: "go", Item: article.Item{
		Image: "https://go.example/i.png", ImageSize: article.Size{Width: 640, Height: 480}}}}}
	site := planet()
	site.Rules = pictured{}
	if it := feed.NewPlan(site).Entry(a, nil); it.Image != "https://planet.example/other.png" || it.ImageSize != (article.Size{}) {
		t.Errorf("%s of %v", it.Image, it.ImageSize)
	}
}
