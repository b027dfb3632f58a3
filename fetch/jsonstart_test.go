package fetch_test

import (
	"strings"
	"testing"

	"feedloom/fetch"
)

// A feed is found behind what keeps it from being a script, and behind what the
// program that wrote it has complained of.
func TestBeforeJSON(t *testing.T) {
	const notice = "<br />\n<b>Notice</b>:  Undefined index: x in <b>/a.php</b> on line <b>3</b><br />\n"
	for _, before := range []string{
		"for(;;);", "while(1); ", "while (true) {}\n", ")]}'\n", ")]}',\n", "/**/ a.b(", "call(", "[",
		"\nNotice: Undefined index: x in {closure} on line 3\n", notice, notice + notice, "<!-- generated -->",
	} {
		for _, feed := range []string{
			`{"version": "https:\/\/jsonfeed.org\/version\/1.1", "items": [{"id": "a", "content_html": "<html><p>A"}]}`,
			`{ "title": "T", "items" : [{"id": "a"}]}`,
		} {
			r, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(before + feed)}, fetch.Options{}, nil)
			if err != nil || len(r.Listed) != 1 || r.Listed[0].GUID != "a" {
				t.Errorf("%s%s: %d items, %v", before, feed, len(r.Listed), err)
			}
		}
	}
}

// JSON that is no feed is called that, and HTML with JSON in it is a page.
func TestNoFeedBehind(t *testing.T) {
	const object, html = `JSON without "version" and "items"`, "an HTML page"
	for doc, want := range map[string]string{
		`[]`:                        object,
		`["<p>A</p>"]`:              object,
		`[{"content":"<p>A</p>"}]`:  object,
		`for(;;);{"a":"<html><p>"}`: object,
		`{"a":"<!doctype html>"}`:   object,
		`Error: {"code": 5}`:        object,
		`<script>var a = {"items":[{"id":1}]}</script>`:                      html,
		`<script type="application/json">{"items":[{"id":1}]}</script>`:      html,
		`<div data-a='{"items":[{"id":1}]}'></div>`:                          html,
		`<!doctype html><p>{"items":[{"id":1}]}`:                             html,
		`<p>` + strings.Repeat("A ", 1<<13) + `<p>{"items":[{"id":"a"}]}`:    html,
		`<p>A</p>{"error":"no"}`:                                             html,
		`<b>Notice</b> {"version":"https://a.example/","title":"","links":[`: html,
	} {
		_, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(doc)}, fetch.Options{}, nil)
		if err == nil || !strings.HasPrefix(err.Error(), "not a feed: "+want) {
			t.Errorf("%.80s\n got %v\nwant %s", doc, err, want)
		}
		if _, _, page := fetch.ReadPage(doc, ""); page != (want == html) {
			t.Errorf("%.80s: a page: %v", doc, page)
		}
	}
}

// XML is read as XML, whatever stands before it.
func TestJSONBeforeXML(t *testing.T) {
	for _, before := range []string{`Notice: {"items":[]} `, `<!-- {"items":[]} -->`} {
		if r := read(t, before+rss(`<item><guid>a</guid></item>`), fetch.Options{}); len(r.Listed) != 1 {
			t.Errorf("%s: %d items", before, len(r.Listed))
		}
	}
}
