package fetch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func read(t *testing.T, body string, o fetch.Options) fetch.Reading {
	t.Helper()
	r, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(body)}, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A document and what is made of it stand side by side in testdata/read: what
// is read, the feed that a page names, or why it is neither. NAME.header has the
// header of its answer, and with "Status:" the status.
func TestReadGolden(t *testing.T) {
	docs, err := filepath.Glob("testdata/read/*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, doc := range docs {
		if strings.HasSuffix(doc, ".golden.json") || strings.HasSuffix(doc, ".header") {
			continue
		}
		seen++
		t.Run(filepath.Base(doc), func(t *testing.T) { golden(t, doc) })
	}
	if seen < 190 {
		t.Errorf("only %d documents", seen)
	}
}

func golden(t *testing.T, doc string) {
	body, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSuffix(doc, filepath.Ext(doc))
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(made(t, body, headerOf(t, name+".header"))); err != nil {
		t.Fatal(err)
	}
	file := name + ".golden.json"
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// made is what a poll makes of an answer.
func made(t *testing.T, body []byte, h http.Header) any {
	status, _ := strconv.Atoi(h.Get("Status"))
	r, page, err := fetch.Answered(t.Context(), max(status, http.StatusOK), h, "https://served.example/feed", body)
	var f *fetch.Failure
	switch {
	case errors.As(err, &f):
		return map[string]string{"Kind": string(f.Kind), "Line": f.Line}
	case err != nil:
		t.Fatal(err)
	case page != "":
		return map[string]string{"PageNames": page}
	}
	return r
}

// headerOf reads lines "Name: value"; no file is no header.
func headerOf(t *testing.T, file string) http.Header {
	lines, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	h := http.Header{}
	for line := range strings.Lines(string(lines)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			t.Fatalf("%s: no header: %q", file, line)
		}
		h.Add(name, value)
	}
	return h
}

// An item whose hash is known is listed, and nothing is made of it.
func TestKnownItemsAreNotMade(t *testing.T) {
	doc := rss(`<item><guid>1</guid><title>One</title></item><item><guid>2</guid><title>Two</title></item>`)
	all := read(t, doc, fetch.Options{})
	second := all.Listed[1].Hash
	r, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(doc)}, fetch.Options{}, func(h article.Hash) bool { return h == second })
	if err != nil {
		t.Fatal(err)
	}
	want := []article.Listed{all.Listed[0], {Hash: second, GUID: "2"}}
	if diff := cmp.Diff(want, r.Listed); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The hash is of what the item says: not of its place in the document, of
// counts that move by themselves, nor of where the document was got from.
func TestHashIsOfTheItem(t *testing.T) {
	const one = `<item><guid>1</guid><title>One</title><link>/1</link><media:thumbnail url="a.png"/><dc:creator>A</dc:creator>`
	const ns = ` xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"`
	hash := func(items, base string) article.Hash {
		doc := strings.Replace(rss(items), "<rss", "<rss"+ns, 1)
		r, err := fetch.Read(context.Background(), fetch.Document{Body: []byte(doc), Base: base}, fetch.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r.Listed[len(r.Listed)-1].Hash
	}
	want := hash(one+`</item>`, "https://a.example/")
	for _, same := range []string{one + `<slash:comments>9</slash:comments></item>`, `<item/>` + one + `</item>`} {
		for range 20 {
			if hash(same, "https://b.example/") != want {
				t.Fatalf("another hash: %s", same)
			}
		}
	}
	for _, other := range []string{
		strings.Replace(one, "One", "Two", 1) + `</item>`, one + `<description>x</description></item>`,
		one + `<category>x</category></item>`, one + `<enclosure url="x"/></item>`, one + `<pubDate>Fri, 17 Dec 2021 12:35:16 GMT</pubDate></item>`,
		strings.Replace(one, "a.png", "b.png", 1) + `</item>`,
	} {
		if hash(other, "https://a.example/") == want {
			t.Errorf("the same hash: %s", other)
		}
	}
}

// Beyond the cap the newest items are taken, in the document's order; where a
// date is missing, the first ones.
func TestMaxItems(t *testing.T) {
	dated := `<item><guid>a</guid><pubDate>Sat, 03 Jan 2026 00:00:00 GMT</pubDate></item>
		<item><guid>b</guid><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate></item>
		<item><guid>c</guid><pubDate>Sun, 04 Jan 2026 00:00:00 GMT</pubDate></item>`
	for _, c := range []struct{ items, want string }{
		{dated, "a c"},
		{dated + `<item><guid>d</guid></item>`, "a b"},
	} {
		r := read(t, rss(c.items), fetch.Options{MaxItems: 2})
		var got []string
		for _, l := range r.Listed {
			got = append(got, l.GUID)
		}
		if strings.Join(got, " ") != c.want || r.Left != strings.Count(c.items, "<item>")-2 {
			t.Errorf("got %v and %d left, want %s", got, r.Left, c.want)
		}
	}
}

// A title is cut between two characters.
func TestMaxTitle(t *testing.T) {
	r := read(t, rss("<item><title>"+strings.Repeat("中", 1000)+"</title></item>"), fetch.Options{MaxTitle: 100})
	got := r.Listed[0].Item.Title
	if len(got) != 99 || !utf8.ValidString(got) {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

// Entities that a document declares are not expanded, however much they would
// amount to.
func TestEntityBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE rss [<!ENTITY l0 "lol">`)
	for i := range 30 {
		n := string(rune('a' + i))
		b.WriteString(`<!ENTITY ` + n + ` "` + strings.Repeat("&l0;", 100) + `">`)
	}
	b.WriteString("]>")
	r := read(t, b.String()+rss("<item><title>&l9;</title></item>"), fetch.Options{})
	if got := r.Listed[0].Item.Title; got != "&l9;" {
		t.Errorf("title is %q", got)
	}
}

// Text that is no UTF-8 is read as what it is declared to be, or looks like.
func TestEncodings(t *testing.T) {
	const item = `<rss><channel><item><title>%s</title></item></channel></rss>`
	doc := func(declared, title string) string {
		if declared != "" {
			declared = `<?xml version="1.0" encoding="` + declared + `"?>`
		}
		return declared + strings.Replace(item, "%s", title, 1)
	}
	utf16 := func(s string) string {
		b := []byte{0xFE, 0xFF}
		for _, r := range s {
			b = append(b, byte(r>>8), byte(r))
		}
		return string(b)
	}
	for _, c := range []struct{ name, body, charset, want string }{
		{"declared", doc("gb2312", "\xd6\xd0\xce\xc4"), "", "中文"},
		{"by the header", doc("", "\xd6\xd0\xce\xc4"), "gbk", "中文"},
		{"declared, the header is wrong", doc("gb2312", "\xd6\xd0\xce\xc4"), "iso-8859-1", "中文"},
		{"declared wrongly", doc("iso-8859-1", "中文"), "", "中文"},
		{"undeclared", doc("", "caf\xe9"), "", "café"},
		{"a broken place", doc("utf-8", "中文 \xff 中文"), "", "中文 \uFFFD 中文"},
		{"byte order mark", "\xEF\xBB\xBF" + doc("utf-8", "é"), "", "é"},
		{"UTF-16", utf16(doc("utf-16", "中文")), "", "中文"},
		{"UTF-16 declared, and is not", doc("utf-16", "中文"), "", "中文"},
		{"stateful", doc("iso-2022-jp", "\x1b$B4A;z\x1b(B"), "", "漢字"},
		{"XML 1.1", strings.Replace(doc("utf-8", "x"), "1.0", "1.1", 1), "", "x"},
		{"control characters", doc("", "a\x01b&#2;c&#xFFFF;d&#x1F;e"), "", "abcde"},
		{"a second declaration", doc("utf-8", `é<?xml version="1.0" encoding="utf-16"?>é`), "", "éé"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(c.body), Charset: c.charset}, fetch.Options{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := r.Listed[0].Item.Title; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A context that has ended ends the reading, and that is no failure.
func TestReadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := fetch.Read(ctx, fetch.Document{Body: []byte(rss("<item/>"))}, fetch.Options{}, nil); err != context.Canceled {
		t.Errorf("error is %v", err)
	}
}

func rss(items string) string {
	return `<rss version="2.0"><channel><title>T</title>` + items + `</channel></rss>`
}
