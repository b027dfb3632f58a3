package article

import "strings"

// withoutPairs takes the pairs that drop names out of the query of an address
// (or of a fragment that is like one: #!/post?a=b), whose other bytes stay. A ?
// without anything behind it goes too, if something did.
func withoutPairs(address string, drop func(pair string) bool) string {
	before, query, _ := strings.Cut(address, "?")
	switch kept := keptPairs(query, drop); kept {
	case query:
		return address
	case "":
		return before
	default:
		return before + "?" + kept
	}
}

// withoutPairsIn is what stays of a fragment: nothing, where it is made of such
// pairs alone. A name without a value may be that of a place in the page.
func withoutPairsIn(fragment string, drop func(pair string) bool) string {
	if leadsOn(fragment) {
		return withoutPairs(fragment, drop)
	}
	pairs := strings.TrimPrefix(fragment, "?")
	if strings.Contains(pairs, "=") && keptPairs(pairs, drop) == "" {
		return ""
	}
	return fragment
}

// leadsOn reports whether a fragment is part of what the page is (#!/post, or
// #/post), as scripts have it that make pages.
func leadsOn(fragment string) bool {
	return strings.HasPrefix(fragment, "!") || strings.HasPrefix(fragment, "/")
}

// keptPairs is a query without the pairs that drop names.
//
// Pairs lie between & (URL Standard, section 5.1), but parameters are added by
// programs that do not look: after ; as HTML 4 advised (appendix B.2.2), after
// an &amp; of a link that was escaped twice, and after a second ?. So a pair
// ends at each of these. Of those that stay the signs between them stay as
// well; and a ; or ? in the value of a pair that goes ends nothing, unless a
// name and = come next.
func keptPairs(query string, drop func(pair string) bool) string {
	var kept strings.Builder
	first, dropped := true, false
	pair, rest := cutPair(query)
	for sign := ""; ; {
		inValue := dropped && (sign == ";" || sign == "?") && !strings.Contains(pair, "=")
		if dropped = inValue || drop(pair); !dropped {
			if !first {
				kept.WriteString(sign)
			}
			kept.WriteString(pair)
			first = false
		}
		if rest == "" {
			return kept.String()
		}
		sign, rest = cutSign(rest)
		pair, rest = cutPair(rest)
	}
}

// cutPair cuts s before the next sign that lies between pairs.
func cutPair(s string) (pair, rest string) {
	if i := strings.IndexAny(s, "&;?"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// cutSign cuts s, which begins with such a sign, behind it.
func cutSign(s string) (sign, rest string) {
	n := 1
	if strings.HasPrefix(s, "&amp;") {
		n = len("&amp;")
	}
	return s[:n], s[n:]
}
