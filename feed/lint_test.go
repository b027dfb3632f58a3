package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/feed"
)

// What may not be published is told by its place and its text.
func TestLint(t *testing.T) {
	for _, c := range []struct{ format, text, want string }{
		{"rss", "<item><link>https://a.example/</link><guid>urn:x:1</guid></item>", ""},
		{"rss", "<item><title>a</item>", "</item> ends nothing"},
		{"rss", "<item><title>a", "it ends within <title>"},
		{"rss", "<item><title>a & b</title></item>", "& b is no reference"},
		{"rss", "<item><title>a\x01</title></item>", "U+0001"},
		{"rss", "<item><title>a\uFFFE</title></item>", "U+FFFE"},
		{"rss", "<item><title>a\xff</title></item>", "not UTF-8"},
		{"rss", "<item><title>a\uFFFD</title></item>", ""},
		{"rss", "<item><title>&#1;</title></item>", "&#1; is no reference"},
		{"rss", "<item><link>/a</link></item>", `link: "/a" is no absolute address`},
		{"rss", "<item><link>https://a.example/ü</link></item>", "is no absolute address"},
		{"rss", `<item><enclosure url=""></enclosure></item>`, `enclosure: url: "" is no absolute address`},
		{"rss", "<item><guid></guid></item>", `guid: "" is no absolute IRI`},
		{"rss", "<item><pubDate>Tue, 10 Feb 2026 09:30:00 GMT</pubDate></item>", ""},
		{"rss", "<item><pubDate>Mon, 10 Feb 2026 09:30:00 GMT</pubDate></item>", "is no date"},
		{"rss", "<item><description><![CDATA[</item>&nbsp;]]]]><![CDATA[>]]></description></item>", ""},
		{"rss", "<item><description><![CDATA[a</description></item>", "it ends within <![CDATA["},
		{"rss", "<item><description><![CDATA[a]]>]]></description></item>", "]]>"},
		{"atom", "<entry><updated>2026-02-10T09:30:00Z</updated></entry>", ""},
		{"atom", "<entry><updated>2026-02-30T09:30:00Z</updated></entry>", "is no date"},
		{"atom", "<entry><id>1</id></entry>", `id: "1" is no absolute IRI`},
		{"atom", `<entry><link href="a/b"/></entry>`, `link: href: "a/b"`},
		{"json", `{"id": "urn:x:1", "url": "https://a.example/", "authors": [{"url": "mailto:a@a.example"}]}`, ""},
		{"json", `{"id": "urn:x:1"`, "unexpected end"},
		{"json", `{"title": "a\u0001"}`, "title: it holds the character U+0001"},
		{"json", `{"authors": [{"url": "a"}]}`, `url: "a" is no absolute address`},
		{"json", `{"date_published": "2026-02-10"}`, "is no date"},
		{"rss", "<item><x a=\"1\" a=\"2\"></x></item>", "a is there twice"},
		{"rss", "<item><x a='1'></x></item>", "is no attribute"},
		{"rss", "text<item></item>", "outside of all elements"},
		{"rss", "<item>a ]]> b</item>", "]]>"},
		{"rss", "<item><!-- a --></item>", "is no tag"},
		{"rss", `<?xml version="1.0" encoding="UTF-8"?><rss><item/></rss>`, ""},
		{"rss", `<item><link>https://a.example/?a=1&amp;b=%20</link></item>`, ""},
		{"html", "<article>\x00</article>", "U+0000"},
	} {
		err := feed.Lint(c.format, []byte(c.text))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %q: %v, want %q", c.format, c.text, err, c.want)
		}
	}
}

// All that is published of the fixtures stands up to the lint.
func TestGoldensAreLinted(t *testing.T) {
	for _, f := range feed.Formats() {
		files, _ := filepath.Glob("testdata/*" + f.File)
		for _, file := range files {
			if err := feed.Lint(f.Name, []byte(read(t, file))); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

// An article that cannot be written in a format is left out of it, and told each
// time with its feeds; everything else goes on, and so does it when it can.
func TestLeftOut(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	victim := s.articles[0]
	name := victim.Primary().Item.Title
	s.plan.Break("rss", func(b []byte) []byte {
		if bytes.Contains(b, []byte(name)) {
			return append(b, "<unclosed>"...)
		}
		return b
	}, nil)
	out := open(t, dir)
	for range 2 {
		report, err := out.Publish(t.Context(), s.plan, s, s.stale())
		if diff := cmp.Diff(s.plan.Feeds(victim), report.Failed); diff != "" {
			t.Errorf("failed (-want +got):\n%s", diff)
		}
		var left *feed.LeftOut
		if !errors.As(err, &left) || left.ID != victim.ID || left.Format != "RSS" || !strings.Contains(err.Error(), "it ends within <unclosed>") {
			t.Fatalf("error %v", err)
		}
		if rss := read(t, filepath.Join(dir, "rss.xml")); strings.Contains(rss, name) || strings.Count(rss, "<item>") != len(s.articles)-1 {
			t.Errorf("rss.xml: %s", rss)
		}
		if !strings.Contains(read(t, filepath.Join(dir, "atom.xml")), name) {
			t.Error("the article is not in atom.xml")
		}
	}
	out.Close()
	s.plan = feed.NewPlan(planet())
	publish(t, open(t, dir), s)
	if !strings.Contains(read(t, filepath.Join(dir, "rss.xml")), name) {
		t.Error("it is still left out")
	}
}

// Where a feed itself is not as it must be, its last good file stays.
func TestLastGoodStays(t *testing.T) {
	dir, s := t.TempDir(), filled(t)
	publish(t, open(t, dir), s)
	before := read(t, filepath.Join(dir, "atom.xml"))
	more := *s.articles[0]
	more.ID, more.PublicID = 99, "urn:x:more"
	s.articles = append(s.articles, &more)
	s.plan.Break("atom", nil, func(b []byte) []byte { return bytes.Replace(b, []byte("<updated>"), []byte("<updated>x"), 1) })
	report, err := open(t, dir).Publish(t.Context(), s.plan, s, []article.Category{root})
	if err == nil || !strings.Contains(err.Error(), s.plan.URL(root)) || !strings.Contains(err.Error(), `updated: "x2`) {
		t.Errorf("error %v", err)
	}
	if diff := cmp.Diff([]article.Category{root}, report.Failed); diff != "" {
		t.Errorf("failed (-want +got):\n%s", diff)
	}
	if read(t, filepath.Join(dir, "atom.xml")) != before {
		t.Error("atom.xml was written")
	}
	if !strings.Contains(read(t, filepath.Join(dir, "rss.xml")), "urn:x:more") {
		t.Error("rss.xml was not")
	}
}

// No id is twice in a document: the one that comes later is left out, and told.
func TestTwins(t *testing.T) {
	s := filled(t)
	twin := *s.articles[0]
	twin.ID, twin.Published = 99, twin.Published.AddDate(-1, 0, 0)
	s.articles = append(s.articles, &twin)
	dir := t.TempDir()
	_, err := open(t, dir).Publish(t.Context(), s.plan, s, []article.Category{root})
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("article 99 is left out: another one has the id %s", twin.PublicID)) {
		t.Errorf("error %v", err)
	}
	if n := strings.Count(read(t, filepath.Join(dir, "feed.json")), twin.PublicID); n != 1 {
		t.Errorf("the id is there %d times", n)
	}
}

// What the lint lets through is read by everybody: it is never more lenient than
// the parsers of the standard library, and an address that it takes at first sight
// is one at a second, too.
func FuzzLint(f *testing.F) {
	for _, format := range feed.Formats()[:3] {
		files, _ := filepath.Glob("testdata/*." + format.File)
		for _, file := range files {
			f.Add([]byte(read(f, file)))
		}
	}
	for _, s := range []string{"<a/>", "<a b=\"&lt;\">&#x20;</a>", "<a><![CDATA[]]]]></a>", `["\\u0001", "\ud800"]`, "<?xml?><a></a>", "https://a-.example/x:y?z;", "http://.a./"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if feed.Lint("rss", b) == nil {
			for d := xml.NewDecoder(bytes.NewReader(b)); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%v in %q", err, b)
				}
			}
		}
		if feed.Lint("json", b) == nil && !json.Valid(b) {
			t.Errorf("no JSON: %q", b)
		}
		if s := string(b); feed.IsPlain(s) && article.URI(s) != s {
			t.Errorf("%q is taken for an address, which is %q", s, article.URI(s))
		}
	})
}
