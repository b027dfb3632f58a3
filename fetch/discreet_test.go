package fetch_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// What a feed says of its own address, and of where its items are, is kept
// without the secrets of the source: in no address, identifier, text or
// validator. Items stay apart, and stay the same when the secret changes.
func TestNoSecretInADelivery(t *testing.T) {
	documents := map[string]string{
		"rss": `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T of SECRET</title>
<link>HOST/site?t=SECRET&amp;a=b</link><atom:link rel="self" href="HOST/x/SECRET/feed"/><image><url>HOST/SECRET.png</url></image><description>SECRET</description><copyright>SECRET</copyright>
<item><guid>HOST/x/SECRET/1</guid><link>HOST/1?a=b&amp;t=SECRET#SECRET</link><title>One SECRET</title><description>&lt;a href="HOST/x/SECRET/1">SECRET&lt;/a> &lt;img src="/i?SECRET"></description>
<enclosure url="HOST/x/SECRET/a.mp3" type="audio/mpeg"/><enclosure url="HOST/b.mp3?t=SECRET" type="audio/mpeg"/><comments>HOST/x/SECRET/c</comments>
<media:thumbnail url="HOST/x/SECRET.png"/><category domain="HOST/SECRET">about SECRET</category><author>SECRET@host.example (SECRET)</author></item>
<item><guid isPermaLink="false">SECRET 2</guid><link>HOST/x/SECRET/2</link><title>Two</title></item></channel></rss>`,
		"atom": `<feed xmlns="http://www.w3.org/2005/Atom"><id>HOST/x/SECRET</id><link rel="self" href="HOST/x/SECRET"/><icon>HOST/SECRET.ico</icon><title>T</title><rights>SECRET</rights>
<entry><id>tag:SECRET,1</id><link href="HOST/x/SECRET/1"/><title type="html">&lt;b>SECRET</title><author><name>SECRET</name><uri>HOST/x/SECRET</uri></author><content type="html">&lt;p title="SECRET">SECRET</content><summary>SECRET</summary></entry>
<entry><id>tag:SECRET,2</id><title>Two</title></entry></feed>`,
		"json": `{"version": "https://jsonfeed.org/version/1.1", "title": "T", "feed_url": "HOST/x/SECRET", "home_page_url": "HOST/?SECRET", "icon": "HOST/SECRET",
"items": [{"id": "HOST/x/SECRET/1", "url": "HOST/x/SECRET/1", "content_text": "SECRET", "image": "HOST/SECRET.png", "tags": ["SECRET"]}, {"id": "2", "content_text": "two"}]}`,
	}
	for name, doc := range documents {
		t.Run(name, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			ask := func(secret string, src article.Source) article.Delivery {
				f := o.Feed("x/"+secret, origin.RSS)
				f.Handle(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("ETag", `"`+secret+`"`)
					w.Header().Set("Last-Modified", secret)
					w.Write([]byte(strings.NewReplacer("SECRET", secret, "HOST", o.URL()).Replace(doc)))
				})
				src.ID = "127.0.0.1/x/${TOKEN}"
				src.URL = f.URL()
				return poll(t, p, src, article.Checkpoint{}, nil)
			}
			d := ask("s3cr3t", article.Source{Secret: true})
			d.URL = ""
			b, err := json.Marshal(d)
			if err != nil || strings.Contains(strings.ToLower(string(b)), "s3cr3t") {
				t.Errorf("%s, %v", b, err)
			}
			if len(d.Listed) != 2 || d.Listed[0].GUID != d.Listed[0].Item.GUID || d.Listed[0].GUID == d.Listed[1].GUID {
				t.Errorf("listed are %+v", d.Listed)
			}
			again := ask("an0ther", article.Source{Secret: true})
			if diff := cmp.Diff([]*article.Item{d.Listed[0].Item, d.Listed[1].Item}, []*article.Item{again.Listed[0].Item, again.Listed[1].Item}); diff != "" {
				t.Errorf("with another secret (-want +got):\n%s", diff)
			}
			if open := ask("s3cr3t", article.Source{}); !strings.Contains(fmt.Sprint(open.Listed[0].Item), "s3cr3t") || open.Checkpoint.ETag == "" {
				t.Errorf("what is no secret is gone: %+v", open.Listed[0].Item)
			}
		})
	}
}

// An address without its secret is what is left of it, if that leads anywhere.
func TestDiscreet(t *testing.T) {
	src := article.Source{ID: "mine", URL: "https://a.example/blog/hush.xml", Secret: true, Secrets: []string{"https://a.example", "hush"},
		Access: article.Access{Headers: []article.Header{{Name: "Cookie", Value: "wall=true; year=2026; id=k3y", Secret: true}, {Name: "X-Key", Value: `"<k&y>"`, Secret: true}}}}
	for _, c := range []struct{ link, want string }{
		{"https://a.example/true/2026/hu-sh", "https://a.example/true/2026/hu-sh"}, // short words of cookies are any word
		{"https://a.example/hush", ""},
		{"https://a.example/%68ush", ""},
		{"https://a.example/a?x=hush&y=1&z=HUSH", "https://a.example/a?y=1"},
		{"https://a.example/a?hush", "https://a.example/a"},
		{"https://a.example/a#hush", "https://a.example/a"},
		{"https://hush.example/", ""},
		{"https://hush@b.example/", "https://b.example/"},
		{"https://a.example/blog/1", "https://a.example/blog/1"},
	} {
		if got := fetch.Discreet(src, article.Item{Link: c.link}).Link; got != c.want {
			t.Errorf("%s became %q, want %q", c.link, got, c.want)
		}
	}
	for text, want := range map[string]string{
		"true in 2026, hush":                "true in 2026, hush",
		`&#34;&lt;k&amp;y&gt;&#34; "<K&y>"`: "*** ***",
	} {
		if got := fetch.Discreet(src, article.Item{Content: text}).Content; got != want {
			t.Errorf("%s became %q, want %q", text, got, want)
		}
	}
}

// No field of an item is forgotten.
func TestDiscreetInEveryField(t *testing.T) {
	it := article.Item{Authors: make([]article.Person, 1), Tags: make([]article.Tag, 1), Enclosures: make([]article.Enclosure, 1)}
	for _, v := range []any{&it, &it.Authors[0], &it.Tags[0], &it.Enclosures[0]} {
		s := reflect.ValueOf(v).Elem()
		for i := range s.NumField() {
			if f := s.Field(i); f.Kind() == reflect.String {
				f.SetString("https://a.example/s3cr3t-t0ken")
			}
		}
	}
	src := article.Source{ID: "a.example/${T}", URL: "https://a.example/s3cr3t-t0ken", Secret: true}
	if got := fmt.Sprintf("%+v", fetch.Discreet(src, it)); strings.Contains(got, "s3cr3t") {
		t.Error(got)
	}
}
