package fetch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
)

// An address becomes a valid one, absolute against its base.
func TestAbsolute(t *testing.T) {
	for _, c := range []struct{ base, ref, want string }{
		{blog, "a b.html", "https://blog.example/posts/1/a%20b.html"},
		{blog, "\n /x\t\n", "https://blog.example/x"},
		{blog, "//Other.Example/ä?ö=ü&x=%7e#ß", "https://other.example/%C3%A4?%C3%B6=%C3%BC&x=%7e#%C3%9F"},
		{"", "//other.example/", "https://other.example/"},
		{"", "https://MÜNCHEN.example:8080/", "https://xn--mnchen-3ya.example:8080/"},
		{"", "https://h.example/100%/50%25?q=1%&r=%41", "https://h.example/100%25/50%25?q=1%25&r=%41"},
		{"", "https://h.example/?a=[1]|<2>\"", "https://h.example/?a=%5B1%5D%7C%3C2%3E%22"},
		{"", "http://[2001:DB8::1]:80/x", "http://[2001:db8::1]:80/x"},
		{"", "http://under_score.example/", "http://under_score.example/"},
		{"", "https://user:secret@h.example/a", "https://h.example/a"},
		{"https://user:secret@h.example/a/", "b[1]", "https://h.example/a/b%5B1%5D"},
		{"", "relative", ""},
		{"", "javascript:alert(1)", ""},
		{blog, "ftp://h.example/", ""},
		{blog, "http:///path", ""},
		{blog, "http://a\"b/", ""},
		{blog, "", ""},
	} {
		if got := fetch.Absolute(c.base, c.ref); got != c.want {
			t.Errorf("%q against %q is %q, want %q", c.ref, c.base, got, c.want)
		}
	}
}

// item is the one item of an RSS document.
func item(t *testing.T, xml string) *article.Item {
	t.Helper()
	ns := `<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ` +
		`xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">`
	return read(t, ns+"<channel><link>https://blog.example/</link><item><guid>g</guid>"+xml+"</item></channel></rss>", fetch.Options{}).Listed[0].Item
}

// A title is one line of text, whichever way it is written.
func TestTitles(t *testing.T) {
	for in, want := range map[string]string{
		"a &lt;b&gt;bold&lt;/b&gt; title":              "a bold title",
		"AT&amp;amp;T":                                 "AT&T",
		"AT&amp;T":                                     "AT&T",
		"<![CDATA[1 < 2 & 3 > 2]]>":                    "1 < 2 & 3 > 2",
		"vector&lt;int&gt; and &lt;T&gt;":              "vector<int> and <T>",
		"one&lt;br&gt;two&lt;hr&gt;three":              "one two three",
		"List&lt;type&gt; and the &lt;script&gt; tag":  "List<type> and the <script> tag",
		"a&#x92;b\uFDD0c\u0080d\u0092e":                "a’bc€d’e",
		" a\n\t b  c ":                                 "a b c",
		"x&lt;script&gt;alert(1)&lt;/script&gt;y":      "xy",
		"I &lt;3 it":                                   "I <3 it",
		"an end &lt;b":                                 "an end <b",
		"caf&amp;eacute; &amp;#8211; &#x4e2d;&#25991;": "café – 中文",
	} {
		if got := item(t, "<title>"+in+"</title>").Title; got != want {
			t.Errorf("%s is %q, want %q", in, got, want)
		}
	}
}

// What a document writes as references, or as escapes, is no more legal for that.
func TestNothingIllegal(t *testing.T) {
	const odd = "a&#x7F;&#xFDD0;&#x1FFFE;b"
	atom := `<feed xmlns="http://www.w3.org/2005/Atom"><id>` + odd + `</id><title>` + odd + `</title><rights>` + odd + `</rights>
		<entry><id>` + odd + `</id><title>` + odd + `</title><author><name>` + odd + `</name></author>
		<category term="` + odd + `" scheme="` + odd + `" label="` + odd + `c"/><rights>` + odd + `</rights><summary>` + odd + `</summary></entry></feed>`
	inJSON := strings.NewReplacer("&#x7F;", `\u0080`, "&#xFDD0;", `\uFDD0`, "&#x1FFFE;", `\uD83F\uDFFE`).Replace(odd)
	json := `{"version":"https://jsonfeed.org/version/1.1","title":"` + inJSON + `","items":[{"id":"` + inJSON + `","title":"` + inJSON + `",
		"authors":[{"name":"` + inJSON + `"}],"tags":["` + inJSON + `"],"content_text":"` + inJSON + `"}]}`
	for _, doc := range []string{atom, json} {
		r := read(t, doc, fetch.Options{})
		it := r.Listed[0].Item
		for _, s := range []string{r.Profile.FeedID, r.Profile.Title, r.Profile.Rights, r.Listed[0].GUID, it.GUID, it.Title, it.Content, it.Rights,
			it.Authors[0].Name, it.Tags[0].Term, it.Tags[0].Scheme, it.Tags[0].Label} {
			if s != "" && !strings.Contains(s, "ab") {
				t.Errorf("%q in %+v", s, r)
			}
		}
	}
}

// Authors are told from their addresses, and each is named once.
func TestAuthors(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []article.Person
	}{
		{"<author>a@b.example (Ann Bee)</author>", []article.Person{{Name: "Ann Bee", Email: "a@b.example"}}},
		{"<author>Ann Bee (a@b.example)</author>", []article.Person{{Name: "Ann Bee", Email: "a@b.example"}}},
		{"<author>Ann &lt;a@b.example&gt;</author>", []article.Person{{Name: "Ann", Email: "a@b.example"}}},
		{"<author>a@b.example</author>", []article.Person{{Email: "a@b.example"}}},
		{"<author>Ann (Editor)</author>", []article.Person{{Name: "Ann (Editor)"}}},
		{"<author>a@b.example (Ann)</author><dc:creator>ann</dc:creator><dc:creator>Bob</dc:creator><dc:creator/>", []article.Person{{Name: "Ann", Email: "a@b.example"}, {Name: "Bob"}}},
		{"<author>Ann</author><dc:creator>Ann (a@b.example)</dc:creator>", []article.Person{{Name: "Ann", Email: "a@b.example"}}},
		{"<itunes:author>Pod</itunes:author>", []article.Person{{Name: "Pod"}}},
		{"<author><name>Ann</name><email>a@b.example</email></author>", []article.Person{{Name: "Ann", Email: "a@b.example"}}},
		{"<author>a@b.example (Ann), c@d.example (Cy)</author>", []article.Person{{Name: "Ann", Email: "a@b.example"}, {Name: "Cy", Email: "c@d.example"}}},
		{"<author>Ann &lt;a@b.example&gt;; c@d.example</author>", []article.Person{{Name: "Ann", Email: "a@b.example"}, {Email: "c@d.example"}}},
		{"<author>Ann (now), Bob and Cy (earlier)</author>", []article.Person{{Name: "Ann (now), Bob and Cy (earlier)"}}},
		{"<author>Bee, Ann (a@b.example)</author>", []article.Person{{Name: "Bee, Ann", Email: "a@b.example"}}},
	} {
		if diff := cmp.Diff(c.want, item(t, c.in).Authors); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.in, diff)
		}
	}
}

// Dates are in UTC and whole seconds; what can't be one is none.
func TestDates(t *testing.T) {
	day := time.Date(2021, 12, 17, 12, 35, 16, 0, time.UTC)
	for in, want := range map[string]time.Time{
		"<pubDate>Fri, 17 Dec 2021 12:35:16 GMT</pubDate>":                              day,
		"<pubDate>Fri, 17 Dec 2021 20:35:16 +0800</pubDate>":                            day,
		"<pubDate>2021-12-17T12:35:16.999Z</pubDate>":                                   day,
		"<dc:date>2021-12-17T13:35:16+01:00</dc:date>":                                  day,
		"<dc:date>2021-12</dc:date>":                                                    time.Date(2021, 12, 1, 0, 0, 0, 0, time.UTC),
		"<pubDate>soon</pubDate><dc:date>2021-12-17T12:35:16Z</dc:date>":                day,
		"<pubDate>jeudi 17 décembre 2021 à 13h35</pubDate>":                             time.Date(2021, 12, 17, 13, 35, 0, 0, time.UTC),
		"<pubDate>12/11/2021</pubDate>":                                                 {},
		"<pubDate>12/11/2021</pubDate><dc:date>2021-12-17T12:35:16Z</dc:date>":          day,
		"<pubDate>Fri, 31 Nov 2021 12:35:16 GMT</pubDate>":                              {},
		"<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>":                              {},
		"<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>":                              {},
		"<pubDate>Wed, 31 Dec 1969 23:59:59 GMT</pubDate><dc:date>2021-12-17</dc:date>": time.Date(2021, 12, 17, 0, 0, 0, 0, time.UTC),
		"<pubDate>Fri, 17 Dec 2100 00:00:00 GMT</pubDate>":                              time.Date(2100, 12, 17, 0, 0, 0, 0, time.UTC),
		"<pubDate></pubDate>":                                                           {},
	} {
		if got := item(t, in).Published; !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s is %v, want %v", in, got, want)
		}
	}
}

// The head image is the best that the item names, in the order of how much the
// source means it, and the thumbnail the small one, or that.
func TestImages(t *testing.T) {
	const (
		thumb     = `<media:thumbnail url="/thumb.png"/>`
		content   = `<media:content url="/small.png" medium="image" width="10" height="10"/><media:content url="/large.png" type="image/png" width="20" height="10"/>`
		enclosure = `<enclosure url="/enclosed.png" type="image/png"/><enclosure url="/a.mp3" type="audio/mpeg"/>`
		itunes    = `<itunes:image href="/itunes.png"/>`
		text      = `<description><![CDATA[<img src="/smiley.png" width=20 height=20><img src="/dot.png" width=1 height=1><img src="/text.png">]]></description>`
	)
	for _, c := range []struct{ in, image, thumbnail string }{
		{thumb + content + enclosure + itunes + text, "large", "thumb"},
		{content + enclosure + itunes + text, "large", "large"},
		{thumb + enclosure + itunes + text, "enclosed", "thumb"},
		{itunes + text, "itunes", "itunes"},
		{thumb + text, "text", "thumb"},
		{thumb, "thumb", "thumb"},
		{`<media:content url="/film.mp4" type="video/mp4"><media:thumbnail url="/frame.png"/></media:content>` + text, "text", "frame"},
		{`<media:content url="https://secure.gravatar.com/avatar/x" medium="image"/>`, "", ""},
		{`<media:content url="javascript:x" medium="image"/>` + text, "text", "text"},
		{``, "", ""},
	} {
		it := item(t, c.in)
		full := func(name string) string {
			if name == "" {
				return ""
			}
			return "https://blog.example/" + name + ".png"
		}
		if it.Image != full(c.image) || it.Thumbnail != full(c.thumbnail) {
			t.Errorf("%s:\nimage %s, want %s; thumbnail %s, want %s", c.in, it.Image, c.image, it.Thumbnail, c.thumbnail)
		}
	}
}

// The article's own address is preferred to that of the service that counts
// its readers.
func TestOriginalLink(t *testing.T) {
	it := item(t, `<link>https://counter.example/~r/1</link><feedburner:origLink>https://blog.example/1?utm_source=feed</feedburner:origLink>`)
	if it.Link != "https://blog.example/1" {
		t.Errorf("link is %s", it.Link)
	}
}

// Passwords and the values of query strings are not for logs.
func TestRedact(t *testing.T) {
	got := fetch.Redact(`Get "https://me:secret@h.example/it's?token=secret&b#secret": and HTTP://x@y`)
	if want := `Get "https://h.example/it's?token=***&***": and HTTP://y`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
