package article

import (
	"maps"
	"slices"
	"strings"
)

// Tracking knows the parameters that say where a click came from and nothing
// of what is shown. The zero value knows those of the built-in list, which is
// in trackers.go.
type Tracking struct{ more, kept names }

// NewTracking is the built-in list, with more names and without those that are
// kept. Upper and lower case are the same; a * at the end of a name stands for
// all that begin so.
func NewTracking(more, kept []string) Tracking {
	return Tracking{namesOf(more...), namesOf(kept...)}
}

// StripTracking is Strip by the built-in list.
func StripTracking(raw string) string { return Tracking{}.Strip(raw) }

// Strip removes the tracking parameters of an address and leaves all else as
// it was, save the white space that no address has. A fragment goes where it is
// made of such parameters alone (#xtor=RSS-1). What is no address with a host
// is returned as it is.
func (t Tracking) Strip(raw string) string {
	if !strings.ContainsAny(raw, "?#") {
		return raw
	}
	u := Reference(raw)
	if u == nil || u.Host == "" {
		return raw
	}
	tracks := t.on(u.Hostname())
	address := lineEnds.Replace(strings.TrimSpace(raw))
	before, fragment, found := strings.Cut(address, "#")
	stripped := withoutPairs(before, tracks)
	if f := withoutPairsIn(fragment, tracks); found && f == fragment || f != "" {
		stripped += "#" + f
	}
	// White space at its end would be taken for what stands behind the address.
	if stripped == address || stripped != strings.TrimSpace(stripped) {
		return raw
	}
	return stripped
}

// Again is the canonical URL that this list makes of one which another list has
// made: it lost its scheme, and what that list called tracking is gone.
func (t Tracking) Again(canonical string) string {
	if start, _ := authority(canonical); start > 0 {
		return t.Canonical(canonical)
	}
	if again := t.Canonical("//" + canonical); !strings.HasPrefix(again, "//") {
		return again
	}
	return canonical // a urn
}

// Relink sets the item's link to what the source sent, tracking removed.
// changed says whether it was another.
func (t Tracking) Relink(it *Item) (changed bool) {
	before, sent := it.Link, it.sentLink()
	if it.Link, it.SentLink = t.Strip(sent), sent; it.Link == sent {
		it.SentLink = ""
	}
	return it.Link != before
}

// Fingerprint changes with whatever changes the canonical form of an address:
// the names, or the form itself.
func (t Tracking) Fingerprint() string {
	const form = "1" // of Canonical: count on when it changes
	all := slices.Concat([]string{form}, everywhere.patterns, []string{""}, t.more.patterns, []string{""}, t.kept.patterns)
	for _, host := range slices.Sorted(maps.Keys(onHosts)) {
		all = append(append(all, "", host), onHosts[host].patterns...)
	}
	return HashOf(all...).String()
}

// on is what tells tracking pairs from others in the addresses of a host.
func (t Tracking) on(host string) func(pair string) bool {
	local := namesOn(host)
	return func(pair string) bool {
		name, value, hasValue := strings.Cut(pair, "=")
		name = strings.ToLower(unescaped(name))
		if pair = name; hasValue {
			pair += "=" + strings.ToLower(unescaped(value))
		}
		return !t.kept.have(name, pair) && (everywhere.have(name, pair) || local.have(name, pair) || t.more.have(name, pair))
	}
}

// namesOn are the names of the host, or of the nearest one above it.
func namesOn(host string) names {
	for host = strings.TrimRight(host, "."); host != ""; _, host, _ = strings.Cut(host, ".") {
		if n, ok := onHosts[host]; ok {
			return n
		}
	}
	return names{}
}

// names are parameters, each by its name, or by its name and value.
type names struct {
	whole    map[string]bool
	prefixes []string
	patterns []string // what it was made of
}

func namesOf(patterns ...string) names {
	n := names{whole: make(map[string]bool, len(patterns)), patterns: patterns}
	for _, p := range patterns {
		if prefix, wild := strings.CutSuffix(strings.ToLower(p), "*"); wild {
			n.prefixes = append(n.prefixes, prefix)
		} else {
			n.whole[prefix] = true
		}
	}
	return n
}

// have reports whether a pair, whose name is given too, is one of them.
func (n names) have(name, pair string) bool {
	return n.whole[name] || n.whole[pair] ||
		slices.ContainsFunc(n.prefixes, func(prefix string) bool { return strings.HasPrefix(pair, prefix) })
}
