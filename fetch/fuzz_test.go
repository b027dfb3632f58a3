package fetch_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"feedloom/article"
	"feedloom/fetch"
)

// Whatever comes, it is read or refused, always in the same way, and what is
// read keeps the promises of article.Item.
func FuzzRead(f *testing.F) {
	docs, err := filepath.Glob("testdata/read/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, d := range docs {
		body, err := os.ReadFile(d)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte(rss(`<item><guid isPermaLink="true">http://[::1%25]/</guid><pubDate>1 Jan 99999 00:00:00 GMT</pubDate></item>`)))
	f.Add([]byte(`{"items":[{"id":{},"tags":[""],"authors":[null],"attachments":[{}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, fetch.Document{Body: body, Base: blog}) })
}

// checkRead reads the document twice; the error is why it is refused.
func checkRead(t *testing.T, doc fetch.Document) error {
	t.Helper()
	r, err := fetch.Read(context.Background(), doc, fetch.Options{}, nil)
	if err != nil {
		checkFailure(t, err)
		return err
	}
	again, err := fetch.Read(context.Background(), doc, fetch.Options{}, func(article.Hash) bool { return true })
	if err != nil || len(again.Listed) != len(r.Listed) || len(r.Sent) != len(r.Listed) {
		t.Fatalf("the second time: %v, %d items; with %d and the dates of %d before", err, len(again.Listed), len(r.Listed), len(r.Sent))
	}
	for i, l := range r.Listed {
		if again.Listed[i].Hash != l.Hash || again.Listed[i].Item != nil {
			t.Errorf("item %d: %+v, then %+v", i, l, again.Listed[i])
		}
		checkItem(t, l.Item)
	}
	return nil
}

func checkFailure(t *testing.T, err error) {
	var f *fetch.Failure
	if !errors.As(err, &f) || f.Kind == "" || f.Line == "" || strings.ContainsAny(f.Line, "\n\r\x00") || !utf8.ValidString(f.Line) {
		t.Errorf("error is %#v", err)
	}
	if f != nil && f.Err != nil && strings.Contains(f.Err.Error(), "panic") {
		t.Errorf("%v", f.Err)
	}
}

func checkItem(t *testing.T, it *article.Item) {
	t.Helper()
	for _, address := range []string{it.Link, it.Image, it.Thumbnail, it.Comments} {
		u, err := url.Parse(address)
		if address != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(address, " \"<>\n")) {
			t.Errorf("address %q", address)
		}
	}
	texts := []string{it.GUID, it.Link, it.Title, it.Summary, it.Content, it.Rights, it.Language}
	for _, p := range it.Authors {
		texts = append(texts, p.Name, p.Email, p.URL)
	}
	for _, t := range it.Tags {
		texts = append(texts, t.Term, t.Scheme, t.Label)
	}
	for _, e := range it.Enclosures {
		texts = append(texts, e.URL, e.Type)
	}
	for _, s := range texts {
		if article.Legal(s) != s {
			t.Errorf("text %q", s)
		}
	}
	for _, s := range []string{it.Summary, it.Content} {
		checkSafe(t, s)
	}
	for _, d := range []interface{ Year() int }{it.Published, it.Updated} {
		if y := d.Year(); y != 1 && (y < 1970 || y > 9999) {
			t.Errorf("year %d", y)
		}
	}
}

// Whatever a server says, the secrets that it was told are not in a line of it.
func FuzzHide(f *testing.F) {
	const secret = "s3cr3t\"/+ \u00e9"
	src := article.Source{URL: "https://a.example/", Access: article.Access{Headers: []article.Header{
		{Name: "Cookie", Value: "a=" + secret, Secret: true}, {Name: "Authorization", Value: "Bearer " + secret, Secret: true},
	}}}
	for _, s := range []string{"no " + secret, "titled \"" + secret[:6] + "\"", strings.ToUpper(secret), secret + secret, strings.Repeat("s3cr", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, said string) {
		line := fetch.Hide(src, said)
		if strings.Contains(strings.ToLower(line), secret) || fetch.Hide(src, line) != line && len(line) < 380 {
			t.Errorf("%q became %q", said, line)
		}
	})
}
