package fetch_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// pollOn polls n times in a row, each with the checkpoint of the one before, a
// failed one too.
func pollOn(t *testing.T, p *fetch.Poller, src article.Source, cp article.Checkpoint, n int) (article.Checkpoint, error) {
	t.Helper()
	var err error
	for range n {
		var d article.Delivery
		d, err = p.Poll(t.Context(), src, cp, func(context.Context) (func(article.Hash) bool, error) { return nil, nil })
		cp = d.Checkpoint
	}
	return cp, err
}

// asked counts the requests for each feed since the last call.
func asked(o *origin.Origin, since *int) map[string]int {
	count := map[string]int{}
	for _, r := range o.Log()[*since:] {
		count[r.Feed]++
		*since++
	}
	return count
}

// A permanent redirect that has stood for three polls is taken at its word: the
// new address is asked, and the old one now and then.
func TestMovedForGood(t *testing.T) {
	for _, status := range []int{http.StatusMovedPermanently, http.StatusPermanentRedirect} {
		o := origin.New(t)
		p := client(t, o, fetch.Options{})
		old, far := o.Feed("old", origin.RSS), o.Feed("far", origin.RSS)
		far.AddMany(1)
		old.Move(far.URL(), status)
		since := 0
		cp, err := pollOn(t, p, source(old), article.Checkpoint{}, 3)
		if diff := cmp.Diff(map[string]int{"old": 3, "far": 3}, asked(o, &since)); diff != "" || err != nil {
			t.Fatalf("learning: %s%v", diff, err)
		}
		if want := (article.Move{To: far.URL(), Polls: 3}); cp.Move != want || !cp.Move.Sure() {
			t.Fatalf("move is %+v", cp.Move)
		}
		cp, _ = pollOn(t, p, source(old), cp, 17)
		if diff := cmp.Diff(map[string]int{"far": 17}, asked(o, &since)); diff != "" {
			t.Errorf("sure: %s", diff)
		}
		cp, _ = pollOn(t, p, source(old), cp, 2)
		if diff := cmp.Diff(map[string]int{"old": 1, "far": 2}, asked(o, &since)); diff != "" || cp.Move.Polls != 22 {
			t.Errorf("asking the old one again: %s%+v", diff, cp.Move)
		}
		if far304 := o.NotModified("far"); far304 != 21 {
			t.Errorf("%d of 22 answers were 304", far304)
		}
	}
}

// Where a redirect may be a mistake, or of today only, the address of
// config.yaml is asked each time.
func TestNoMove(t *testing.T) {
	for name, arrange := range map[string]func(o *origin.Origin, old, mid, far *origin.Feed){
		"302":     func(_ *origin.Origin, old, _, far *origin.Feed) { old.Move(far.URL(), 302) },
		"303":     func(_ *origin.Origin, old, _, far *origin.Feed) { old.Move(far.URL(), 303) },
		"307":     func(_ *origin.Origin, old, _, far *origin.Feed) { old.Move(far.URL(), 307) },
		"301 302": func(_ *origin.Origin, old, mid, far *origin.Feed) { old.Move(mid.URL(), 301); mid.Move(far.URL(), 302) },
		"302 301": func(_ *origin.Origin, old, mid, far *origin.Feed) { old.Move(mid.URL(), 302); mid.Move(far.URL(), 301) },
		"token":   func(_ *origin.Origin, old, _, far *origin.Feed) { old.Move(far.URL()+"?token=x", 301) },
		"session": func(_ *origin.Origin, old, _, far *origin.Feed) {
			n := 0
			old.Handle(func(w http.ResponseWriter, r *http.Request) {
				n++
				http.Redirect(w, r, far.URL()+"?"+strings.Repeat("i", n), http.StatusMovedPermanently)
			})
		},
		"a page": func(_ *origin.Origin, old, _, far *origin.Feed) { old.Move(far.URL(), 301); far.Page() },
	} {
		t.Run(name, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			old, far := o.Feed("old", origin.RSS), o.Feed("far", origin.RSS)
			far.AddMany(1)
			arrange(o, old, o.Feed("mid", origin.RSS), far)
			cp, _ := pollOn(t, p, source(old), article.Checkpoint{}, 4)
			if o.Requests("old") != 4 || cp.Move.Sure() {
				t.Errorf("the old address was asked %d times in 4 polls, %+v", o.Requests("old"), cp.Move)
			}
		})
	}
}

// All hops permanent: the end of the chain is where it has moved to.
func TestMovedTwice(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	old, mid, far := o.Feed("old", origin.RSS), o.Feed("mid", origin.RSS), o.Feed("far", origin.RSS)
	far.AddMany(1)
	old.Move(mid.URL(), 301)
	mid.Move(far.URL()+"#top", 308)
	cp, err := pollOn(t, p, source(old), article.Checkpoint{}, 3)
	if want := (article.Move{To: far.URL(), Polls: 3}); cp.Move != want || err != nil {
		t.Errorf("move is %+v, %v", cp.Move, err)
	}
}

// A secret of the source is asked for at its own address, and nothing of where
// that leads is kept.
func TestNoMoveOfASecret(t *testing.T) {
	for name, change := range map[string]func(*article.Source){
		"secret": func(s *article.Source) { s.Secret = true },
		"header": func(s *article.Source) {
			s.Access.Headers = []article.Header{{Name: "Authorization", Value: "Bearer s3cr3t", Secret: true}}
		},
		"user": func(s *article.Source) { s.URL = strings.Replace(s.URL, "://", "://me:s3cr3t@", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			old, far, page := o.Feed("old", origin.RSS), o.Feed("far", origin.RSS), o.Feed("home", origin.RSS)
			far.AddMany(1)
			old.Move(far.URL(), 301)
			page.Page(`<link rel=alternate type=application/rss+xml href=far>`)
			for _, f := range []*origin.Feed{old, page} {
				src := source(f)
				change(&src)
				if cp, err := pollOn(t, p, src, article.Checkpoint{}, 4); cp.Move != (article.Move{}) || err != nil {
					t.Errorf("%s: move is %+v, %v", src.URL, cp.Move, err)
				}
			}
			page.Page(`<link rel=alternate type=application/rss+xml href="http://elsewhere.example/s3cr3t">`)
			src := source(page)
			change(&src)
			_, err := p.Poll(t.Context(), src, article.Checkpoint{}, nil)
			expect(t, err, fetch.KindNotFeed, "not a feed: an HTML page; the feed that it names is of another server, where this source's secrets do not go (write the feed's own address as its url in config.yaml)")
		})
	}
}

// Nothing that could be a secret, or is less than what config.yaml asks for, is
// an address to remember.
func TestMemorable(t *testing.T) {
	const from, to = "https://blog.example/feed", "https://new.example/feed"
	for _, c := range []struct {
		name string
		src  article.Source
		to   string
		good bool
	}{
		{"another host", article.Source{URL: from}, to, true},
		{"to https", article.Source{URL: "http://blog.example/feed"}, to, true},
		{"to http", article.Source{URL: from}, "http://new.example/feed", false},
		{"to HTTP", article.Source{URL: "HTTPS://blog.example/feed"}, "http://new.example/feed", false},
		{"http to http", article.Source{URL: "http://blog.example/feed"}, "http://new.example/feed", true},
		{"itself", article.Source{URL: from}, from, false},
		{"a user", article.Source{URL: from}, "https://me@new.example/feed", false},
		{"a key", article.Source{URL: from}, to + "?api_key=x", false},
		{"long", article.Source{URL: from}, to + "?" + strings.Repeat("x", 2000), false},
		{"a secret", article.Source{URL: from, Secret: true}, to, false},
		{"a secret header", article.Source{URL: from, Access: article.Access{Headers: []article.Header{{Name: "X", Value: "y", Secret: true}}}}, to, false},
		{"a header", article.Source{URL: from, Access: article.Access{Headers: []article.Header{{Name: "User-Agent", Value: "y"}}}}, to, true},
		{"an author", article.Source{URL: from}, to + "?author=x&keyword=y", true},
		{"none", article.Source{URL: from}, "", false},
	} {
		if got := fetch.Memorable(c.src, c.to); (got == c.to) != c.good && c.to != "" || !c.good && got != "" {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// A chain of permanent redirects leads somewhere for good, if no hop of it gives
// up https or makes up a user.
func TestMovedTo(t *testing.T) {
	for _, c := range []struct {
		urls      string // in the order in which they were asked
		locations []string
		want      string
	}{
		{"https://a.example/ https://b.example/#top", []string{"https://b.example/#top"}, "https://b.example/"},
		{"https://a.example/ http://b.example/ https://c.example/", []string{"http://b.example/", "https://c.example/"}, ""},
		{"http://a.example/ http://b.example/ https://c.example/", []string{"http://b.example/", "https://c.example/"}, "https://c.example/"},
		{"https://a.example/ https://b.example/", []string{"https://me:you@b.example/"}, ""},
		{"https://a.example/", nil, ""},
	} {
		var before *http.Response
		for i, u := range strings.Fields(c.urls) {
			req, err := http.NewRequest(http.MethodGet, u, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Response = before
			before = &http.Response{StatusCode: 301, Request: req, Header: http.Header{}}
			if i < len(c.locations) {
				before.Header.Set("Location", c.locations[i])
			}
		}
		if got := fetch.MovedTo(before); got != c.want {
			t.Errorf("%s: %q, want %q", c.urls, got, c.want)
		}
	}
}

// When the new address fails, the old one is asked the next time, and what was
// thought of the new one is forgotten.
func TestMoveIsForgotten(t *testing.T) {
	for name, trouble := range map[string]func(*origin.Feed){
		"404":       func(f *origin.Feed) { f.Fail(404) },
		"a page":    func(f *origin.Feed) { f.Page(`<link rel=alternate type=application/rss+xml href=other>`) },
		"410":       func(f *origin.Feed) { f.Fail(410) },
		"not sound": func(f *origin.Feed) { f.Serve("text/xml", []byte("<opml/>")) },
	} {
		t.Run(name, func(t *testing.T) {
			o := origin.New(t)
			p := client(t, o, fetch.Options{})
			old, far := o.Feed("old", origin.RSS), o.Feed("far", origin.RSS)
			o.Feed("other", origin.RSS).AddMany(1)
			far.AddMany(1)
			old.Move(far.URL(), 301)
			cp, _ := pollOn(t, p, source(old), article.Checkpoint{}, 4)
			old.Mend()
			old.AddMany(2)
			trouble(far)
			cp, err := pollOn(t, p, source(old), cp, 1)
			if err == nil || cp.Move != (article.Move{}) || cp.Gone || o.Requests("old") != 3 || o.Requests("other") != 0 {
				t.Errorf("%+v, %v", cp.Move, err)
			}
			if d := poll(t, p, source(old), cp, nil); len(d.Listed) != 2 {
				t.Errorf("then %d items", len(d.Listed))
			}
		})
	}
}

// An old address that is given up takes nothing from the new one; one that
// points elsewhere, or nowhere, is believed.
func TestOldAddressAskedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		change func(old, far, other *origin.Feed)
		want   article.Move // To is a feed's name
	}{
		"gone":      {func(old, _, _ *origin.Feed) { old.Fail(410) }, article.Move{To: "far", Polls: 21}},
		"broken":    {func(old, _, _ *origin.Feed) { old.Fail(500) }, article.Move{To: "far", Polls: 21}},
		"held":      {func(old, _, _ *origin.Feed) { old.Fail(429) }, article.Move{To: "far", Polls: 21}},
		"a page":    {func(old, _, _ *origin.Feed) { old.Page() }, article.Move{To: "far", Polls: 21}},
		"same":      {func(_, _, _ *origin.Feed) {}, article.Move{To: "far", Polls: 21}},
		"elsewhere": {func(old, _, other *origin.Feed) { old.Move(other.URL(), 301) }, article.Move{To: "other", Polls: 1}},
		"itself":    {func(old, _, _ *origin.Feed) { old.Mend() }, article.Move{}},
		"for now":   {func(old, far, _ *origin.Feed) { old.Move(far.URL(), 302) }, article.Move{}},
	} {
		t.Run(name, func(t *testing.T) {
			o := origin.New(t)
			// A hold of the source alone: all feeds here are of one host.
			p := client(t, o, fetch.Options{Holds: map[int]fetch.Scope{429: fetch.ScopeSource}})
			old, far, other := o.Feed("old", origin.RSS), o.Feed("far", origin.RSS), o.Feed("other", origin.RSS)
			far.AddMany(1)
			other.AddMany(1)
			old.AddMany(1)
			old.Move(far.URL(), 301)
			cp, _ := pollOn(t, p, source(old), article.Checkpoint{}, 20)
			c.change(old, far, other)
			cp, err := pollOn(t, p, source(old), cp, 1)
			want := c.want
			if want.To != "" {
				want.To = o.URL() + "/" + want.To
			}
			if cp.Move != want || err != nil || cp.Failures != 0 || o.Requests("old") != 4 {
				t.Errorf("move is %+v, %v, %d", cp.Move, err, o.Requests("old"))
			}
		})
	}
}
