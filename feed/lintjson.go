package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// lintJSON accepts one value, with what judges ask of its members.
func lintJSON(b []byte) error {
	if err := lintText(b); err != nil {
		return err
	}
	if !json.Valid(b) {
		var value any
		return json.Unmarshal(b, &value) // says why
	}
	var name string // of the member whose value comes
	for {
		i := bytes.IndexByte(b, '"')
		if i < 0 {
			return nil
		}
		b = b[i:]
		n := quotedLength(b)
		text, rest := b[:n], b[n:]
		if b = rest; bytes.HasPrefix(bytes.TrimLeft(rest, " \n"), []byte(":")) {
			name = string(text[1 : n-1])
		} else if err := lintString(name, text); err != nil {
			return err
		}
	}
}

// quotedLength is how long the text is that b begins with, quotes included.
func quotedLength(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

// lintString judges a text in its quotes. One that is not judged is looked at only
// for characters that it holds as numbers.
func lintString(name string, quoted []byte) error {
	if judges[name] == nil && !bytes.Contains(quoted, []byte(`\u`)) {
		return nil
	}
	var s string
	if err := json.Unmarshal(quoted, &s); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := legal(s); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return judge(name, s)
}
