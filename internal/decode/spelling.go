package decode

import (
	"regexp"
	"strings"
)

// respell is a label as the indexes spell it.
func respell(label string) string {
	squeezed := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, label)
	for _, prefix := range []string{"", "x", "cs"} {
		short, ok := strings.CutPrefix(squeezed, prefix)
		if !ok {
			continue
		}
		if name, ok := irregular[short]; ok {
			return name
		}
		for _, f := range families {
			if f.pattern.MatchString(short) {
				return f.pattern.ReplaceAllString(short, f.name)
			}
		}
	}
	return squeezed
}

// families are the encodings that have numbers: what is left of their labels
// without signs, and their names.
var families = []struct {
	pattern *regexp.Regexp
	name    string
}{
	{regexp.MustCompile(`^utf8.*`), "utf-8"},
	{regexp.MustCompile(`^(?:iso|is)?8859(1[0-6]|[1-9])[a-z]?$`), "iso-8859-$1"},
	{regexp.MustCompile(`^(?:iso)?latin([1-6])$`), "latin$1"},
	{regexp.MustCompile(`^(?:windows|window|win|cp|ms|w)?(125[0-8]|874)$`), "windows-$1"},
	{regexp.MustCompile(`^(?:ibm|cp|dos|oem|ccsid)?0*(858|1140)$`), "ibm0$1"},
	{regexp.MustCompile(`^(?:ibm|cp|dos|oem|ccsid)?0*37$`), "ibm037"},
	{regexp.MustCompile(`^(?:ibm|cp|dos|oem|ccsid)?(\d{3,4})$`), "ibm$1"},
	{regexp.MustCompile(`^iso2022(jp|kr|cn).*`), "iso-2022-$1"},
	{regexp.MustCompile(`^gb18030.*`), "gb18030"},
	{regexp.MustCompile(`^big5.*`), "big5"},
	{regexp.MustCompile(`^(?:shiftjis|sjis).*`), "shift_jis"},
	{regexp.MustCompile(`^euc(jp|kr).*`), "euc-$1"},
	{regexp.MustCompile(`^tis620.*`), "windows-874"},
	{regexp.MustCompile(`^hzgb.*`), "hz-gb-2312"},
}

// irregular are the names that the indexes lack, without signs.
var irregular = map[string]string{
	"unicode": "utf-8", "utf": "utf-8", "u8": "utf-8",
	"ansi": "windows-1252", "ascii7": "us-ascii", "ascii8bit": "us-ascii", "asciius": "us-ascii",
	"latin9": "iso-8859-15", "latin0": "iso-8859-15", "latin10": "iso-8859-16",
	"cp936": "gbk", "ms936": "gbk", "windows936": "gbk", "936": "gbk", "euccn": "gbk", "gb": "gbk", "gb23121980": "gbk",
	"cp950": "big5", "ms950": "big5", "windows950": "big5", "950": "big5",
	"cp932": "shift_jis", "ms932": "shift_jis", "windows932": "shift_jis", "932": "shift_jis", "cp943": "shift_jis",
	"windows31j": "shift_jis", "mssjis": "shift_jis", "mskanji": "shift_jis",
	"euc": "euc-jp", "ujis": "euc-jp", "cp51932": "euc-jp",
	"cp949": "euc-kr", "ms949": "euc-kr", "949": "euc-kr", "uhc": "euc-kr", "cp51949": "euc-kr",
	"jis": "iso-2022-jp", "cp50220": "iso-2022-jp", "cp50221": "iso-2022-jp", "cp50222": "iso-2022-jp",
	"cp50225": "iso-2022-kr", "cp50227": "iso-2022-cn", "hz": "hz-gb-2312", "cp52936": "hz-gb-2312",
	"utf7": "utf-7", "unicode11utf7": "utf-7", "cp65000": "utf-7", "cp65001": "utf-8", "cp20127": "us-ascii", "cp28591": "iso-8859-1",
	"koi8": "koi8-r", "koi8r": "koi8-r", "cp20866": "koi8-r", "koi8u": "koi8-u", "koi8ru": "koi8-u", "cp21866": "koi8-u",
	"iso885911":   "windows-874",
	"macroman":    "macintosh",
	"cp10000":     "macintosh",
	"maccyrillic": "x-mac-cyrillic", "macukrainian": "x-mac-cyrillic",
	"ebcdic": "ibm037", "ebcdiccpus": "ibm037", "ebcdicus": "ibm037",
}
