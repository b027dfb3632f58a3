package fetch_test

import (
	"fmt"
	"html"
	"runtime"
	"strings"
	"testing"

	"feedloom/fetch"
)

// HTML that a parser would make a tree of millions of elements of is reduced
// to its text, in whichever way it comes.
func TestMultiplyingElements(t *testing.T) {
	var b strings.Builder
	b.WriteString("<div>")
	for i := range 200 {
		fmt.Fprintf(&b, `<b title="%d">`, i)
	}
	b.WriteString("</div>" + strings.Repeat("<div>x</div>", 20000))
	bomb := b.String()
	if got := allocated(func() { fetch.Clean(bomb, "") }); got > 200e6 {
		t.Errorf("Clean took %d MB", got>>20)
	}
	if got, want := strings.Join(strings.Fields(fetch.Clean(bomb, "")), ""), strings.Repeat("x", 20000); got != want {
		t.Errorf("%d characters are left", len(got))
	}
	const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><entry>%s</entry></feed>`
	for _, content := range []string{
		`<content type="xhtml">` + bomb + `</content>`,
		`<content type=' XHTML'>` + bomb + `</content>`,
		`<content type="x&#104;tml">` + bomb + `</content>`,
		`<content type=xhtml>` + bomb + `</content>`,
		`<title type="html"><![CDATA[` + bomb + `]]></title>`,
		`<summary type="html">` + html.EscapeString(bomb) + `</summary>`,
		`<content x:type="html">` + html.EscapeString(bomb) + `</content>`,
	} {
		doc := fmt.Sprintf(feed, content)
		got := allocated(func() {
			if _, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(doc)}, fetch.Options{}, nil); err != nil {
				t.Errorf("%.40s: %v", content, err)
			}
		})
		if got > 300e6 {
			t.Errorf("%.40s took %d MB", content, got>>20)
		}
	}
}

// An author or a tag of a JSON feed costs little in items that are not taken.
func TestManyAuthorsInJSON(t *testing.T) {
	doc := `{"items":[` + strings.Repeat(`{"authors":["a"`+strings.Repeat(`,"b"`, 20)+`],"tags":["a"`+strings.Repeat(`,"b"`, 20)+`]},`, 1000) + `]}`
	got := allocated(func() {
		if _, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(doc)}, fetch.Options{MaxItems: 100}, nil); err != nil {
			t.Error(err)
		}
	})
	if got > 60e6 {
		t.Errorf("%d MB", got>>20)
	}
}

func allocated(by func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	by()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Text in which formatting is closed where it was opened is never too much.
func TestMuchFormattingIsKept(t *testing.T) {
	long := strings.Repeat(`<p>One <b>two <i>three <a href="https://a.example/">four</a></i></b> five</p>`, 5000)
	if got := fetch.Clean(long, ""); got != long {
		t.Errorf("%d bytes became %d", len(long), len(got))
	}
}
