package feed

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"feedloom/article"
)

// The lint is the last wall before a file: what is about to be published is well
// formed, in characters that everybody may read, its addresses are absolute, its
// ids are IRIs and its dates dates. Nothing that is rendered here should ever be
// otherwise; if it is, readers keep what they have. An entry is judged once, when
// it is rendered, and the frame around it in each feed.

// judges say what a text must be, by the name of the element, the attribute or
// the member that holds it: one table for all formats, as names that they share
// mean the same.
var judges = map[string]func(string) error{
	"link": isAddress, "url": isAddress, "href": isAddress, "uri": isAddress, "comments": isAddress,
	"icon": isAddress, "favicon": isAddress, "image": isAddress, "banner_image": isAddress, "thumbnail": isAddress,
	"home_page_url": isAddress, "feed_url": isAddress, "next_url": isAddress, "external_url": isAddress,
	"xmlUrl": isAddress, "htmlUrl": isAddress,
	"id": isIRI, "guid": isIRI, "scheme": isIRI,
	"updated": isStamp, "published": isStamp, "date_published": isStamp, "date_modified": isStamp,
	"pubDate": isRSSDate, "lastBuildDate": isRSSDate,
}

func isAddress(s string) error {
	if !isPlain(s) && (s == "" || article.URI(s) != s) {
		return fmt.Errorf("%q is no absolute address", s)
	}
	return nil
}

// isPlain reports whether it is an address like most: of the web, with a host in
// lower case, and nothing in it that could have to be escaped. Those need no
// further look.
func isPlain(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	host, path, _ := strings.Cut(rest, "/")
	return ok && strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789-.") == "" && strings.Trim(host, ".") != "" &&
		strings.Trim(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/?=&;,+:") == ""
}

func isIRI(s string) error {
	if iri(s) == "" {
		return fmt.Errorf("%q is no absolute IRI", s)
	}
	return nil
}

func isStamp(s string) error   { return isDate(time.RFC3339, s) }
func isRSSDate(s string) error { return isDate(http.TimeFormat, s) }

// isDate asks for the very text that the layout gives: a wrong weekday is an
// error, too.
func isDate(layout, s string) error {
	if t, err := time.Parse(layout, s); err != nil || t.Format(layout) != s {
		return fmt.Errorf("%q is no date like %q", s, layout)
	}
	return nil
}

// judge asks the judge of that name, if there is one.
func judge(name, value string) error {
	if is := judges[name]; is != nil {
		if err := is(value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// lintText accepts UTF-8 without the characters that no format may hold.
func lintText(b []byte) error { return legal(b) }

func legal[T string | []byte](s T) error {
	for i := 0; i < len(s); i++ {
		if c := s[i]; ' ' <= c && c < 0x7f || c == '\n' || c == '\t' {
			continue
		}
		r, size := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
		if r == utf8.RuneError && size < len("\uFFFD") {
			return errors.New("it is not UTF-8")
		} else if article.IsIllegal(r) {
			return fmt.Errorf("it holds the character U+%04X", r)
		}
		i += size - 1
	}
	return nil
}
