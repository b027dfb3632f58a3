package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
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
	if s == "" || article.URI(s) != s {
		return fmt.Errorf("%q is no absolute address", s)
	}
	return nil
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

// lintXML accepts elements that are whole, with what judges ask of them.
func lintXML(b []byte) error {
	if err := lintText(b); err != nil {
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(withoutCDATA(b)))
	var text strings.Builder // since the last tag
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			text.Reset()
			for _, a := range t.Attr {
				if err := judge(a.Name.Local, a.Value); err != nil {
					return fmt.Errorf("%s: %w", t.Name.Local, err)
				}
			}
		case xml.EndElement:
			if s := strings.TrimSpace(text.String()); s != "" || t.Name.Local == "id" || t.Name.Local == "guid" {
				if err := judge(t.Name.Local, s); err != nil {
					return err
				}
			}
			text.Reset()
		}
	}
}

// withoutCDATA leaves out the texts that nobody reads as XML (XML 1.0, section
// 2.7), which are most of a feed.
func withoutCDATA(b []byte) []byte {
	var out []byte
	for {
		before, rest, found := bytes.Cut(b, []byte("<![CDATA["))
		_, after, ends := bytes.Cut(rest, []byte("]]>"))
		if !found || !ends {
			return append(out, b...)
		}
		out, b = append(out, before...), after
	}
}

// lintJSON accepts one value, with what judges ask of its members.
func lintJSON(b []byte) error {
	if err := lintText(b); err != nil {
		return err
	}
	var value any
	if err := json.Unmarshal(b, &value); err != nil {
		return err
	}
	return lintValue("", value)
}

func lintValue(name string, value any) error {
	switch v := value.(type) {
	case string:
		if err := legal(v); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return judge(name, v)
	case []any:
		for _, one := range v {
			if err := lintValue(name, one); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, member := range slices.Sorted(maps.Keys(v)) {
			if err := lintValue(member, v[member]); err != nil {
				return err
			}
		}
	}
	return nil
}
