package article

import (
	"encoding/json"
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Part is one of the things that an item has.
type Part string

// The parts that readers see, hear and look at. What else an item has (its
// link, tags, language, rights) is published as well, and a change of it is no
// news.
const (
	PartTitle   Part = "title"
	PartText    Part = "text"
	PartPicture Part = "picture"
	PartFiles   Part = "files"
	PartAuthors Part = "authors"
)

// Unlike lists the parts in which a reader sees something else in the two.
// Markup, and what servers write anew each time into the address of a picture,
// are not seen; dates and GUIDs are moved by sources without an edit.
func (it *Item) Unlike(other *Item) []Part {
	var parts []Part
	differ := func(p Part, same bool) {
		if !same {
			parts = append(parts, p)
		}
	}
	differ(PartTitle, sameWords(it.Title, other.Title))
	differ(PartText, sameShown(it.Summary, other.Summary, file) && sameShown(it.Content, other.Content, file))
	differ(PartPicture, file(it.Image) == file(other.Image))
	differ(PartFiles, slices.Equal(filesOf(it), filesOf(other)))
	differ(PartAuthors, slices.Equal(namesOfAuthors(it), namesOfAuthors(other)))
	return parts
}

// Face is a fingerprint of what Unlike compares.
func (it *Item) Face() Hash {
	parts := []string{strings.Join(strings.Fields(it.Title), " "), Text(it.Summary, 0), Text(it.Content, 0), file(it.Image)}
	for _, list := range [][]string{embedded(it.Summary, file), embedded(it.Content, file), filesOf(it), namesOfAuthors(it)} {
		parts = append(parts, HashOf(list...).String())
	}
	return HashOf(parts...)
}

func filesOf(it *Item) (names []string) {
	for _, e := range it.Enclosures {
		names = append(names, file(e.URL))
	}
	return names
}

func namesOfAuthors(it *Item) (names []string) {
	for _, p := range it.Authors {
		names = append(names, strings.Join(strings.Fields(p.Name), " "))
	}
	return names
}

// SameText reports whether a reader would read, hear and see the same in the
// item and in what was said before: title, summary and content, white space and
// markup aside, and the enclosures.
func (in Incoming) SameText(before *Item) bool {
	return sameWords(before.Title, in.Item.Title) && in.sameBody(before)
}

func (in Incoming) sameBody(before *Item) bool {
	canonical := in.Tracking.Canonical
	return slices.EqualFunc(before.Enclosures, in.Item.Enclosures, func(a, b Enclosure) bool { return canonical(a.URL) == canonical(b.URL) }) &&
		in.sameShown(before.Summary, in.Item.Summary) && in.sameShown(before.Content, in.Item.Content)
}

func (in Incoming) sameShown(a, b string) bool {
	return a == b || in.Shown.of(a, in.Tracking) == in.Shown.of(b, in.Tracking)
}

// Shown remembers what pieces of HTML show. Each item is compared with all
// articles at its address, and reading HTML is what that costs.
type Shown map[string]Hash

// of is a fingerprint of the words, and of the pictures and the like by their
// canonical addresses. The nil Shown works it out each time.
func (s Shown) of(markup string, t Tracking) Hash {
	print, known := s[markup]
	if !known {
		print = HashOf(append(embedded(markup, t.Canonical), Text(markup, 0))...)
		if s != nil {
			s[markup] = print
		}
	}
	return print
}

// SameTitle reports whether both have one title, white space and case aside.
// An item without a title has the title of none.
func (it *Item) SameTitle(other *Item) bool {
	return it.Title != "" && strings.EqualFold(
		strings.Join(strings.Fields(it.Title), " "), strings.Join(strings.Fields(other.Title), " "))
}

// sameWords compares word by word, and stops at the first that differs.
func sameWords(a, b string) bool {
	if a == b {
		return true
	}
	next, stop := iter.Pull(strings.FieldsSeq(b))
	defer stop()
	for word := range strings.FieldsSeq(a) {
		if other, more := next(); !more || other != word {
			return false
		}
	}
	_, more := next()
	return !more
}

// sameShown compares what two pieces of HTML show: words, and the pictures and
// the like by the name that an address has.
func sameShown(a, b string, name func(address string) string) bool {
	if a == b {
		return true
	}
	return Text(a, 0) == Text(b, 0) && slices.Equal(embedded(a, name), embedded(b, name))
}

// embedded names what a piece of HTML shows beside its words. Pictures of a
// pixel or none count clicks.
func embedded(markup string, name func(address string) string) []string {
	var names []string
	z := html.NewTokenizer(strings.NewReader(markup))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		if _, has := z.TagName(); has {
			if address := embeds(z); address != "" {
				names = append(names, name(address))
			}
		}
	}
	return names
}

// embeds is the address of what the tag shows, empty where it shows nothing.
func embeds(z *html.Tokenizer) (address string) {
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "src":
			address = string(value)
		case "width", "height":
			if size := strings.TrimSuffix(string(value), "px"); size == "0" || size == "1" {
				return ""
			}
		}
	}
	return address
}

// file is the canonical form of a file's address, without the query where the
// path says already which file it is: then that is a size, or a signature.
func file(address string) string {
	canonical := Canonical(address)
	before, _, found := strings.Cut(canonical, "?")
	if !found {
		return canonical
	}
	if u, err := url.Parse(address); err == nil && len(path.Ext(u.Path)) > 1 && !pages[strings.ToLower(path.Ext(u.Path))] {
		return before
	}
	return canonical
}

// pages are the endings of programs: their query says what they answer with.
var pages = set(".php .asp .aspx .cgi .jsp .do .pl .html .htm .ashx .axd .php5")

// namedAs reports whether GUID and dates are the same in both.
func (it *Item) namedAs(other *Item) bool {
	return it.GUID == other.GUID && it.Permalink == other.Permalink &&
		it.Published.Equal(other.Published) && it.Updated.Equal(other.Updated)
}

// shows reports whether the same is published of both, GUID and dates aside.
func (it *Item) shows(other *Item) bool { return it.published() == other.published() }

func (it *Item) published() Hash {
	f := *it
	f.GUID, f.Permalink, f.SentLink, f.Published, f.Updated = "", false, "", time.Time{}, time.Time{}
	b, err := json.Marshal(f)
	if err != nil { // plain strings and numbers always marshal
		panic("article: " + err.Error())
	}
	return HashOf(string(b))
}
