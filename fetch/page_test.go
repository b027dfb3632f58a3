package fetch_test

import (
	"fmt"
	"net/http"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// The feed that a page names, however that is written.
func TestFeedOfAPage(t *testing.T) {
	const rss, atom, json = "application/rss+xml", "application/atom+xml", "application/feed+json"
	link := func(mediaType, href, title string) string {
		return `<link rel="alternate" type="` + mediaType + `" href="` + href + `" title="` + title + `">`
	}
	for _, c := range []struct{ name, head, want string }{
		{"none", "<title>A</title>", ""},
		{"rss", link(rss, "/rss", ""), "https://blog.example/rss"},
		{"relative", link(rss, "feed.xml", ""), "https://blog.example/posts/feed.xml"},
		{"elsewhere", link(rss, "//feeds.example/blog", ""), "https://feeds.example/blog"},
		{"the first", link(atom, "/atom", "") + link(rss, "/rss", ""), "https://blog.example/atom"},
		{"the first again", link(rss, "/rss", "") + link(atom, "/atom", ""), "https://blog.example/rss"},
		{"JSON last", link(json, "/json", "") + link(rss, "/rss", ""), "https://blog.example/rss"},
		{"JSON alone", link(json, "/json", ""), "https://blog.example/json"},
		{"RDF", link("application/rdf+xml; charset=utf-8", "/rdf", ""), "https://blog.example/rdf"},
		{"no comments", link(rss, "/2/feed", "Blog: Comments Feed") + link(rss, "/feed", ""), "https://blog.example/feed"},
		{"no comments by address", link(rss, "/comments/feed", "") + link(json, "/json", ""), "https://blog.example/json"},
		{"沒有評論", link(rss, "/1", "博客 评论") + link(rss, "/2", "博客"), "https://blog.example/2"},
		{"comments alone", link(rss, "/comments", ""), "https://blog.example/comments"},
		{"not the data of the page", link("application/json", "/wp-json/wp/v2/pages/7", ""), ""},
		{"any order, no quotes", `<LINK HREF=/rss TYPE=Application/RSS+XML REL='home Alternate'/>`, "https://blog.example/rss"},
		{"a style", `<link rel="alternate stylesheet" type="` + rss + `" href="/rss">`, ""},
		{"another relation", `<link rel="self" type="` + rss + `" href="/rss">`, ""},
		{"no type", `<link rel="alternate" href="/rss">`, ""},
		{"no address", link(rss, "", ""), ""},
		{"no web", link(rss, "javascript:alert(1)", "") + link(rss, "file:///etc/passwd", "") + link(rss, "feed://x/", ""), ""},
		{"another language", `<link rel="alternate" hreflang="de" href="/de">`, ""},
		{"base", `<base target=_top><base href="https://static.example/a/"><base href="/b/">` + link(rss, "feed.xml", ""), "https://static.example/a/feed.xml"},
		{"base after it", link(rss, "feed.xml", "") + `<base href="/a/">`, "https://blog.example/a/feed.xml"},
		{"a broken base", `<base href="http://%zz/">` + link(rss, "feed.xml", ""), "https://blog.example/posts/feed.xml"},
		{"entities", link(rss, "/?a=1&amp;b=2", ""), "https://blog.example/?a=1&b=2"},
		{"in a comment", "<!-- " + link(rss, "/rss", "") + " -->", ""},
		{"in a script", "<script>var a = '" + link(rss, "/rss", "") + "'</script>", ""},
		{"in the body", "</head><body><p>" + link(rss, "/rss", ""), "https://blog.example/rss"},
		{"itself", link(rss, "", "") + link(rss, "#feed", "") + link(rss, "https://blog.example/posts/", ""), ""},
		{"a fragment", link(rss, "/rss#top", ""), "https://blog.example/rss"},
	} {
		_, got, isPage := fetch.ReadPage("<!DOCTYPE html><html><head>"+c.head, "https://blog.example/posts/")
		if got != c.want || !isPage {
			t.Errorf("%s: got %q, want %q (a page: %v)", c.name, got, c.want, isPage)
		}
	}
}

// A feed is no page, whatever stands before it; a page is none of the feeds.
func TestIsPage(t *testing.T) {
	for text, want := range map[string]bool{
		"<!DOCTYPE html><p>":                    true,
		"\ufeff \n<!-- a --><html lang=de>":     true,
		"<?xml version='1.0'?><html xmlns='x'>": true,
		"<body>":                                true,
		"<rss>":                                 false,
		"<?xml version='1.0'?><!-- <html> --><feed>": false,
		"<opml>":           false,
		`{"version": "x"}`: false,
		"Hello":            false,
		"":                 false,
		"<?xml-stylesheet href='a.html'?><rdf:RDF x='y'>": false,
	} {
		if _, _, got := fetch.ReadPage(text, ""); got != want {
			t.Errorf("%q is a page: %v", text, got)
		}
	}
}

// A page in place of a feed: its feed is read in the same poll, and asked for
// directly from then on. Its validators are never sent to the page.
func TestFeedFoundByPage(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	page, feed := o.Feed("blog/", origin.RSS), o.Feed("blog/feed", origin.Atom)
	feed.AddMany(2)
	page.Page(`<title>Blog</title><link rel="alternate" type="application/atom+xml" href="feed">`)
	d := poll(t, p, source(page), article.Checkpoint{}, nil)
	if want := (article.Move{To: feed.URL(), Page: true, Polls: 1}); len(d.Listed) != 2 || d.Checkpoint.Move != want || d.URL != page.URL() {
		t.Fatalf("%d items of %s, %+v", len(d.Listed), d.URL, d.Checkpoint.Move)
	}
	cp, err := pollOn(t, p, source(page), d.Checkpoint, 19)
	if o.Requests("blog/") != 1 || o.NotModified("blog/feed") != 19 || err != nil {
		t.Errorf("the page was asked %d times, the feed gave %d times 304, %v", o.Requests("blog/"), o.NotModified("blog/feed"), err)
	}
	cp, err = pollOn(t, p, source(page), cp, 1)
	if o.Requests("blog/") != 2 || o.NotModified("blog/feed") != 20 || cp.Move.Polls != 21 || err != nil {
		t.Errorf("asked again: %+v, %v", cp.Move, err)
	}
	for _, r := range o.Log() {
		if r.Feed == "blog/" && r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
			t.Error("the page was asked with the feed's validators")
		}
	}

	// The page names another feed when its own is no more.
	other := o.Feed("blog/other", origin.RSS)
	other.AddMany(3)
	feed.Fail(404)
	page.Page(`<link rel="alternate" type="application/rss+xml" href="other">`)
	cp, err = pollOn(t, p, source(page), cp, 1)
	if expect(t, err, fetch.KindStatus, "an HTML page; the feed that it names, "+feed.URL()+", failed: HTTP 404 Not Found"); cp.Move != (article.Move{}) {
		t.Errorf("move is %+v", cp.Move)
	}
	if d := poll(t, p, source(page), cp, nil); len(d.Listed) != 3 || d.Checkpoint.Move.To != other.URL() {
		t.Errorf("%d items, %+v", len(d.Listed), d.Checkpoint.Move)
	}
}

// What a page names is followed once, and what comes of it is told with the
// address.
func TestPageThatLeadsNowhere(t *testing.T) {
	for _, c := range []struct {
		name    string
		trouble func(*origin.Feed)
		kind    fetch.Kind
		line    string
	}{
		{"status", func(f *origin.Feed) { f.Fail(404) }, fetch.KindStatus, "HTTP 404 Not Found"},
		{"gone", func(f *origin.Feed) { f.Fail(410) }, fetch.KindStatus, "gone for good (HTTP 410)"},
		{"a page", func(f *origin.Feed) { f.Page(`<link rel="alternate" type="application/rss+xml" href="third">`) }, fetch.KindNotFeed,
			"not a feed: an HTML page without a title, which names another address (expected RSS, Atom or JSON Feed)"},
		{"inside", func(f *origin.Feed) { f.Redirect("http://127.0.0.1:9/") }, fetch.KindPrivate,
			"redirected to http://127.0.0.1:9/: refused: 127.0.0.1:9 is a loopback address (name it in fetch.allow_private to allow it)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			page, feed := o.Feed("page", origin.RSS), o.Feed("feed", origin.RSS)
			page.Page(`<link rel="alternate" type="application/rss+xml" href="feed?token=s3cr3t">`)
			c.trouble(feed)
			d, err := p.Poll(t.Context(), source(page), article.Checkpoint{}, nil)
			expect(t, err, c.kind, "an HTML page; the feed that it names, "+feed.URL()+"?token=***, failed: "+c.line)
			if d.Checkpoint.Move != (article.Move{}) || d.Checkpoint.Gone || o.Requests("third") != 0 {
				t.Errorf("checkpoint is %+v", d.Checkpoint)
			}
		})
	}
}

// What a page at https names is asked by https, or not at all.
func TestPageLeadsToNoPlainHTTP(t *testing.T) {
	const home = "https://home.example.com/"
	for _, c := range []struct{ feed, asked, line string }{
		{"http://home.example.com/feed", "https /feed", ""},
		{"http://home.example.com:80/feed", "https /feed", ""},
		{"http://far.example.com/feed", "https /feed", ""},
		{home + "feed", "https /feed", ""},
		{"http://home.example.com:8080/feed?a=b", "", "not a feed: an HTML page at https, which names a feed at plain http: http://home.example.com:8080/feed?a=*** (if that is right, write it as the url in config.yaml)"},
		{"http://home.example.com/gone", "https /gone", "an HTML page; the feed that it names, https://home.example.com/gone, failed: HTTP 404 Not Found"},
	} {
		var asked string
		s := serveHosts(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				fmt.Fprintf(w, `<!DOCTYPE html><link rel=alternate type="application/rss+xml" href="%s">`, c.feed)
				return
			}
			if asked = "http " + r.URL.Path; r.TLS != nil {
				asked = "https " + r.URL.Path
			}
			if r.URL.Path == "/gone" {
				http.NotFound(w, r)
				return
			}
			w.Write([]byte(rss("<item><link>one</link></item>")))
		}, "home.example.com", "far.example.com")
		_, err := s.poller.Poll(t.Context(), article.Source{URL: home, Access: article.Access{Proxy: s.through("socks5")}}, article.Checkpoint{}, nil)
		if asked != c.asked || c.line == "" && err != nil || c.line != "" && (err == nil || err.Error() != c.line) {
			t.Errorf("%s: asked %q, %v", c.feed, asked, err)
		}
	}
}
