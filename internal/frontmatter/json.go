package frontmatter

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// parseMembers reads what Hexo has between lines of ;;;, the braces left out.
func parseMembers(header string) (value, error) {
	if strings.HasPrefix(strings.TrimSpace(header), "{") {
		return parseJSON(header)
	}
	return parseJSON("{" + strings.TrimSuffix(strings.TrimSpace(header), ",") + "}")
}

func parseJSON(header string) (value, error) {
	d := json.NewDecoder(strings.NewReader(header))
	d.UseNumber()
	var from any
	if err := d.Decode(&from); err != nil {
		return value{}, jsonError(header, err, 1)
	}
	if _, err := d.Token(); err != io.EOF {
		return value{}, &Error{lineAt(header, d.InputOffset()), "invalid JSON: something stands behind its end"}
	}
	return plain(from), nil
}

// jsonError puts the error of a text that begins on that line into our form.
func jsonError(text string, err error, line int) error {
	at := int64(len(text))
	if s, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = s.Offset
	}
	return &Error{line + lineAt(text, at) - 1, "invalid JSON: " + oneLine(err.Error())}
}

func lineAt(text string, offset int64) int {
	return 1 + strings.Count(text[:min(max(offset, 0), int64(len(text)))], "\n")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
