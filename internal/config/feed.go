package config

import (
	"strings"
	"unicode"
)

func (r *reader) readFeeds(v value) {
	lines := map[string]int{}
	v.list("a list of feeds", func(v value) {
		var f Feed
		given := v.mapping(
			key{"path", r.category(&f.Path)},
			key{"slug", scalar(&f.Slug, "a name that a folder can have on every system, and that is not kept for something else", r.slug)},
			key{"title", line(&f.Title)},
			key{"description", prose(&f.Description)},
			key{"limit", integer(&f.Limit, "1", maxLimit)},
			key{"archive", scalar(&f.Archive, yesOrNo, func(s string) (*bool, bool) {
				on, ok := truth(s)
				return &on, ok
			})},
			key{"retention", categoryRetention(&f.Retention)},
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

// slug checks the name of a folder: it is published as it is written.
func (r *reader) slug(s string) (string, bool) {
	return s, s != "" && !strings.ContainsFunc(s, unicode.IsControl) && (r.opts.Folder == nil || r.opts.Folder(s) == s)
}
