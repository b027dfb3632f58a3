package frontmatter

import "strings"

type kind int

const (
	isNothing kind = iota
	isText
	isSwitch // true or false, and what YAML 1.1 takes for these
	isList
	isMapping
)

// value is what a key says, whatever the syntax: a text, a list or a mapping.
// The zero value says nothing.
type value struct {
	kind    kind
	text    string
	list    []value
	members map[string]value // by normal names
}

func scalar(text string) value { return value{kind: isText, text: text} }

// bare is a scalar that was written without quotes.
func bare(text string) value {
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off":
		return value{kind: isSwitch, text: text}
	}
	return scalar(text)
}

// normal is the one name of a key: last_modified_at, lastModifiedAt and
// Last-Modified-At are the same.
func normal(key string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(key))
}

// set adds a member; the last of a name counts, as far as it says something.
func (v *value) set(name string, m value) {
	if m.kind != isNothing {
		v.members[normal(name)] = m
	}
}

// at is the member of that name, or of the mapping in a mapping: "cover.image".
func (v value) at(path string) value {
	for name := range strings.SplitSeq(path, ".") {
		v = v.members[name]
	}
	return v
}

// first is the first text that one of the members says and that is wanted.
func (v value) first(wanted func(value) bool, names ...string) string {
	for _, name := range names {
		for _, e := range v.at(name).scalars() {
			if s := strings.TrimSpace(e.text); s != "" && wanted(e) {
				return s
			}
		}
	}
	return ""
}

// scalars are the value itself, or those in its list.
func (v value) scalars() []value {
	if v.kind != isList {
		return []value{v}
	}
	var all []value
	for _, e := range v.list {
		if e.kind == isText || e.kind == isSwitch {
			all = append(all, e)
		}
	}
	return all
}

// names are the texts that are not blank.
func (v value) names() (names []string) {
	for _, e := range v.scalars() {
		if s := strings.TrimSpace(e.text); s != "" {
			names = append(names, s)
		}
	}
	return names
}

// What a key may want; many can be switched on or off as well.
func anything(value) bool { return true }

func isSaid(v value) bool { return v.kind == isText }

// isPicture tells an address from a colour.
func isPicture(v value) bool { return isSaid(v) && !strings.HasPrefix(strings.TrimSpace(v.text), "#") }

func isAddress(v value) bool { return isSaid(v) && isWeb(v.text) }

func isWeb(s string) bool {
	scheme, _, ok := strings.Cut(strings.TrimSpace(s), "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}
