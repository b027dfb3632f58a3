package config

import (
	"strings"
	"time"
	"unicode"

	"feedloom/article"
)

func (r *reader) readFeeds(v value) {
	lines := map[string]int{}
	v.list("a list of feeds", func(v value) {
		f := Feed{Line: v.line}
		given := v.mapping(
			key{"path", r.category(&f.Path)},
			key{"slug", scalar(&f.Slug, "a name that a folder can have on every system, and that is not kept for something else", r.slug)},
			key{"title", line(&f.Title)},
			key{"description", prose(&f.Description)},
			key{"limit", integer(&f.Limit, "1", maxLimit)},
			key{"was", r.readWas(&f.Was)},
			key{"max_age", r.maxAge(&f.MaxAge)},
			key{"merge", r.readMerge(&f.Merge)},
			key{"include", func(v value) { condition(&f.Include)(v) }},
			key{"exclude", func(v value) { condition(&f.Exclude)(v) }},
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

// maxAge reads that of a feed, which may show for ever what others do not.
func (r *reader) maxAge(into *time.Duration) func(value) {
	return func(v value) {
		before := len(r.errs)
		duration(into, "0", "36500d")(v)
		if *into == 0 && len(r.errs) == before {
			*into = article.Forever
		}
	}
}

// readMerge reads the categories that a feed takes in. Whether there are such is
// known when all of the file is read.
func (r *reader) readMerge(into *[]article.Category) func(value) {
	return func(v value) {
		for _, m := range v.paths("a list of paths, such as [[News, World], [Politics]]") {
			*into = append(*into, m.path)
			r.merged = append(r.merged, m)
		}
	}
}

// checkMerged reports the merged categories that nothing puts an article into.
// Where items bring their own categories, as those of a folder of posts do, nobody
// can tell.
func (r *reader) checkMerged() {
	known := map[string]bool{}
	for _, m := range r.mentions {
		for _, path := range m.path.Prefixes() {
			known[path.ID()] = true
		}
	}
	for _, s := range r.config.Sources {
		if s.Own || !isWeb(&s.Source) && len(s.Categories) == 0 {
			return
		}
	}
	for _, m := range r.merged {
		if tags := r.config.Site.Tags.Path; !known[m.path.ID()] && (len(tags) == 0 || !m.path.Under(tags)) {
			m.fail("expected a category that a source, a rule or a feed names, found %s", m.prefix(len(m.path)))
		}
	}
}
