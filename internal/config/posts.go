package config

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"feedloom/internal/rule"
)

// defaultPosts is the folder of posts in site.output.
const defaultPosts = "_posts"

// postsAt is where the file names a folder of posts, or does not.
type postsAt struct {
	value
	dir string
}

// postFormats are those of the site's formats that are one file for each article.
func (r *reader) postFormats() []string {
	var names []string
	for _, name := range r.config.Site.Formats {
		if slices.Contains(r.opts.Posts, name) {
			names = append(names, name)
		}
	}
	return names
}

// readPosts reads the folder of the only format of posts, or the folder of each.
func (r *reader) readPosts(v value) {
	wanted := r.postFormats()
	if len(wanted) == 0 {
		v.fail("expected a format of posts in site.formats (%s), found none: nothing would be written here", strings.Join(r.opts.Posts, ", "))
		return
	}
	r.config.Site.Posts = map[string]string{}
	if _, plain := written(v.node); !plain {
		v.pairs(fmt.Sprintf("a folder, or a mapping with one for each of %s", strings.Join(r.opts.Posts, ", ")), r.readPostFolder)
		return
	}
	if len(wanted) > 1 {
		v.fail("expected a folder for each of %s, such as posts: {%s: %s}, found one for all", strings.Join(wanted, ", "), wanted[0], "site/posts")
		return
	}
	r.postFolder(v, wanted[0])
}

func (r *reader) readPostFolder(v value, name string) {
	near, isNear := rule.Nearest(name, r.opts.Posts)
	switch wanted := r.postFormats(); {
	case slices.Contains(wanted, name):
		r.postFolder(v, name)
	case slices.Contains(r.opts.Posts, name):
		v.fail("expected a format that site.formats names, found %s: add it there, or leave its folder out", name)
	case isNear:
		v.fail("unknown format; did you mean %q?", near)
	default:
		v.fail("unknown format; expected %s", strings.Join(r.opts.Posts, ", "))
	}
}

// postFolder reads a folder of posts: one of its own, like site.output, since
// files in it are written and removed.
func (r *reader) postFolder(v value, format string) {
	dir := ""
	scalar(&dir, "a folder, such as blog/source/_posts", func(s string) (string, bool) {
		return r.absolute(s), s != "" && !strings.Contains(s, "://") && !strings.ContainsFunc(s, unicode.IsControl)
	})(v)
	if dir == "" {
		return
	}
	if within(r.config.Dir, dir) {
		v.fail("expected a folder of its own, found one that has config.yaml in it")
		return
	}
	for other, taken := range r.config.Site.Posts {
		if taken == dir {
			v.fail("expected a folder for each format, found that of %s again", other)
			return
		}
	}
	r.config.Site.Posts[format] = dir
	r.postsAt = append(r.postsAt, postsAt{v, dir})
}

// settlePosts sees to it that each format of posts has a folder.
func (r *reader) settlePosts(v value, given map[string]bool) {
	wanted := r.postFormats()
	v.key = v.join("posts")
	if len(wanted) == 1 && !given["posts"] {
		dir := filepath.Join(r.config.Site.Output, defaultPosts)
		r.config.Site.Posts = map[string]string{wanted[0]: dir}
		r.postsAt = append(r.postsAt, postsAt{v, dir})
		return
	}
	for _, name := range wanted {
		if _, named := r.config.Site.Posts[name]; !named && (!given["posts"] || len(r.config.Site.Posts) > 0) {
			v.fail("expected a folder for the posts of %s, found none; such as posts: {%s: site/posts}", name, name)
		}
	}
}

// checkPosts refuses to read as a source what is written as posts: each round
// would quote the one before.
func (r *reader) checkPosts() {
	for _, at := range r.postsAt {
		for _, s := range r.config.Sources {
			if filepath.IsAbs(s.URL) && (within(s.URL, at.dir) || within(at.dir, s.URL)) {
				at.fail("expected a folder that no source is read from, found that of %s", s.Label())
			}
		}
	}
}
