package fetch_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"feedloom/fetch"
)

const blog = "https://blog.example/posts/1/"

// What is kept, what goes, and what is mended.
func TestClean(t *testing.T) {
	long := strings.Repeat("<div>", 600) + "deep <b>text</b>"
	for _, c := range []struct{ name, in, want string }{
		{"text", ` 1 > 0 & "so" `, `1 &gt; 0 &amp; &#34;so&#34;`},
		{"nothing", ``, ``},
		{"attributes", `<p id="a" class="b" style="c" onclick="d" title="e" lang="f" dir="rtl">x</p>`, `<p title="e" lang="f" dir="rtl">x</p>`},
		{"script", `a<script>b</script><SCRIPT SRC=c></SCRIPT>d`, `ad`},
		{"style", `a<style>b{}</style>c`, `ac`},
		{"comments", "a<!-- b -->c<!--[if IE]>d<![endif]-->e", `ace`},
		{"frames, objects, forms", `a<iframe srcdoc="b">c</iframe><object>d</object><form><p>e</p><input></form><noscript>f</noscript><svg><text>g</text></svg><button>i</button>h`, `ad<p>e</p>h`},
		{"a frame leaves a link", `<p>a</p><iframe src="//film.example/embed/x?a=1&amp;b" width="560"><p>b</p></iframe>c<iframe src="about:blank" data-src="/map"></iframe>`,
			`<p>a</p><a href="https://film.example/embed/x?a=1&amp;b">https://film.example/embed/x?a=1&amp;b</a>c<a href="https://blog.example/map">https://blog.example/map</a>`},
		{"frames that show nothing", `a<iframe src="javascript:b"></iframe><iframe></iframe><iframe src="https://c.example/" width=1 height=1></iframe><iframe src="data:text/html,x"></iframe>d`, `ad`},
		{"nested pictures", `<svg><svg><text>a</text></svg><text>b</text></svg>c</svg>d<svg/>e`, `cde`},
		{"never closed", `<p>a<button>b</p><p>c<select><option>d</p><p>e<textarea>f</p><p>g</p>`, `<p>ab</p><p>cd</p><p>ef</p><p>g</p>`},
		{"closed as XML does", `<iframe src="/f"/><p>a</p><textarea/><p>b</p><script src="x"/><p>c</p>`, `<a href="https://blog.example/f">https://blog.example/f</a><p>a</p><p>b</p><p>c</p>`},
		{"code that never ends", `<p>a</p><script>if (a<b) {}</p>`, `<p>a</p>`},
		{"unknown elements leave their text", `<custom-tag><blink>a</blink></custom-tag><font color="red">b</font>`, `ab`},
		{"relative", `<a href="../2">a</a><a href="?b">b</a><a href="#c">c</a><a href="//d.example/">d</a>`,
			`<a href="https://blog.example/posts/2">a</a><a href="https://blog.example/posts/1/?b">b</a><a href="https://blog.example/posts/1/#c">c</a><a href="https://d.example/">d</a>`},
		{"schemes", `<a href="javascript:alert(1)">a</a><a href=" jAva&#10;script:x">b</a><a href="data:text/html,x">c</a><a href="mailto:d@e.example">d</a><a href="ftp://f.example">f</a>`,
			`abc<a href="mailto:d@e.example">d</a>f`},
		{"images", `<img src="a.png" width="10px" height="50%" onerror="x">`,
			`<img src="https://blog.example/posts/1/a.png" width="10" height="50%" referrerpolicy="no-referrer"/>`},
		{"referrer policy", `<img src="a.png" referrerpolicy="unsafe-url">`, `<img src="https://blog.example/posts/1/a.png" referrerpolicy="no-referrer"/>`},
		{"pixels", `a<img src="t.gif" width="1" height="1"><img src="u.gif" width=0><img src="v.gif" height="1px">b`, `ab`},
		{"images of data", `<img src="data:image/png;base64,AAAA">a`, `a`},
		{"lazy", `<img data-src="a.png"><img src="" data-original="b.png"><img src="data:image/gif;base64,AA" data-lazy-src="c.png"><img src="d.png" data-src="e.png">`,
			`<img src="https://blog.example/posts/1/a.png" referrerpolicy="no-referrer"/><img src="https://blog.example/posts/1/b.png" referrerpolicy="no-referrer"/><img src="https://blog.example/posts/1/c.png" referrerpolicy="no-referrer"/><img src="https://blog.example/posts/1/d.png" referrerpolicy="no-referrer"/>`},
		{"srcset", `<img src="a.png" srcset="a,b.png 1x, c.png 2x,javascript:x 3x">`,
			`<img src="https://blog.example/posts/1/a.png" srcset="https://blog.example/posts/1/a,b.png 1x, https://blog.example/posts/1/c.png 2x" referrerpolicy="no-referrer"/>`},
		{"source", `<video poster="javascript:x"><source src="javascript:x"><source src="a.mp4" type="video/mp4"></video>`,
			`<video><source/><source src="https://blog.example/posts/1/a.mp4" type="video/mp4"/></video>`},
		{"quotation", `<blockquote cite="/x"><q cite="javascript:x">a</q></blockquote>`, `<blockquote cite="https://blog.example/x"><q>a</q></blockquote>`},
		{"code", `<pre><code class="x language-c++ y">a &lt; b
		c</code></pre>`, "<pre><code class=\"language-c++\">a &lt; b\n\t\tc</code></pre>"},
		{"lines that nothing is left of", "<p>a</p>\n\n<!-- b -->\n  \n<style>c</style>\n<p>d</p>", "<p>a</p>\n<p>d</p>"},
		{"preformatted lines", "<pre>\n\n a\n\n\n b</pre>", "<pre>\n\n a\n\n\n b</pre>"},
		{"full-width spaces", `<p>　　中文　。</p>`, `<p>　　中文　。</p>`},
		{"braces", `{{ a }} &#123;% b %&#125;`, `{{ a }} {% b %}`},
		{"characters that XML has not", "a\x00\x08b&#8;c&#xFFFF;d\uFFFEe\xff\u009F&#xFDD0;", "abcde\uFFFD"},
		{"nested links", `<a href="/1">a<a href="/2">b</a></a>`, `<a href="https://blog.example/1">a</a><a href="https://blog.example/2">b</a>`},
		{"unclosed", `<p>a<b>b<i>c</p>d`, `<p>a<b>b<i>c</i></b></p><b><i>d</i></b>`},
		{"tables", `<table border=1><tr><td colspan=2>a</table>`, `<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>`},
		{"too deep", long, `deep text`},
		{"mathematics", `<math><mi>x</mi><annotation>\x</annotation></math>`, `x`},
		{"spans", `<span style="x">a</span><span lang="de">b</span><a name="c">d</a>`, `a<span lang="de">b</span>d`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fetch.Clean(c.in, blog); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Without a base relative addresses go, and the text stays.
func TestCleanWithoutBase(t *testing.T) {
	got := fetch.Clean(`<a href="/x">a</a> <img src="y.png"> <a href="https://z.example/">z</a>`, "")
	if want := `a  <a href="https://z.example/">z</a>`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Whatever comes, what is left is safe, and cleaning it again changes nothing.
func FuzzClean(f *testing.F) {
	for _, s := range []string{
		`<p>a<b>b</p>c`, `<a href="x">y<a>`, `<table><a><tr><td></a>`, `<svg><style><img src=x onerror=y>`, `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
		`<img srcset="a 1x, ,b 2x" src=data:x data-src=c>`, `<pre>` + "\n\n" + `a</pre>`, `<select><option><script>`, `<p><table></p>`, `<noscript><p title="</noscript><img src=x onerror=y>">`,
		`<a href="x"><iframe src="/y"></a>z</iframe>`, `<b><iframe src=" //h/&quot;<a>"/><p>`, `<table><iframe src=x></iframe><tr>`, `<a href="java&#9;script:x">`, `<div><p></div></p>&#0;&#xD800;`, `<ruby>a<rt>b<rp>c`, `<form><div></form><p>`, `<center><menu><dir><listing>` + "\n" + `x`, `<xmp><b></xmp><plaintext><i>`,
		`<audio src=a><video><track src=b><source srcset="c,d 1x">`, `<frameset><frame>`, `<template><p>a</template>`, `<b><i><nobr></b>x<font>y`, `<a href=" http://a b/%zz?q=<>">`,
	} {
		f.Add(s, blog)
	}
	f.Fuzz(func(t *testing.T, in, base string) {
		once := fetch.Clean(in, base)
		if twice := fetch.Clean(once, base); twice != once {
			t.Errorf("not stable: %q\nonce  %q\ntwice %q", in, once, twice)
		}
		checkSafe(t, once)
	})
}

// checkSafe parses what was cleaned as a browser would, with scripts on and off.
func checkSafe(t *testing.T, s string) {
	t.Helper()
	for _, scripting := range []bool{true, false} {
		doc, err := html.ParseWithOptions(strings.NewReader("<!DOCTYPE html><body>"+s), html.ParseOptionEnableScripting(scripting))
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		for n := range doc.Descendants() {
			if n.Type == html.CommentNode || n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "iframe" || n.Data == "object" || n.Data == "form" || n.Namespace != "") {
				t.Errorf("%q holds a %s", s, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "id" {
					t.Errorf("%q holds the attribute %s", s, a.Key)
				}
				checkAddress(t, s, a)
			}
		}
	}
}

func checkAddress(t *testing.T, s string, a html.Attribute) {
	t.Helper()
	switch a.Key {
	case "src", "href", "cite", "poster":
		u, err := url.Parse(a.Val)
		if err != nil || !u.IsAbs() || u.Scheme != "http" && u.Scheme != "https" && (u.Scheme != "mailto" || a.Key != "href") {
			t.Errorf("%q leads to %q", s, a.Val)
		}
	case "srcset":
		for candidate := range strings.SplitSeq(a.Val, ", ") {
			if !strings.HasPrefix(candidate, "http://") && !strings.HasPrefix(candidate, "https://") {
				t.Errorf("%q leads to %q", s, candidate)
			}
		}
	}
}
