package fetch_test

import (
	"strings"
	"testing"

	"feedloom/fetch"
)

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
