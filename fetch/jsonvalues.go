package fetch

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// kind is the type of the value that stands here, as encoding/json names it.
func (s *jsonScanner) kind() string {
	switch c := s.peek(); {
	case s.quoted():
		return "string"
	case c == '{':
		return "object"
	case c == '[':
		return "array"
	case c == 't' || c == 'f':
		return "bool"
	case '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.':
		return "number"
	}
	return "null" // and whatever says no more
}

// takeText takes a string, a number as it is written, or the first value of a
// list.
func takeText(m *mender) bool {
	switch m.scan.kind() {
	case "string":
		inner, whole := m.scan.string()
		m.text(inner)
		return whole
	case "number":
		m.quote(string(m.scan.literal()))
		return true
	case "array":
		return m.head(takeText)
	}
	return false
}

// takeAddress takes a string, the url of an object, or the first of a list of
// these. A number would be taken for a relative address.
func takeAddress(m *mender) bool {
	switch m.scan.kind() {
	case "string":
		return takeText(m)
	case "object":
		return m.inner("url", takeString)
	case "array":
		return m.head(takeAddress)
	}
	return false
}

// takeString takes a string and nothing else.
func takeString(m *mender) bool { return m.scan.quoted() && takeText(m) }

// takeID takes whatever can be told from another: "If an id is presented as a
// number or other type, a JSON Feed reader must coerce it to a string".
func takeID(m *mender) bool {
	switch kind := m.scan.kind(); kind {
	case "object", "array", "bool":
		start := m.scan.at
		m.scan.skip()
		id := m.scan.doc[start:m.scan.at]
		m.quote(string(id))
		return kind == "bool" || bytes.ContainsAny(id, `"'0123456789`)
	}
	return takeText(m)
}

// takeNumber takes a whole number, in quotes too. One that is too large, or no
// number, is left out.
func takeNumber(m *mender) bool {
	literal := !m.scan.quoted()
	var digits []byte
	if literal {
		digits = m.scan.literal()
	} else {
		digits, _ = m.scan.string()
	}
	s := strings.TrimSpace(string(digits))
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || f < 0 || !(f < 1<<53) {
			return false
		}
		n = int64(f)
	}
	m.out = strconv.AppendInt(m.out, n, 10)
	return true
}

// head takes the first value of the list that stands here.
func (m *mender) head(take taker) bool {
	at := m.scan.at
	m.scan.at++
	m.scan.gap()
	taken := m.scan.peek() != '[' && take(m)
	m.scan.at = at
	m.scan.skip()
	return taken
}

// inner takes the member of that name of the object that stands here.
func (m *mender) inner(name string, take taker) (taken bool) {
	if m.scan.peek() != '{' {
		return false
	}
	at := m.scan.at
	m.scan.at++
	for {
		switch m.scan.gap() {
		case '}', ']':
			if m.scan.at++; !taken {
				m.scan.at = at // for who looks for another name
			}
			return taken
		case 0:
			return false
		}
		switch found, ok := m.scan.name(); {
		case ok && !taken && bytes.EqualFold(found, []byte(name)):
			taken = m.value(take)
		case ok:
			m.scan.skip()
		}
	}
}

// parts takes a string as a list of texts, divided by its commas, maxList at the
// most.
func (m *mender) parts() bool {
	inner, whole := m.scan.string()
	start := len(m.out)
	m.text(inner)
	var all string
	if err := json.Unmarshal(m.out[start:], &all); err != nil {
		return false
	}
	m.out = append(m.out[:start], '[')
	taken := 0
	for part := range strings.SplitSeq(all, ",") {
		if part = strings.TrimSpace(part); part != "" && taken < maxList {
			m.quote(part)
			m.out = append(m.out, ',')
			taken++
		}
	}
	m.end(']')
	return whole && len(m.out) > start+len("[]")
}

// quote writes s as a string.
func (m *mender) quote(s string) {
	quoted, err := json.Marshal(s)
	if err != nil { // a string always marshals
		panic("fetch: " + err.Error())
	}
	m.out = append(m.out, quoted...)
}

// text writes what stands between the quotes of a string, so that no control
// character and no quote stands there by itself (RFC 8259, section 7), and no
// backslash that escapes nothing.
func (m *mender) text(inner []byte) {
	m.out = append(m.out, '"')
	done := 0
	for i := 0; i < len(inner); i++ {
		c := inner[i]
		switch {
		case c < ' ':
			m.out = append(m.out, inner[done:i]...)
			m.out = append(m.out, '\\', 'u', '0', '0', '0'+c>>4, "0123456789abcdef"[c&15])
			done = i + 1
		case c == '"':
			m.out = append(append(m.out, inner[done:i]...), '\\')
			done = i
		case c == '\\' && isEscape(inner[i+1:]):
			i++
		case c == '\\':
			m.out = append(m.out, inner[done:i]...)
			if done = i + 1; done == len(inner) || inner[done] != '\'' { // \' is as JavaScript has it
				m.out = append(m.out, `\\`...)
			}
		}
	}
	m.out = append(append(m.out, inner[done:]...), '"')
}

// isEscape reports whether that escapes a character when it comes after a
// backslash.
func isEscape(after []byte) bool {
	if len(after) == 0 {
		return false
	}
	if after[0] != 'u' {
		return strings.IndexByte(`"\/bfnrt`, after[0]) >= 0
	}
	if len(after) < 5 {
		return false
	}
	_, err := strconv.ParseUint(string(after[1:5]), 16, 16)
	return err == nil
}
