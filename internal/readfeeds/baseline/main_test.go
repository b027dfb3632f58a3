package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"feedloom/internal/corpus"
)

// The line is what gofeed's universal feed says, with nothing of ours.
func TestRead(t *testing.T) {
	got, err := read([]byte(`<rss><channel><title>C</title><link>/c</link><item><title>A &lt;b&gt;</title><link>/1</link><guid>1</guid>
		<pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate><author>ada@a.example (Ada)</author><description>D</description>
		<category>c</category><enclosure url="/1.mp3"/></item></channel></rss>`))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	want := corpus.Line{Title: "C", Link: "/c", Entries: []corpus.Entry{{
		Title: "A <b>", Link: "/1", ID: "1", PubRaw: "Thu, 01 Jan 2026 00:00:00 GMT", Pub: &at,
		Author: "Ada", Email: "ada@a.example", Desc: "D", Cats: []string{"c"}, Encl: []string{"/1.mp3"},
	}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, err := read([]byte("no feed")); err == nil {
		t.Error("a document that is no feed was read")
	}
}
