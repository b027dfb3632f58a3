package frontmatter

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// words are what programs take for something else than a text (YAML 1.1 and
// 1.2), in lower case.
var words = []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nil", "nan", "inf", "infinity", "undefined"}

// text is a scalar of YAML, without quotes where every program takes it for the
// text that it is: it begins with a letter, has no sign of YAML's, and is none
// of its words.
func text(s string) string {
	runes := []rune(s)
	plain := len(runes) > 0 && unicode.IsLetter(runes[0]) && runes[len(runes)-1] != ' ' && !slices.Contains(words, strings.ToLower(s))
	for _, r := range runes {
		plain = plain && isPlain(r)
	}
	if plain {
		return s
	}
	return quoted(s)
}

func isPlain(r rune) bool {
	if r < unicode.MaxASCII {
		return r == ' ' || r == '-' || r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return isPrintable(r)
}

// quoted is a scalar in single quotes, or in double ones where it has characters
// that can't stand in a line as they are.
func quoted(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if strings.IndexFunc(s, func(r rune) bool { return !isPrintable(r) }) < 0 {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		b.WriteString(escaped(r))
	}
	b.WriteByte('"')
	return b.String()
}

func escaped(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r == '"' || r == '\\':
		return `\` + string(r)
	case isPrintable(r):
		return string(r)
	case r > 0xffff:
		return fmt.Sprintf(`\U%08X`, r)
	}
	return fmt.Sprintf(`\u%04X`, r)
}

// isPrintable reports whether the character may stand in a scalar of one line:
// printable (YAML 1.2, section 5.1), no line break of any version, no mark.
func isPrintable(r rune) bool {
	switch {
	case r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == 0x7f || 0x80 <= r && r < 0xa0:
		return false
	case r&0xfffe == 0xfffe:
		return false
	}
	return r >= ' '
}
