package decode_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"

	"feedloom/internal/decode"
)

// encode is text in an encoding, if it has all its characters.
func encode(t testing.TB, text, name string) ([]byte, bool) {
	t.Helper()
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	body, err := e.NewEncoder().Bytes([]byte(text))
	return body, err == nil
}

func rss(titles ...string) string {
	return "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>News</title>\n" +
		"<item><title>" + strings.Join(titles, "</title></item>\n<item><title>") + "</title></item>\n</channel></rss>\n"
}

// eachEncoding calls with each language's titles that an encoding of it has.
func eachEncoding(t *testing.T, do func(t *testing.T, name string, titles []string)) {
	for _, c := range texts {
		for name := range strings.FieldsSeq(c.encodings) {
			var titles []string
			for _, title := range c.titles {
				if _, ok := encode(t, title, name); ok {
					titles = append(titles, title)
				}
			}
			t.Run(c.language+"/"+name, func(t *testing.T) { do(t, name, titles) })
		}
	}
}

// reads reports whether the titles come out of an encoding under a label.
func reads(t *testing.T, name, label string, titles ...string) bool {
	t.Helper()
	body, ok := encode(t, rss(titles...), name)
	if !ok {
		t.Fatalf("%s does not have all of %q", name, titles)
	}
	got, _ := decode.UTF8(body, label)
	return string(got) == rss(titles...)
}

// A feed of ten items is read without any declaration.
func TestUndeclaredFeed(t *testing.T) {
	eachEncoding(t, func(t *testing.T, name string, titles []string) {
		if !reads(t, name, "", titles...) {
			t.Error("not read")
		}
	})
}

// A title alone is read without any declaration nearly always. Where two
// languages share most bytes and the title has one or two that are not ASCII,
// nobody can tell.
func TestUndeclaredTitle(t *testing.T) {
	misread := map[string]int{"windows-1257": 3, "macintosh": 6}
	eachEncoding(t, func(t *testing.T, name string, titles []string) {
		var wrong []string
		for _, title := range titles {
			if !reads(t, name, "", title) {
				wrong = append(wrong, title)
			}
		}
		if len(wrong) > max(misread[name], 1) {
			t.Errorf("%d are not read: %q", len(wrong), wrong)
		}
	})
}

// What is declared truly is believed, however short the text.
func TestDeclaredTruly(t *testing.T) {
	eachEncoding(t, func(t *testing.T, name string, titles []string) {
		for _, title := range titles {
			if !reads(t, name, name, title) {
				t.Errorf("%q is not read", title)
			}
		}
	})
}

// What is declared wrongly is not, if there is a feed to judge by.
func TestDeclaredWrongly(t *testing.T) {
	for _, label := range strings.Fields("utf-8 us-ascii iso-8859-1 iso-8859-15 windows-1251 koi8-r gbk big5 shift_jis euc-kr euc-jp windows-1253 windows-1256 utf-16 iso-2022-jp") {
		eachEncoding(t, func(t *testing.T, name string, titles []string) {
			if !reads(t, name, label, titles...) {
				t.Errorf("not read under the label %s", label)
			}
		})
	}
}

// Languages that no guess knows are read where they are declared.
func TestDeclaredRareLanguages(t *testing.T) {
	for name, title := range map[string]string{
		"iso-8859-14":  "Mae’r tŷ yn y dŵr",
		"iso-8859-3":   "Ĉiuj ĝojas pri la ŝanĝo; ĵaŭde ni iros, ĉu ne?",
		"iso-8859-10":  "Sámi álbmot čohkkana ođđa jagi",
		"iso-8859-16":  "Știri: președintele și țara",
		"windows-1250": "Včeraj je začelo snežiti, šola je zaprta",
		"windows-1257": "Tallinnas avati õpilaste näitus, žürii oli üksmeelne",
	} {
		label := name
		if name == "iso-8859-14" {
			title = strings.ReplaceAll(title, "’", "'")
		}
		if !reads(t, name, label, title) {
			t.Errorf("%s: %q is not read", name, title)
		}
	}
}

// A character or two that say nothing are windows-1252, as on the web.
func TestTooLittleToGuess(t *testing.T) {
	for body, want := range map[string]string{
		"<title>caf\xE9</title>":            "<title>café</title>",
		"<title>price: \xA3 5</title>":      "<title>price: £ 5</title>",
		"<title>\xE0 la maison</title>":     "<title>à la maison</title>",
		"<title>\x93quoted\x94</title>":     "<title>“quoted”</title>",
		"<a href=\"\xA4\">x</a>":            "<a href=\"¤\">x</a>",
		"<title>Widget\xAE \xA9 me</title>": "<title>Widget® © me</title>",
	} {
		if got, name := decode.UTF8([]byte(body), ""); string(got) != want {
			t.Errorf("%q is %q in %s, want %q", body, got, name, want)
		}
	}
}
