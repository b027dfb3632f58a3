package fetch_test

import (
	"context"
	"encoding/xml"
	"errors"
	"strings"
	"testing"
	"time"

	"feedloom/fetch"
)

// Depth is that of the elements, whatever is in comments, sections, quotes and
// declarations between them.
func TestDepth(t *testing.T) {
	for _, c := range []struct {
		doc  string
		deep int
	}{
		{"<a/>", 1},
		{"<a><b/></a>", 2},
		{"<a><b></b><b></b><b></b></a>", 2},
		{"<a><!-- <b><c> --><b/></a>", 2},
		{"<a><![CDATA[</a><b><c>]]><b><c/></b></a>", 3},
		{"<a x='</a>'><b y=\"/>\"><c/></b></a>", 3},
		{"<!DOCTYPE a [<!ENTITY x '<b><c>'> <!-- > -->]><a><b/></a>", 2},
		{"<?a </a> ?><a><?b <c> ?><b/></a>", 2},
		// An end tag closes what was left open within its element.
		{"<a><p><br><br><br></p><p><br></p></a>", 5},
		{"<x:a><x:b></b></a><c/>", 2},
	} {
		doc := func() []byte { return []byte(c.doc) }
		if err := fetch.CheckXML(doc(), c.deep); err != nil {
			t.Errorf("%s is deeper than %d", c.doc, c.deep)
		}
		if err := fetch.CheckXML(doc(), c.deep-1); err == nil {
			t.Errorf("%s is not deeper than %d", c.doc, c.deep-1)
		}
	}
}

// Brackets in strings are no depth.
func TestDepthOfJSON(t *testing.T) {
	r := read(t, `{"items":[{"id":"a","title":"`+strings.Repeat(`\"[{`, 300)+`"}]}`, fetch.Options{MaxDepth: 3})
	if len(r.Listed) != 1 {
		t.Errorf("%d items", len(r.Listed))
	}
}

// A feed with markup that was never closed is not deep, however long it is.
func TestUnclosedIsNotDeep(t *testing.T) {
	doc := rss(strings.Repeat("<item><title>A</title><description>one<br>two<br>three</description></item>", 1000))
	if r := read(t, doc, fetch.Options{}); len(r.Listed) != 1000 {
		t.Errorf("%d items", len(r.Listed))
	}
}

// A document that is slow to read is given up when the time is over: here
// each piece of text is copied to those before it.
func TestSlowDocument(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	doc := rss("<item><x:a>" + strings.Repeat("a<!---->", 1e6) + "</x:a></item>")
	_, err := fetch.Read(ctx, fetch.Document{Body: []byte(doc)}, fetch.Options{}, nil)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v", err)
	}
}

// No parser sees a document as deeper than it was judged to be.
func FuzzDepth(f *testing.F) {
	for _, s := range []string{
		"<a><b></a></b>", "<a b='<'>", "<!DOCTYPE a [<!-- ' -->]><a><b>", "<a><![CDATA[<b>]]></a>", "<?x?><a:b></b>", "<a b=c d/><e>",
		"<a><!-- -- ><b>", "<!a '>'><b>", "<a></ a><b>", "<a b='\"'></a><c d=\"'\">", "<?xml encoding='x'?><a>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		most := 0
		for most < 300 && fetch.CheckXML(doc, most) != nil { // blanks declarations, too
			most++
		}
		if deep := depth(doc); deep > most {
			t.Errorf("%q is %d deep and was judged %d", doc, deep, most)
		}
	})
}

// depth is how deep the decoder that parsers use sees the document, until it
// gives up.
func depth(doc []byte) int {
	d := xml.NewDecoder(strings.NewReader(string(doc)))
	d.Strict = false
	now, most := 0, 0
	for {
		tok, err := d.Token()
		if err != nil {
			return most
		}
		switch tok.(type) {
		case xml.StartElement:
			now++
			most = max(most, now)
		case xml.EndElement:
			now--
		}
	}
}
