package config

import (
	"regexp"
	"strings"
)

func (r *reader) readDedupe(v value) {
	d, lines := &r.config.Dedupe, map[string]int{}
	v.mapping(
		key{"window", duration(&d.Window, "0", "3650d")},
		key{"tracking", parameters(&d.Tracking, lines)},
		key{"not_tracking", parameters(&d.NotTracking, lines)},
	)
}

// parameter is the name of one in the query of an address, or the beginning of
// several. What else an address may have there is written percent-encoded, and
// names are compared as they are without.
var parameter = regexp.MustCompile(`^[^\s\pC&;?#=+%*]+\*?$`)

// parameters reads a list of names, none of which is in lines already.
func parameters(into *[]string, lines map[string]int) func(value) {
	const want = "the name of a parameter, such as ref, or trk_* for all that begin so"
	return func(v value) {
		v.list("a list of names of parameters, such as [ref, \"trk_*\"]", func(v value) {
			name := ""
			scalar(&name, want, func(s string) (string, bool) {
				return s, parameter.MatchString(s)
			})(v)
			folded := strings.ToLower(name)
			line, twice := lines[folded]
			switch {
			case name == "":
			case twice:
				v.fail("expected each name once, found that of line %d again", line)
			default:
				lines[folded] = v.line
				*into = append(*into, name)
			}
		})
	}
}
