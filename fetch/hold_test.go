package fetch_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// A server may say how long it wants to be left alone in seconds or as a date;
// nothing that it says lasts longer than a week, and nonsense says nothing.
func TestRetryAfter(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"120":                                120 * time.Second,
		" 120 ":                              120 * time.Second,
		"1.5":                                time.Second,
		"604800":                             article.MaxHold,
		"604801":                             article.MaxHold,
		"99999999999999999999999999":         article.MaxHold,
		"9223372036854775807":                article.MaxHold,
		"Tue, 10 Mar 2026 12:05:00 GMT":      5 * time.Minute,
		"Tuesday, 10-Mar-26 12:05:00 GMT":    5 * time.Minute,
		"Tue Mar 10 12:05:00 2026":           5 * time.Minute,
		"Fri, 31 Dec 9999 23:59:59 GMT":      article.MaxHold,
		"Tue, 10 Mar 2026 12:00:00 GMT":      0,
		"Tue, 10 Mar 2026 11:59:00 GMT":      0,
		"Thu, 01 Jan 1970 00:00:00 GMT":      0,
		"Tue, 31 Feb 2026 12:00:00 GMT":      0,
		"":                                   0,
		"0":                                  0,
		"-1":                                 0,
		"-99999999999999999999":              0,
		"+5":                                 0,
		"5m":                                 0,
		"soon":                               0,
		"1e9":                                0,
		"1..5":                               0,
		strings.Repeat("9", 100_000):         article.MaxHold,
		strings.Repeat("9", 100_000) + "now": 0,
	} {
		got := fetch.RetryAfter(value, noon)
		if want == 0 && !got.IsZero() || want != 0 && !got.Equal(noon.Add(want)) {
			t.Errorf("%.40q: until %v, want %v after %v", value, got, want, noon)
		}
	}
}

// town is a Poller whose every host answers in the same way, which may change.
type town struct {
	*fetch.Poller
	answer string
	asked  []string // the hosts, in their order
}

func newTown(t *testing.T, o fetch.Options) *town {
	w := &town{Poller: fetch.New(o)}
	t.Cleanup(w.Close)
	fetch.Dial(w.Poller, func() net.Conn {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			r, err := http.ReadRequest(bufio.NewReader(server))
			if err != nil {
				return
			}
			w.asked = append(w.asked, r.Host)
			fmt.Fprintf(server, "HTTP/1.1 %s\r\nConnection: close\r\n\r\n", w.answer)
		}()
		return client
	})
	return w
}

func (w *town) poll(t *testing.T, host string, cp article.Checkpoint) article.Delivery {
	t.Helper()
	d, err := w.Poll(t.Context(), article.Source{ID: host, URL: "http://" + host + "/feed"}, cp, nil)
	if err != nil && w.answer != "404 Not Found" {
		t.Fatal(err)
	}
	return d
}

// Who is held by an answer is as the options say, and ends with its time: the
// source that got it in any case.
func TestScopeOfAHold(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		scopes       map[int]fetch.Scope
		free         []string
		kept         []string
	}{
		{"429", "429 Too Many Requests\r\nRetry-After: 600", nil, []string{"b.blog.example", "example"}, []string{"a.blog.example"}},
		{"429 without a time", "429 Too Many Requests", nil, []string{"b.blog.example"}, []string{"a.blog.example", "A.blog.example"}},
		{"503", "503 Service Unavailable\r\nRetry-After: 600", nil, []string{"a.blog.example", "b.blog.example"}, nil},
		{"domain", "503 Service Unavailable\r\nRetry-After: 600", map[int]fetch.Scope{503: fetch.ScopeDomain},
			[]string{"blog2.example", "notblog.example"}, []string{"a.blog.example", "b.blog.example", "blog.example"}},
		{"source", "429 Too Many Requests\r\nRetry-After: 600", map[int]fetch.Scope{429: fetch.ScopeSource}, []string{"a.blog.example"}, nil},
		{"address", "429 Too Many Requests", map[int]fetch.Scope{429: fetch.ScopeDomain}, []string{"192.0.2.8"}, []string{"192.0.2.7"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTown(t, fetch.Options{Holds: c.scopes})
				w.answer = c.answer
				host := "a.blog.example"
				if c.name == "address" {
					host = "192.0.2.7"
				}
				known := article.Checkpoint{}.Of(article.Source{URL: "http://" + host + "/feed"})
				known.Failures, known.ETag = 2, `"v"`
				d := w.poll(t, host, known)
				status := 429
				if strings.HasPrefix(c.answer, "503") {
					status = 503
				}
				want := known
				want.Hold = article.Hold{Until: d.Held.Until, Host: host, Status: status, Said: d.At, Since: d.At}
				if d.Checkpoint != want || !d.Held.InForce(d.At) {
					t.Errorf("checkpoint is %+v\nwant %+v", d.Checkpoint, want)
				}
				if again := w.poll(t, host, d.Checkpoint); again.Held != d.Checkpoint.Hold || again.Checkpoint != d.Checkpoint {
					t.Errorf("asked again it is %+v", again)
				}
				for _, other := range c.kept {
					if got := w.poll(t, other, article.Checkpoint{}); got.Held != d.Held || got.Checkpoint != (article.Checkpoint{}) {
						t.Errorf("%s is not held: %+v", other, got)
					}
				}
				if len(w.asked) != 1 {
					t.Errorf("asked were %v", w.asked)
				}
				w.answer = "404 Not Found"
				for _, other := range c.free {
					if got := w.poll(t, other, article.Checkpoint{}); !got.Held.Until.IsZero() {
						t.Errorf("%s is held: %+v", other, got.Held)
					}
				}
				time.Sleep(time.Until(d.Held.Until))
				w.asked = nil
				w.answer = c.answer
				again := w.poll(t, host, d.Checkpoint)
				want.Hold.Until, want.Hold.Said = again.At.Add(again.Held.Until.Sub(again.At)), again.At
				if again.Checkpoint != want || again.Held.Until.Sub(again.At) != d.Held.Until.Sub(d.At) {
					t.Errorf("told again, checkpoint is %+v\nwant %+v", again.Checkpoint, want)
				}
				time.Sleep(time.Until(again.Held.Until))
				w.answer, w.asked = "404 Not Found", nil
				for _, other := range append(c.kept, host) {
					w.poll(t, other, d.Checkpoint)
				}
				if len(w.asked) != len(c.kept)+1 {
					t.Errorf("when it was over, asked were %v", w.asked)
				}
			})
		})
	}
}

// The sources that wait for their turn at a host are not asked any more when
// one before them is told to leave it alone.
func TestWaitingSourcesAreHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, fetch.Options{PerHost: 1})
		w.answer = "429 Too Many Requests\r\nRetry-After: 600"
		done := make(chan article.Hold)
		for i := range 10 {
			go func() {
				d, err := w.Poll(t.Context(), article.Source{ID: fmt.Sprint(i), URL: fmt.Sprintf("http://blog.example/%d", i)}, article.Checkpoint{}, nil)
				if err != nil {
					t.Error(err)
				}
				done <- d.Held
			}()
		}
		for range 10 {
			if h := <-done; h.Host != "blog.example" {
				t.Errorf("held is %+v", h)
			}
		}
		if len(w.asked) != 1 {
			t.Errorf("asked %d times", len(w.asked))
		}
	})
}

// A host that a source was led to, by a redirect or a page, holds that source
// alone: it may not be of the source's choosing.
func TestHoldOfAStrangersHost(t *testing.T) {
	const other = "http://other.example.com/login"
	for _, c := range []struct {
		name    string
		lead    func(w http.ResponseWriter, r *http.Request)
		cp      article.Checkpoint
		spreads bool
	}{
		{"a redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusFound) }, article.Checkpoint{}, false},
		{"a permanent one", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusMovedPermanently) }, article.Checkpoint{Move: article.Move{To: other, Polls: 2}}, false},
		{"a page", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `<!DOCTYPE html><link rel=alternate type="application/rss+xml" href=%q>`, other)
		}, article.Checkpoint{}, false},
		{"where it has moved to", nil, article.Checkpoint{Move: article.Move{To: other, Polls: 3}}, true},
		{"where it has moved to, asked again", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusMovedPermanently) }, article.Checkpoint{Move: article.Move{To: other, Polls: 20}}, true},
		{"elsewhere, asked again", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusMovedPermanently) }, article.Checkpoint{Move: article.Move{To: "http://other.example.com/feed", Polls: 20}}, true},
		{"a redirect at home", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }, article.Checkpoint{}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serveHosts(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/login" && c.lead != nil {
					c.lead(w, r)
					return
				}
				w.Header().Set("Retry-After", "600")
				w.WriteHeader(http.StatusTooManyRequests)
			}, "feeds.example.com", "other.example.com")
			src := article.Source{URL: "http://feeds.example.com/", Access: article.Access{Proxy: s.through("socks5")}}
			cp := article.Checkpoint{}.Of(src)
			cp.Move = c.cp.Move
			d := poll(t, s.poller, src, cp, nil)
			if !d.Held.InForce(time.Now()) || d.Held.Until != d.Checkpoint.Hold.Until || d.Held.Host != d.Checkpoint.Hold.Host || (d.Held.Host != "") != c.spreads {
				t.Errorf("held is %+v, kept %+v", d.Held, d.Checkpoint.Hold)
			}
			again := fetch.New(fetch.Options{})
			defer again.Close()
			again.Hold(d.Checkpoint.Hold)
			for _, p := range []*fetch.Poller{s.poller, again} {
				elsewhere := article.Source{URL: "http://other.example.com/feed"}
				if held := p.Held(elsewhere, article.Checkpoint{}); (held != article.Hold{}) != (c.spreads && c.name != "a redirect at home") {
					t.Errorf("another source of that host: %+v", held)
				}
				if !p.Held(src, d.Checkpoint).InForce(time.Now()) {
					t.Error("the source itself is not held")
				}
			}
		})
	}
}

// A hold that was known before holds from the first poll on; no redirect leads
// to a host that is held.
func TestKnownHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, fetch.Options{})
		w.answer = "302 Found\r\nLocation: http://feeds.example/1"
		hold := article.Hold{Until: time.Now().Add(time.Hour), Host: "feeds.example", Status: 429}
		w.Hold(hold)
		w.Hold(article.Hold{Until: time.Now().Add(time.Minute), Host: "feeds.example", Status: 429})      // shorter
		w.Hold(article.Hold{Until: time.Now().Add(-time.Hour), Host: "old.example", Status: 429})         // over
		w.Hold(article.Hold{Until: time.Now().Add(1000 * time.Hour), Host: "clock.example", Status: 429}) // of another clock
		w.Hold(article.Hold{Until: time.Now().Add(time.Hour), Host: "old.example", Status: 503})          // of another source alone
		for _, host := range []string{"feeds.example", "old.example", "clock.example"} {
			own := article.Hold{} // the wish was told to another, but who was led there has asked
			d := w.poll(t, host, article.Checkpoint{})
			if host != "feeds.example" {
				own.Said, own.Since = d.At, d.At
			}
			if d.Held != hold || d.Checkpoint.Hold != own || !d.Checkpoint.Polled.IsZero() {
				t.Errorf("%s: %+v, own %+v", host, d.Held, d.Checkpoint)
			}
		}
		if got := strings.Join(w.asked, " "); got != "old.example clock.example" {
			t.Errorf("asked were %s", got)
		}
	})
}

// A good answer ends what was known of holds, and begins the doubling anew.
func TestHoldIsOver(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	f.AddMany(1)
	src := source(f)
	cp := article.Checkpoint{}.Of(src)
	cp.Hold = article.Hold{Until: time.Now().Add(-time.Minute), Host: "127.0.0.1", Status: 429}
	if got := poll(t, p, src, cp, nil).Checkpoint; got.Hold != (article.Hold{}) {
		t.Errorf("hold is %+v", got.Hold)
	}
}

// A 503 without a time is a failure like others.
func TestUnavailable(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f := o.Feed("alpha", origin.RSS)
	f.Fail(503)
	d, err := p.Poll(t.Context(), source(f), article.Checkpoint{}, nil)
	expect(t, err, fetch.KindStatus, "HTTP 503 Service Unavailable")
	if d.Checkpoint.Failures != 1 || d.Held != (article.Hold{}) {
		t.Errorf("delivery is %+v", d)
	}
}

func failedOnce(src article.Source) article.Checkpoint {
	cp := article.Checkpoint{}.Of(src)
	cp.Failures = 1
	return cp
}

// A feed that is gone has not failed; that is known until it is another feed.
func TestGone(t *testing.T) {
	o := origin.New(t)
	p := client(t, o, fetch.Options{})
	f, far := o.Feed("alpha", origin.RSS), o.Feed("far", origin.RSS)
	far.Fail(http.StatusGone)
	for name, trouble := range map[string]func(){
		"410": func() { f.Fail(http.StatusGone) },
		"301": func() { f.Move(far.URL(), http.StatusMovedPermanently) },
	} {
		trouble()
		d, err := p.Poll(t.Context(), source(f), failedOnce(source(f)), nil)
		if err != nil || !d.Checkpoint.Gone || d.Checkpoint.Failures != 1 || d.Checkpoint.Address != source(f).Address() {
			t.Errorf("%s: %+v, %v", name, d.Checkpoint, err)
		}
	}
	f.Redirect(far.URL())
	d, err := p.Poll(t.Context(), source(f), article.Checkpoint{}, nil)
	if expect(t, err, fetch.KindStatus, "redirected to "+far.URL()+": HTTP 410 Gone"); d.Checkpoint.Gone {
		t.Error("a redirect that may end tomorrow has led to the end of a source")
	}
}
