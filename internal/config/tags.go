package config

import (
	"slices"

	"github.com/goccy/go-yaml/ast"

	"feedloom/article"
)

// readTags reads whether tags have feeds: true, or the path that they are below, or
// that and how many articles a tag must have.
func (r *reader) readTags(v value) {
	tags := &r.config.Site.Tags
	if _, ok := v.node.(*ast.MappingNode); ok {
		r.tagsBelow(v, "Tags")
		v.mapping(key{"path", r.readTagsPath}, key{"min", integer(&tags.Min, "1", "1000000")})
		return
	}
	r.readTagsPath(v)
}

func (r *reader) readTagsPath(v value) {
	switch s, _ := written(v.node); s {
	case "true":
		r.tagsBelow(v, "Tags")
	case "false":
		r.config.Site.Tags.Path = nil
	default:
		if m, ok := v.mention(); ok {
			r.tagsBelow(m.value, m.path...)
		}
	}
}

func (r *reader) tagsBelow(v value, path ...string) {
	r.config.Site.Tags.Path = path
	r.tags = mention{v, path, path}
}

// checkTags refuses a category below that of the tags which no tag is named like: it
// would be another one beside the tag's, in the same folder on some systems.
func (r *reader) checkTags() {
	below := article.Category(r.tags.path)
	if len(below) == 0 {
		return
	}
	r.mentions = append(r.mentions, r.tags)
	for _, m := range slices.Concat(r.mentions, r.merged) {
		if len(m.path) <= len(below) || !m.path.Under(below) || r.opts.TagWord == nil {
			continue
		}
		name := m.path[len(below)]
		if word := r.opts.TagWord(name); word != name {
			m.fail("expected a tag as its feed is named, %q, found %q", word, name)
		}
	}
}
