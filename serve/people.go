package serve

import (
	"net/http"
	"path"
	"slices"
	"strings"

	"feedloom/feed"
)

// xmlType is what browsers show with its stylesheet: the media types of feeds they
// show as plain text, or save.
const xmlType = "application/xml; charset=utf-8"

// styled reports whether a file is a document with a stylesheet for people.
func styled(name string) bool {
	return path.Ext(name) == ".xml" && feed.MediaType(path.Base(name)) != ""
}

// forPeople reports whether a browser asks for something to show: it takes pages
// (RFC 9110, section 12.5.1), and says nothing of feeds as readers do that take
// pages, too.
func forPeople(r *http.Request) bool {
	taken := strings.Split(strings.ToLower(strings.Join(r.Header.Values("Accept"), ",")), ",")
	for i, t := range taken {
		t, _, _ = strings.Cut(t, ";")
		taken[i] = strings.TrimSpace(t)
	}
	forFeeds := func(t string) bool {
		return slices.ContainsFunc([]string{"rss", "atom", "opml", "feed"}, func(word string) bool { return strings.Contains(t, word) })
	}
	return slices.Contains(taken, "text/html") && !slices.ContainsFunc(taken, forFeeds)
}
