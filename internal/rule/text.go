package rule

import (
	"html"
	"strings"
)

// inline are the elements whose tags stand inside of a word or a line; any
// other tag ends a word.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true,
	"data": true, "del": true, "dfn": true, "em": true, "font": true, "i": true, "ins": true, "kbd": true,
	"mark": true, "q": true, "rp": true, "rt": true, "ruby": true, "s": true, "samp": true, "small": true,
	"span": true, "strong": true, "sub": true, "sup": true, "time": true, "tt": true, "u": true, "var": true,
	"wbr": true,
}

// plainText is sanitised HTML without its tags and comments, character
// references resolved, one space between words.
func plainText(markup string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(markup, "<")
		b.WriteString(before)
		if !found {
			break
		}
		tag := tagLength(rest)
		if tag == 0 { // a bare "<"
			b.WriteByte('<')
		} else if !inline[tagName(rest[:tag])] {
			b.WriteByte(' ')
		}
		markup = rest[tag:]
	}
	return strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
}

// tagLength is how far the tag or comment reaches whose "<" stands before s;
// 0 where there is none.
func tagLength(s string) int {
	if after, ok := strings.CutPrefix(s, "!--"); ok {
		if end := strings.Index(after, "-->"); end >= 0 {
			return len("!--") + end + len("-->")
		}
		return len(s)
	}
	if s == "" || !isLetter(s[0]) && s[0] != '/' && s[0] != '!' {
		return 0
	}
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(s)
}

func tagName(tag string) string {
	tag = strings.TrimPrefix(tag, "/")
	end := 0
	for end < len(tag) && (isLetter(tag[end]) || '0' <= tag[end] && tag[end] <= '9') {
		end++
	}
	return strings.ToLower(tag[:end])
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
