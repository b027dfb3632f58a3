package fetch_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/fetch"
)

// What a document has as dates is told beside each item, also where it is no date.
func TestSent(t *testing.T) {
	for name, doc := range map[string]string{
		"rss": `<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>
			<item><guid>a</guid><pubDate>the day after</pubDate><atom:updated>2026-01-02T00:00:00Z</atom:updated></item>
			<item><guid>b</guid></item></channel></rss>`,
		"atom": `<feed xmlns="http://www.w3.org/2005/Atom">
			<entry><id>a</id><published>the day after</published><updated>2026-01-02T00:00:00Z</updated></entry>
			<entry><id>b</id></entry></feed>`,
		"json": `{"items":[{"id":"a","date_published":"the day after","date_modified":"2026-01-02T00:00:00Z"},{"id":"b"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, doc, fetch.Options{})
			want := []fetch.Sent{{Published: "the day after", Updated: "2026-01-02T00:00:00Z"}, {}}
			if diff := cmp.Diff(want, r.Sent); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if d := r.Listed[0].Item.Published; !d.IsZero() {
				t.Errorf("it was read as %v", d)
			}
		})
	}
}

// The dates' texts are of the items that are listed, where the rest is left.
func TestSentOfTheItemsTaken(t *testing.T) {
	r := read(t, `{"items":[{"id":"old","date_published":"2026-01-01T00:00:00Z"},{"id":"new","date_published":"2026-01-02T00:00:00Z"}]}`,
		fetch.Options{MaxItems: 1})
	want := []fetch.Sent{{Published: "2026-01-02T00:00:00Z"}}
	if diff := cmp.Diff(want, r.Sent); diff != "" || r.Listed[0].GUID != "new" {
		t.Errorf("of %s, -want +got:\n%s", r.Listed[0].GUID, diff)
	}
}

// A document is read by the encoding that the header of its answer names.
func TestNewDocument(t *testing.T) {
	h := http.Header{"Content-Type": {`application/rss+xml; charset="gbk"`}}
	got := fetch.NewDocument([]byte("x"), "https://a.example/", h)
	want := fetch.Document{Body: []byte("x"), Base: "https://a.example/", Charset: "gbk"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
