package decode_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"feedloom/internal/decode"
)

const (
	declared = `<?xml version="1.0" encoding="`
	chinese  = "<rss><title>中文</title></rss>"
)

func in(e encoding.Encoding, text string) string {
	body, err := e.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return body
}

// Every way in which a document says, or does not say, what it is in.
func TestCauses(t *testing.T) {
	utf16BE := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	utf16LE := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	utf32BE := utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	utf32LE := utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	doc := func(label, title string) string {
		return declared + label + `"?><rss><title>` + title + `</title></rss>`
	}
	for _, c := range []struct{ name, body, label, want, encoding string }{
		{"nothing", "", "", "", "utf-8"},
		{"plain", chinese, "", chinese, "utf-8"},
		{"mark", "\xEF\xBB\xBF" + chinese, "gbk", chinese, "utf-8"},
		{"mark twice", "\xEF\xBB\xBF\xEF\xBB\xBF" + chinese, "", chinese, "utf-8"},
		{"mark, and broken", "\xEF\xBB\xBF<t>Ѩ Espa\xF1a</t>", "", "<t>Ѩ España</t>", "utf-8"},
		{"mark, and not UTF-8", "\xEF\xBB\xBF" + "<t>\xB9\xFA\xCE\xF1\xD4\xBA\xB2\xBF\xCA\xF0</t>", "", "<t>国务院部署</t>", "gbk"},
		{"UTF-8 under another label", doc("gb2312", "中文"), "iso-8859-1", doc("gb2312", "中文"), "utf-8"},
		{"items of two encodings", "<t>café</t><t>l\x92\xE9t\xE9 \xE0 No\xEBl</t>", "", "<t>café</t><t>l’été à Noël</t>", "utf-8"},
		{"UTF-8 that ends within a character", "<title>中文中\xE6\x96", "gbk", "<title>中文中\uFFFD", "utf-8"},

		{"UTF-16BE, mark", "\xFE\xFF" + in(utf16BE, chinese), "utf-8", chinese, "utf-16be"},
		{"UTF-16LE, mark", "\xFF\xFE" + in(utf16LE, chinese), "", chinese, "utf-16le"},
		{"UTF-16BE", in(utf16BE, chinese), "", chinese, "utf-16be"},
		{"UTF-16LE", in(utf16LE, chinese), "iso-8859-1", chinese, "utf-16le"},
		{"UTF-16LE, JSON", in(utf16LE, `{"title":"中文中文中文中文中文中文中文中文中文中文"}`), "", `{"title":"中文中文中文中文中文中文中文中文中文中文"}`, "utf-16le"},
		{"UTF-16BE, white space first", in(utf16BE, "\r\n\t <a/>"), "", "\r\n\t <a/>", "utf-16be"},
		{"UTF-16BE, cut", in(utf16BE, chinese) + "\x00", "", chinese + "\uFFFD", "utf-16be"},
		{"UTF-32BE, mark", "\x00\x00\xFE\xFF" + in(utf32BE, chinese), "", chinese, "utf-32be"},
		{"UTF-32LE, mark", "\xFF\xFE\x00\x00" + in(utf32LE, chinese), "", chinese, "utf-32le"},
		{"UTF-32BE", in(utf32BE, chinese), "", chinese, "utf-32be"},
		{"UTF-32LE", in(utf32LE, chinese), "", chinese, "utf-32le"},
		{"UTF-16 declared, UTF-8 meant", doc("utf-16", "中文"), "utf-16le", doc("utf-16", "中文"), "utf-8"},
		{"UTF-16 declared, windows-1252 meant", doc("utf-16", "caf\xE9"), "", doc("utf-16", "café"), "windows-1252"},
		{"a mark of UTF-16 that conversion left", "\xFF\xFE" + doc("utf-16", "é"), "", doc("utf-16", "é"), "utf-8"},
		{"zero bytes", "\x00\x00<a>é</a>\x00", "", "<a>é</a>", "utf-8"},

		{"header", "<t>\xD6\xD0</t>", "gb2312", "<t>中</t>", "gbk"},
		{"declaration", doc("gb2312", "\xD6\xD0"), "", doc("gb2312", "中"), "gbk"},
		{"declaration after junk", "\n" + doc("gb2312", "\xD6\xD0"), "", "\n" + doc("gb2312", "中"), "gbk"},
		{"declaration without quotes", "<?xml version=1.0 encoding=big5 ?>\xA4\xA4", "", "<?xml version=1.0 encoding=big5 ?>中", "big5"},
		{"header before declaration", doc("windows-1250", "\xEA\xF3"), "iso-8859-2", doc("windows-1250", "ęó"), "iso-8859-2"},
		{"header before declaration, the other way", doc("iso-8859-2", "\xEA\xF3"), "windows-1250", doc("iso-8859-2", "ęó"), "windows-1250"},
		{"header that no text fits", doc("gb2312", "\xD6\xD0\xCE\xC4"), "iso-8859-1", doc("gb2312", "中文"), "gbk"},
		{"declaration that no text fits", doc("iso-8859-1", "\xD6\xD0\xCE\xC4"), "gb2312", doc("iso-8859-1", "中文"), "gbk"},
		{"unknown label", doc("x-foo", "caf\xE9"), "bar", doc("x-foo", "café"), "windows-1252"},
		{"iso-8859-1 is windows-1252", doc("iso-8859-1", "\x92s"), "", doc("iso-8859-1", "’s"), "windows-1252"},
		{"us-ascii is windows-1252", doc("us-ascii", "caf\xE9"), "", doc("us-ascii", "café"), "windows-1252"},
		{"windows-1252's signs in another part", doc("iso-8859-2", "\x84\xB1\x94"), "", doc("iso-8859-2", "„ą”"), "iso-8859-2"},
		{"and in UTF-8", "<t>don\u0092t\u0085</t>", "", "<t>don’t…</t>", "utf-8"},
		{"a byte that the encoding lacks", doc("gbk", "\xD6\xD0\xFF\xCE\xC4"), "", doc("gbk", "中\uFFFD文"), "gbk"},
		{"an old code page", doc("ibm850", "caf\x82 cr\x8Ame"), "", doc("ibm850", "café crème"), "ibm850"},

		{"ISO-2022-JP", doc("iso-2022-jp", "\x1b$B4A;z\x1b(B"), "", doc("iso-2022-jp", "漢字"), "iso-2022-jp"},
		{"ISO-2022-JP, JIS of 1978", "<t>\x1b$@4A;z\x1b(J</t>", "", "<t>漢字</t>", "iso-2022-jp"},
		{"ISO-2022-JP under another label", "<t>\x1b$B4A;z\x1b(B</t>", "utf-8", "<t>漢字</t>", "iso-2022-jp"},
		{"ISO-2022-JP, a bad byte", "<t>\x1b$B4A;z\x1b(B\xFF</t>", "iso-2022-jp", "<t>漢字\uFFFD</t>", "iso-2022-jp"},
		{"ISO-2022-JP declared, UTF-8 meant", doc("iso-2022-jp", "漢字"), "", doc("iso-2022-jp", "漢字"), "utf-8"},
		{"ISO-2022-KR", "\x1b$)C<t>\x0EGQ1[\x0F a</t>", "iso-2022-kr", "<t>한글 a</t>", "iso-2022-kr"},
		{"ISO-2022-KR, a line ends it", "\x1b$)C\x0EGQ1[\na", "", "한글\na", "iso-2022-kr"},
		{"ISO-2022-CN", "\x1b$)A<t>\x0EVPND\x0F</t>", "", "<t>中文</t>", "iso-2022-cn"},
		{"HZ", "<t>~{VPND~} ~~</t>", "hz-gb-2312", "<t>中文 ~</t>", "hz-gb-2312"},
		{"HZ, undeclared", "<t>~{VPND~}</t>", "", "<t>中文</t>", "hz-gb-2312"},
		{"no HZ", "<t>a ~{ b ~} c</t>", "", "<t>a ~{ b ~} c</t>", "utf-8"},
		{"UTF-7", "<t>+Ti1lhw-, 1+1, C++, +-, +AGE</t>", "utf-7", "<t>中文, 1+1, C++, +, a</t>", "utf-7"},
		{"no UTF-7", "<t>+Ti1lhw-</t>", "", "<t>+Ti1lhw-</t>", "utf-8"},

		{"EBCDIC", in(charmap.CodePage037, doc("ebcdic-cp-us", "café\u0085")), "", doc("ebcdic-cp-us", "café\n"), "ibm037"},
		{"EBCDIC, code page 1047", in(charmap.CodePage1047, doc("IBM1047", "[é]")), "", doc("IBM1047", "[é]"), "ibm1047"},
		{"EBCDIC, called something else", in(charmap.CodePage037, doc("utf-8", "é")), "", doc("utf-8", "é"), "ibm037"},

		{"illegal characters", "<t>a\x01b\x7Fc\uFFFEd\uFDD0e\x1b</t>", "", "<t>abcde</t>", "utf-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, encoding := decode.UTF8([]byte(c.body), c.label)
			if string(got) != c.want || encoding != c.encoding {
				t.Errorf("got %q in %s, want %q in %s", got, encoding, c.want, c.encoding)
			}
		})
	}
}

// Broken places in UTF-8 do not make it something else: a byte of windows-1252
// is read as that, the rest of a character is one U+FFFD.
func TestMends(t *testing.T) {
	long := strings.Repeat("Γειά σου, 中文, é. ", 3)
	half := func(r rune) string {
		high, low := utf16.EncodeRune(r)
		unit := func(u rune) string {
			return string([]byte{0xE0 | byte(u>>12), 0x80 | byte(u>>6&0x3F), 0x80 | byte(u&0x3F)})
		}
		return unit(high) + unit(low)
	}
	for broken, want := range map[string]string{
		"caf\xE9 \x93so\x94 l\x92an\x85": "café “so” l’an…",
		"\xE0 Paris":                     "à Paris",
		"中\xE6\x96.":                     "中\uFFFD.",
		"x\xE6\x96.":                     "x\uFFFD.",
		"中\xE6.":                         "中\uFFFD.",
		"a \xFF b \x81 c":                "a \uFFFD b \uFFFD c",
		half('😀') + "!":                  "😀!",
	} {
		got, encoding := decode.UTF8([]byte("<t>"+long+broken+"</t>"), "utf-8")
		if string(got) != "<t>"+long+want+"</t>" || encoding != "utf-8" {
			t.Errorf("%q is %q in %s, want %q", broken, got, encoding, want)
		}
	}
}

// Labels are written in many ways; each finds the encoding that it means.
func TestLabels(t *testing.T) {
	for want, labels := range map[string]string{
		"windows-1252":   "iso-8859-1|ISO8859_1|iso88591|8859-1|latin1|Latin-1|latin_1|us-ascii|ascii|cp1252|CP-1252|windows1252|win-1252|x-cp1252|ansi|'iso-8859-1'|\"ISO-8859-1\"|iso-8859-1;|text/xml; charset=iso-8859-1",
		"windows-1251":   "windows-1251|Windows1251|win1251|cp1251|cp-1251|x-cp1251|ms1251",
		"iso-8859-2":     "iso-8859-2|iso8859_2|latin2|l2|ISO_8859-2:1987",
		"iso-8859-15":    "iso-8859-15|latin9|latin-9|iso8859_15",
		"iso-8859-8-i":   "iso-8859-8-i",
		"iso-2022-jp":    "iso-2022-jp|ISO2022JP|iso-2022-jp-2|csISO2022JP|jis",
		"iso-2022-kr":    "iso-2022-kr|csiso2022kr",
		"hz-gb-2312":     "hz-gb-2312|hz",
		"ibm037":         "cp037|IBM037|cp37|ebcdic-cp-us",
		"ibm1047":        "ibm1047|cp1047",
		"":               "|x-foo|bogus|utf-16|utf-32|ucs-4|binary|x-user-defined|none|;",
		"windows-874":    "tis-620|TIS620|iso-8859-11|cp874|windows-874",
		"koi8-r":         "koi8-r|koi8_r|KOI8|cskoi8r",
		"koi8-u":         "koi8-u|koi8-ru",
		"ibm866":         "cp866|ibm866|866",
		"ibm437":         "cp437|IBM437|437",
		"ibm850":         "cp850|ibm-850",
		"macintosh":      "macintosh|mac-roman|x-mac-roman|mac",
		"x-mac-cyrillic": "x-mac-cyrillic|mac-cyrillic",
		"gbk":            "gbk|gb2312|GB_2312-80|x-gbk|cp936|euc-cn",
		"gb18030":        "gb18030|GB18030-2005|gb_18030",
		"big5":           "big5|Big5-HKSCS|big5_hkscs|x-x-big5|cp950",
		"shift_jis":      "shift_jis|shift-jis|ShiftJIS|sjis|x-sjis|windows-31j|cp932|ms_kanji",
		"euc-jp":         "euc-jp|eucjp|EUC_JP|x-euc-jp|ujis",
		"euc-kr":         "euc-kr|euckr|cp949|uhc|ks_c_5601-1987|windows-949",
	} {
		for label := range strings.SplitSeq(labels, "|") {
			if got := decode.Named(label); got != want {
				t.Errorf("%q is %q, want %s", label, got, want)
			}
		}
	}
	for _, label := range strings.Split("utf8|UTF-8;|\"utf-8\"|'UTF-8'|utf_8|unicode|utf-8,utf-8| utf-8 |UTF8mb4", "|") {
		if got, _ := decode.UTF8([]byte(declared+label+"\"?><t>caf\xE9 中文</t>"), label); !bytes.HasSuffix(got, []byte("<t>café 中文</t>")) {
			t.Errorf("%q: %q", label, got)
		}
	}
}

// The text of a sound document is the document, and not a copy.
func TestNoCopy(t *testing.T) {
	body := []byte(chinese)
	got, _ := decode.UTF8(body, "gbk")
	if &got[0] != &body[0] {
		t.Error("it was copied")
	}
}

// A judgement looks at a part of the document only, wherever its text begins.
func TestSampleIsBounded(t *testing.T) {
	far := strings.Repeat("<item><title>plain</title></item>\n", 100_000) + "<title>\xCF\xF0\xE0\xE2\xE8\xF2\xE5\xEB\xFC\xF1\xF2\xE2\xEE</title>"
	if got, encoding := decode.UTF8([]byte(far), ""); encoding != "windows-1251" || !bytes.HasSuffix(got, []byte("<title>Правительство</title>")) {
		t.Errorf("text far down is in %s", encoding)
	}
	for _, unit := range []string{"<", "&", "&lt;", "<!--", "<![CDATA[", "~{", "\x1b$B", "+", "\xE9<", "\xFF\xFE", "\x80"} {
		decode.UTF8(bytes.Repeat([]byte(unit), 2<<20/len(unit)), "utf-7")
	}
}

// A long text without a space is not cut within its characters.
func TestLongText(t *testing.T) {
	for _, c := range texts[:4] {
		name, _, _ := strings.Cut(c.encodings, " ")
		title := "1" + strings.Repeat(strings.ReplaceAll(strings.Join(c.titles, ""), " ", ""), 80)
		if !reads(t, name, "iso-8859-1", title) {
			t.Errorf("%s is not read", name)
		}
	}
}

// Nothing is shared between documents that are read at the same time.
func TestConcurrently(t *testing.T) {
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for name, title := range map[string]string{"koi8-r": "Сборная победила в финале", "big5": "銀行宣布調降存款利率", "windows-1250": "Źródła: będą zmiany"} {
				if !reads(t, name, "", title) {
					t.Errorf("%s is not read", name)
				}
			}
		})
	}
	all.Wait()
}
