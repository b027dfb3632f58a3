package feed

import (
	"fmt"
	"net/url"
	"strings"
)

// RedirectsFile lists the old addresses, below the output folder: the path of an old
// file, that of the new one, and 301, on a line each, as `_redirects` of static hosts
// has them.
const RedirectsFile = "assets/redirects.txt"

// redirects writes the RedirectsFile.
func (p *Plan) redirects(moves []move) []byte {
	var b strings.Builder
	for _, m := range moves {
		old := p.filesIn(p.folderURL(m.folder))
		for i, f := range p.files(m.to) {
			fmt.Fprintf(&b, "%s %s 301\n", onHost(old[i].URL), onHost(f.URL))
		}
	}
	return []byte(b.String())
}

// onHost is an address without its host.
func onHost(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.EscapedPath()
}

// Redirects reads what is in a RedirectsFile: old paths and new ones, as they stand in
// addresses. What is no such line is left out.
func Redirects(file []byte) map[string]string {
	to := map[string]string{}
	for line := range strings.Lines(string(file)) {
		if words := strings.Fields(line); len(words) == 3 && words[2] == "301" {
			to[words[0]] = words[1]
		}
	}
	return to
}
