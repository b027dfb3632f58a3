package fetch_test

import (
	"strings"
	"testing"

	"feedloom/fetch"
)

// What is not read of a JSON feed may be as deep as it likes.
func TestDeepJSON(t *testing.T) {
	deep := strings.Repeat(`{"a":[`, 1000) + strings.Repeat("]}", 1000)
	r := read(t, `{"_x":`+deep+`,"items":[{"id":"a","_x":`+deep+`},{"id":"b"}]}`, fetch.Options{})
	if len(r.Listed) != 2 {
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
