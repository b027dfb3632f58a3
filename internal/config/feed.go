package config

import (
	"slices"
	"strings"
	"unicode"
)

// reserved are the names of what is published beside the folders.
var reserved = []string{"rss.xml", "atom.xml", "feed.json", "index.html", "opml.xml", "status", "assets"}

func (r *reader) readFeeds(v value) {
	lines := map[string]int{}
	v.list("a list of feeds", func(v value) {
		var f Feed
		given := v.mapping(
			key{"path", r.category(&f.Path)},
			key{"slug", scalar(&f.Slug, "the name of a folder, without separators, that is not reserved and does not begin with a dot", folderName)},
			key{"title", line(&f.Title)},
			key{"description", prose(&f.Description)},
			key{"limit", integer(&f.Limit, "1", maxLimit)},
		)
		if given != nil && !given["path"] {
			v.fail("expected the path of a category, such as path: [News, World], found none")
		}
		if len(f.Path) == 0 {
			return
		}
		if line, twice := lines[f.Path.ID()]; twice {
			v.fail("expected each path once, found that of line %d again", line)
			return
		}
		lines[f.Path.ID()] = v.line
		r.config.Feeds = append(r.config.Feeds, f)
	})
}

func folderName(s string) (string, bool) {
	taken := slices.ContainsFunc(reserved, func(name string) bool { return strings.EqualFold(name, s) })
	return s, s != "" && !taken && s[0] != '.' && !strings.ContainsAny(s, `/\`) && !strings.ContainsFunc(s, unicode.IsControl)
}
