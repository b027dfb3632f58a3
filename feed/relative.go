package feed

import "strings"

// relative is an address of the site as it stands on the page at from, which
// ends in a slash: so that a page leads to its neighbours wherever the folder
// was put, and from a disk.
func relative(from, to string) string {
	shared := 0
	for i := 0; i < len(from) && i < len(to) && from[i] == to[i]; i++ {
		if from[i] == '/' {
			shared = i + 1
		}
	}
	if shared <= len("https://") { // another site
		return to
	}
	rel := strings.Repeat("../", strings.Count(from[shared:], "/")) + to[shared:]
	if rel == "" || strings.Contains(strings.SplitN(rel, "/", 2)[0], ":") {
		return "./" + rel // a colon would end a scheme (RFC 3986, section 4.2)
	}
	return rel
}
