package fetch_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

func htmlPage(title, body string) string {
	return "<!DOCTYPE html><html><head><title>" + title + "</title></head><body>" + body + "</body></html>"
}

// What stands between a reader and a feed is named, with what to do.
func TestWalls(t *testing.T) {
	const password = `<form><input type=text><INPUT name=p TYPE="Password"></form>`
	for _, c := range []struct {
		name   string
		status int
		header string
		body   string
		what   string
	}{
		{"Cloudflare's header", 403, "Cf-Mitigated: challenge", htmlPage("x", ""), "a bot wall of Cloudflare"},
		{"Cloudflare's header, no page", 403, "Cf-Mitigated: challenge", "no", "a bot wall of Cloudflare"},
		{"Cloudflare's challenge", 503, "", htmlPage("Just a moment...", "<script>window._cf_chl_opt = {}</script>"), "a bot wall of Cloudflare"},
		{"Cloudflare's challenge, 200", 200, "", htmlPage("Just a moment...", `<script src="/cdn-cgi/challenge-platform/h/b/o.js"></script>`), "a bot wall of Cloudflare"},
		{"Cloudflare's block", 403, "", htmlPage("Attention Required! | Cloudflare", ""), "a bot wall of Cloudflare"},
		{"DDoS-Guard", 403, "", htmlPage("DDoS-Guard", ""), "a bot wall of DDoS-Guard"},
		{"Anubis", 200, "", htmlPage("Making sure you&#39;re not a bot!", `<script src="/.within.website/x/cmd/anubis/static/js/main.mjs"></script>`), "a bot wall of Anubis"},
		{"Akamai", 403, "Server: AkamaiGHost", htmlPage("Access Denied", "Reference #18.1"), "a bot wall of Akamai"},
		{"Imperva", 200, "", htmlPage("", `<iframe src="/_Incapsula_Resource?x=1">Incapsula incident ID: 1-1</iframe>`), "a bot wall of Imperva"},
		{"Sucuri", 403, "", htmlPage("Sucuri WebSite Firewall - Access Denied", ""), "a bot wall of Sucuri"},
		{"PerimeterX", 429, "", htmlPage("Access to this page has been denied", `<div id="px-captcha"></div>`), "a bot wall of PerimeterX"},
		{"DataDome", 403, "X-Datadome: protected", htmlPage("blog.example", ""), "a bot wall of DataDome"},
		{"AWS, with nothing in it", 202, "X-Amzn-Waf-Action: challenge", "", "a bot wall of AWS"},
		{"Vercel", 429, "X-Vercel-Mitigated: challenge", htmlPage("Vercel Security Checkpoint", ""), "a bot wall of Vercel"},
		{"阿里云", 200, "", "<html><script>var arg1='0A';document.cookie='acw_sc__v2='+arg1</script></html>", "a bot wall of Alibaba Cloud (阿里云)"},
		{"知道创宇", 521, "", "<script>document.cookie='__jsl_clearance_s=1'</script>", "a bot wall of Knownsec (知道创宇)"},
		{"百度", 200, "", htmlPage("百度安全验证", ""), "a captcha of Baidu (百度安全验证)"},
		{"a captcha", 403, "", htmlPage("Forbidden", `<div class="h-captcha"></div>`), "a captcha"},
		{"a captcha by name", 200, "", htmlPage("Please verify you are human", ""), "a captcha"},
		{"a login", 200, "", htmlPage("Log in - Blog", password), `a login titled "Log in - Blog"`},
		{"登录", 403, "", htmlPage("用户登录", password), `a login titled "用户登录"`},
		{"GBK", 200, "Content-Type: text/html; charset=gbk", "<html><head><title>\xb5\xc7\xc2\xbc</title></head>" + password, `a login titled "登录"`},
		{"compressed", 403, "Content-Encoding: gzip", string(origin.Compress("gzip", []byte(htmlPage("Attention Required! | Cloudflare", "")))), "a bot wall of Cloudflare"},
		{"late in the page", 200, "", htmlPage("x", strings.Repeat("<p>Words.</p>", 20_000)+`<div id="px-captcha">`), "a bot wall of PerimeterX"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := pollAnswer(t, c.status, c.header, c.body)
			kind := fetch.KindWall
			if strings.HasPrefix(c.what, "a login") {
				kind = fetch.KindLogin
			}
			expect(t, err, kind, fmt.Sprintf("%s in place of the feed (HTTP %d): ask its owner to let feed readers through, or set headers or cookies for this source", c.what, c.status))
			if d.Held != (article.Hold{}) || d.Checkpoint.Failures != 1 {
				t.Errorf("delivery is %+v", d)
			}
		})
	}
}

// Each row of the table can be met: nothing before it takes its answers.
func TestEachWall(t *testing.T) {
	for _, w := range fetch.Walls() {
		status := 200
		if w.Refused {
			status = 403
		}
		header := w.Header
		if strings.HasSuffix(header, ": ") {
			header += "1"
		}
		_, err := pollAnswer(t, status, header, htmlPage(w.Title, "<script>"+w.Body+"</script>"))
		if err == nil || !strings.HasPrefix(err.Error(), w.What+" in place of the feed") {
			t.Errorf("%+v: %v", w, err)
		}
	}
}

// What only looks like a wall is told as what it is.
func TestNoWalls(t *testing.T) {
	for _, c := range []struct {
		name, header, body string
		status             int
		kind               fetch.Kind
	}{
		{"a post about waiting", "", htmlPage("Just a moment in time", ""), 200, fetch.KindNotFeed},
		{"a site behind Cloudflare", "Server: cloudflare", htmlPage("Blog", `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`), 200, fetch.KindNotFeed},
		{"a site behind DataDome", "X-Datadome: protected", htmlPage("Blog", ""), 200, fetch.KindNotFeed},
		{"a form with a captcha", "", htmlPage("Contact", `<div class="g-recaptcha"></div>`), 200, fetch.KindNotFeed},
		{"a login in a corner", "", htmlPage("Blog", `<input type=password>`), 200, fetch.KindNotFeed},
		{"a post about logins", "", htmlPage("How to log in", ``), 200, fetch.KindNotFeed},
		{"blogging in", "", htmlPage("Blogging in winter", `<input type=password>`), 200, fetch.KindNotFeed},
		{"a post about Anubis", "", htmlPage("Anubis, DDoS-Guards and captchas", ``), 404, fetch.KindStatus},
		{"forbidden", "", htmlPage("403 Forbidden", ``), 403, fetch.KindStatus},
		{"forbidden, without a page", "", "no", 403, fetch.KindStatus},
		{"garbled", "Content-Encoding: gzip", "no", 403, fetch.KindStatus},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := pollAnswer(t, c.status, c.header, c.body)
			if f, ok := err.(*fetch.Failure); !ok || f.Kind != c.kind {
				t.Errorf("error is %v", err)
			}
		})
	}
}

// A feed is a feed, whatever it writes about and whoever brings it; and a page
// that names its feed is no wall.
func TestNoWallInAFeed(t *testing.T) {
	const words = "<item><title>Just a moment... | Attention Required! | Cloudflare: log in</title><description>_cf_chl_ px-captcha &lt;input type=password></description></item>"
	if d, err := pollAnswer(t, 200, "Server: ddos-guard", rss(words)); err != nil || len(d.Listed) != 1 {
		t.Errorf("%d items, %v", len(d.Listed), err)
	}
	o := origin.New(t)
	page, feed := o.Feed("page", origin.RSS), o.Feed("feed", origin.RSS)
	feed.AddMany(1)
	page.Page(`<title>Sign in</title><input type=password><link rel=alternate type=application/rss+xml href=feed>`)
	if d := poll(t, client(t, o, fetch.Options{}), source(page), article.Checkpoint{}, nil); len(d.Listed) != 1 {
		t.Errorf("%d items", len(d.Listed))
	}
}

// A redirect to where people log in is told as that, if a page is there.
func TestRedirectedToALogin(t *testing.T) {
	for path, want := range map[string]fetch.Kind{
		"login": fetch.KindLogin, "users/sign_in": fetch.KindLogin, "wp-login.php": fetch.KindLogin, "SSO/start": fetch.KindLogin,
		"blogging": fetch.KindNotFeed, "home": fetch.KindNotFeed, "loginless/": fetch.KindNotFeed,
	} {
		o := origin.New(t)
		f, to := o.Feed("feed", origin.RSS), o.Feed(path, origin.RSS)
		f.Redirect(to.URL())
		to.Page("<title>Blog</title>")
		_, err := client(t, o, fetch.Options{}).Poll(t.Context(), source(f), article.Checkpoint{}, nil)
		if failure, ok := err.(*fetch.Failure); !ok || failure.Kind != want {
			t.Errorf("%s: %v", path, err)
		}
		_, err = client(t, o, fetch.Options{}).Poll(t.Context(), source(to), article.Checkpoint{}, nil)
		if failure, ok := err.(*fetch.Failure); !ok || failure.Kind != fetch.KindNotFeed {
			t.Errorf("%s, asked for by itself: %v", path, err)
		}
		to.Mend()
		if d := poll(t, client(t, o, fetch.Options{}), source(f), article.Checkpoint{}, nil); !d.Read {
			t.Errorf("%s: a feed there is not read", path)
		}
	}
}

// Of a refusal's page only the beginning is read.
func TestGlimpse(t *testing.T) {
	_, err := pollAnswer(t, 403, "", htmlPage("x", strings.Repeat("<p>Words.</p>", 20_000)+`<div id="px-captcha">`))
	expect(t, err, fetch.KindStatus, "HTTP 403 Forbidden")
	blown := origin.Compress("gzip", []byte(htmlPage("x", strings.Repeat(" ", 100_000)+`<div id="px-captcha">`)))
	_, err = pollAnswer(t, 403, "Content-Encoding: gzip", string(blown))
	expect(t, err, fetch.KindStatus, "HTTP 403 Forbidden")
}

func pollAnswer(t *testing.T, status int, header, body string) (article.Delivery, error) {
	t.Helper()
	o := origin.New(t)
	f := o.Feed("alpha", origin.RSS)
	f.Handle(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if name, value, ok := strings.Cut(header, ": "); ok {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		w.Write([]byte(body))
	})
	return client(t, o, fetch.Options{}).Poll(t.Context(), source(f), article.Checkpoint{}, nil)
}
