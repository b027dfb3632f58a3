package decode_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"feedloom/article"
	"feedloom/internal/decode"
)

// Whatever comes, text comes out; what was UTF-8 comes out as it is.
func FuzzUTF8(f *testing.F) {
	for _, seed := range []struct{ body, label string }{
		{"<t>中文</t>", "utf-8"}, {"<t>\xD6\xD0</t>", "gb2312"}, {"\xFF\xFE<\x00a\x00", ""}, {"\x00<\x00a", ""}, {"\x00\x00\x00<", "utf-32"},
		{"\x4C\x6F\xA7\x94\x93\x40", ""}, {"\x1b$)C\x0EGQ1[", "iso-2022-kr"}, {"\x1b$B4A;z", ""}, {"~{VP~}", "hz"}, {"+Ti1lhw-", "utf-7"},
		{"<!-- <![CDATA[ &lt;a&gt; \xE9 &eacute; <", "iso-8859-1"}, {"\xED\xA0\xBD\xED\xB8\x80", ""}, {"caf\xC3", ""}, {"\x80\x92", "windows-1252"},
		{declared + "koi8-r\"?>\xF0\xF2", "text/xml;charset='cp1251'"},
	} {
		f.Add([]byte(seed.body), seed.label)
	}
	f.Fuzz(func(t *testing.T, body []byte, label string) {
		before := bytes.Clone(body)
		got, name := decode.UTF8(body, label)
		if !bytes.Equal(body, before) {
			t.Fatal("the document was written to")
		}
		if !utf8.Valid(got) || bytes.ContainsFunc(got, article.IsIllegal) {
			t.Fatalf("%q in %s is %q", body, name, got)
		}
		if name == "" {
			t.Fatal("no name")
		}
		again, name := decode.UTF8(body, label)
		if !bytes.Equal(got, again) {
			t.Fatalf("%q is %q and then %q in %s", body, got, again, name)
		}
		if sound(got) {
			if twice, name := decode.UTF8(got, label); !bytes.Equal(twice, got) {
				t.Fatalf("%q is UTF-8, and becomes %q in %s", got, twice, name)
			}
		}
	})
}

// sound reports whether text is nothing but UTF-8: some of UTF-8 is also a way
// to write something else.
func sound(text []byte) bool {
	ascii := !bytes.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	return !bytes.ContainsRune(text, 0x85) && !bytes.HasPrefix(text, []byte("\uFEFF")) && !ascii
}

// writable are the encodings that text can be written in for the round trip,
// by the label that says so.
var writable = map[string]encoding.Encoding{
	"gb18030": simplifiedchinese.GB18030, "gbk": simplifiedchinese.GBK, "big5": traditionalchinese.Big5, "euc-kr": korean.EUCKR,
	"euc-jp": japanese.EUCJP, "shift_jis": japanese.ShiftJIS, "iso-2022-jp": japanese.ISO2022JP, "hz-gb-2312": simplifiedchinese.HZGB2312,
	"windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252, "windows-1253": charmap.Windows1253,
	"windows-1254": charmap.Windows1254, "windows-1255": charmap.Windows1255, "windows-1256": charmap.Windows1256, "windows-1257": charmap.Windows1257,
	"windows-1258": charmap.Windows1258, "windows-874": charmap.Windows874, "koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U, "iso-8859-2": charmap.ISO8859_2,
	"iso-8859-3": charmap.ISO8859_3, "iso-8859-4": charmap.ISO8859_4, "iso-8859-5": charmap.ISO8859_5, "iso-8859-6": charmap.ISO8859_6,
	"iso-8859-7": charmap.ISO8859_7, "iso-8859-8": charmap.ISO8859_8, "iso-8859-9": charmap.ISO8859_9, "iso-8859-10": charmap.ISO8859_10,
	"iso-8859-13": charmap.ISO8859_13, "iso-8859-14": charmap.ISO8859_14, "iso-8859-15": charmap.ISO8859_15, "iso-8859-16": charmap.ISO8859_16,
	"macintosh": charmap.Macintosh, "x-mac-cyrillic": charmap.MacintoshCyrillic, "ibm866": charmap.CodePage866, "ibm437": charmap.CodePage437,
	"ibm850": charmap.CodePage850, "ibm852": charmap.CodePage852, "ibm855": charmap.CodePage855, "ibm860": charmap.CodePage860, "ibm862": charmap.CodePage862,
}

// Words of each language in each encoding that has its letters, under its label,
// come out as they went in.
func TestRoundTrip(t *testing.T) {
	for label, e := range writable {
		for _, c := range texts {
			for _, title := range c.titles[:3] {
				body, err := e.NewEncoder().Bytes([]byte(rss(title)))
				if err != nil {
					continue
				}
				if got, name := decode.UTF8(body, label); string(got) != rss(title) {
					t.Errorf("%s: %q is %q in %s", label, title, strings.TrimPrefix(string(got), rss()), name)
				}
			}
		}
	}
}
