package frontmatter

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

func parseTOML(header string) (value, error) {
	var members map[string]any
	err := toml.Unmarshal([]byte(header), &members)
	var at *toml.DecodeError
	switch {
	case errors.As(err, &at):
		line, _ := at.Position()
		return value{}, &Error{line, "invalid TOML: " + oneLine(strings.TrimPrefix(at.Error(), "toml: "))}
	case err != nil:
		return value{}, &Error{1, "invalid TOML: " + oneLine(err.Error())}
	}
	return plain(members), nil
}

// plain is a value as the libraries for TOML and JSON give it.
func plain(from any) value {
	switch from := from.(type) {
	case nil:
		return value{}
	case string:
		return scalar(from)
	case bool:
		return bare(fmt.Sprint(from))
	case time.Time:
		return scalar(from.Format(time.RFC3339))
	case []any:
		v := value{kind: isList}
		for _, e := range from {
			v.list = append(v.list, plain(e))
		}
		return v
	case map[string]any:
		v := value{kind: isMapping, members: map[string]value{}}
		for _, name := range sortedKeys(from) {
			v.set(name, plain(from[name]))
		}
		return v
	}
	return scalar(fmt.Sprint(from)) // a number, a local date
}
