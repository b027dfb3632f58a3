package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// A crowd of items or elements is refused before a parser makes a kilobyte of
// each, and one within an item is cut.
func TestCrowds(t *testing.T) {
	o := fetch.Options{MaxItems: 100}
	item := func(inner string) string { return rss("<item><title>T</title>" + inner + "</item>") }
	for name, c := range map[string]struct {
		doc  string
		fine bool
	}{
		"1,000 items":        {rss(strings.Repeat("<item/>", 1000)), true},
		"1,001 items":        {rss(strings.Repeat("<item/>", 1001)), false},
		"1,001 Atom entries": {`<feed xmlns="http://www.w3.org/2005/Atom">` + strings.Repeat("<entry/>", 1001) + "</feed>", false},
		"20,001 elements":    {item(strings.Repeat("<a/>", 20001)), false},
		"5,000 authors":      {item(strings.Repeat("<author>a</author>", 5000)), true},
		"1,000 JSON items":   {`{"items":[{}` + strings.Repeat(",{}", 999) + "]}", true},
		"1,001 JSON items":   {`{"items":[{}` + strings.Repeat(",{}", 1000) + "]}", false},
		"1,001 named ones":   {`{"items":{"0":{}` + strings.Repeat(`,"0":{}`, 1000) + "}}", false},
		"1,001 unclosed":     {`{"items":[` + strings.Repeat("{", 1001) + "}]}", false},
		"2,000 in two lists": {`{"items":[{}` + strings.Repeat(",{}", 999) + `],"items":[{}` + strings.Repeat(",{}", 999) + "]}", false},
		"5,000 objects":      {`{"items":[{"id":"a","_x":[{}` + strings.Repeat(",{}", 5000) + "]}]}", true},
		"400,001 values":     {`{"items":[{"id":"a","tags":["a"` + strings.Repeat(`,""`, 400001) + "]}]}", true},
	} {
		_, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(c.doc)}, o, nil)
		f, failed := errors.AsType[*fetch.Failure](err)
		if failed == c.fine || failed && f.Kind != fetch.KindTooLarge {
			t.Errorf("%s: %v", name, err)
		}
		if failed && strings.Contains(f.Line, " items (") && f.Line != "more than 1000 items (fetch.max_items takes 100)" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What an item has many of is cut: to tell thousands of authors apart took
// minutes.
func TestListsWithinAnItem(t *testing.T) {
	var doc strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&doc, `<author>name %d</author><category>tag %[1]d</category><enclosure url="http://a.example/%[1]d.mp3" type="audio/mpeg"/>`, i)
	}
	r, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(rss("<item>" + doc.String() + "</item>"))}, fetch.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	it := r.Listed[0].Item
	if len(it.Authors) > 100 || len(it.Tags) > 100 || len(it.Enclosures) > 100 || len(it.Tags) < 50 {
		t.Errorf("%d authors, %d tags, %d enclosures", len(it.Authors), len(it.Tags), len(it.Enclosures))
	}
}

// An item that says nothing at all is none.
func TestEmptyItems(t *testing.T) {
	doc := rss("<item></item><item><description> </description></item><item><title>T</title></item><item><guid>g</guid></item>")
	o := origin.New(t)
	f := o.Feed("a", origin.RSS)
	f.Serve("text/xml", []byte(doc))
	d := poll(t, client(t, o, fetch.Options{}), source(f), article.Checkpoint{}, nil)
	if len(d.Listed) != 2 || d.Left != 0 {
		t.Errorf("%d items, %d left", len(d.Listed), d.Left)
	}
}

// Who a source redirects to is not told its address, which may hold a secret.
func TestNoReferer(t *testing.T) {
	o := origin.New(t)
	from, to := o.Feed("from", origin.RSS), o.Feed("to", origin.RSS)
	to.AddMany(1)
	from.Redirect(to.URL())
	src := source(from)
	src.URL += "?token=hunter2"
	if _, err := client(t, o, fetch.Options{}).Poll(t.Context(), src, article.Checkpoint{}, nil); err != nil {
		t.Fatal(err)
	}
	for _, r := range o.Log() {
		if r.Feed == "to" && strings.Contains(fmt.Sprint(map[string][]string(http.Header(r.Header))), "hunter2") {
			t.Errorf("the address was told: %v", r.Header)
		}
	}
	if o.Requests("to") != 1 {
		t.Error("nobody was asked")
	}
}

// A document waits for leave to be read, and is not read without it.
func TestLeaveToRead(t *testing.T) {
	o := origin.New(t)
	f := o.Feed("a", origin.RSS)
	f.AddMany(1)
	refused := errors.New("no leave")
	d, err := client(t, o, fetch.Options{}).Poll(t.Context(), source(f), article.Checkpoint{}, func(context.Context) (func(article.Hash) bool, error) {
		return nil, refused
	})
	if !errors.Is(err, refused) || d.Read {
		t.Errorf("read %v, %v", d.Read, err)
	}
}
