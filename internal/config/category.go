package config

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"feedloom/article"
)

// mention is a place of the file that names a category: a path, and the same
// as the file has it.
type mention struct {
	value
	path    article.Category
	written []string
}

// maxName is how long a name in a path may be, in bytes. A path has at most
// maxPath names, so that no index and no folder is too deep for it.
const (
	maxName = 200
	maxPath = 16
)

// prefix shows the first n names.
func (m mention) prefix(n int) string { return "[" + strings.Join(m.written[:n], ", ") + "]" }

// category reads a path that gets a folder.
func (r *reader) category(into *article.Category) func(value) {
	return func(v value) {
		if m, ok := v.mention(); ok {
			*into = m.path
			r.mentions = append(r.mentions, m)
		}
	}
}

// mention reads a path: a list of names, or one name. The white space around
// a name is no part of it.
func (v value) mention() (mention, bool) {
	m, good := mention{value: v}, true
	name := func(v value) {
		const want = "a name of at most 200 bytes, not blank and without control characters"
		t, ok := v.text(want)
		switch {
		case !ok:
			good = false
		case t.full == "" || len(t.full) > maxName || strings.ContainsFunc(t.full, unicode.IsControl):
			v.wrong(want)
			good = false
		}
		m.path = append(m.path, t.full)
		m.written = append(m.written, strings.TrimSpace(t.written))
	}
	if _, ok := written(v.node); ok {
		name(v)
		return m, good
	}
	const want = "a path of names, such as [News, World]"
	count, ok := v.list(want, name)
	switch {
	case ok && count == 0:
		v.fail("expected %s, found an empty list", want)
	case count > maxPath:
		v.fail("expected %s, of at most %d of them, found %d", want, maxPath, count)
		good = false
	}
	return m, good && count > 0
}

// paths reads a list of paths, which is not empty.
func (v value) paths(want string) (all []mention) {
	count, ok := v.list(want, func(v value) {
		if s, isName := written(v.node); isName {
			v.fail("expected a path such as [News, World], found the name %s", quote(s))
		} else if m, ok := v.mention(); ok {
			all = append(all, m)
		}
	})
	if ok && count == 0 {
		v.fail("expected %s, found an empty list", want)
	}
	return all
}

// checkFolders reports every category whose folder is that of another one, on
// a file system that tells neither case nor Unicode forms apart.
func (r *reader) checkFolders() {
	slices.SortStableFunc(r.mentions, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	slugs := map[string]string{}
	for _, f := range r.config.Feeds {
		slugs[f.Path.ID()] = f.Slug
	}
	first := map[string]mention{}
	for _, m := range r.mentions {
		r.checkFolder(m, slugs, first)
	}
	r.checkPlaces(slugs, first)
}

func (r *reader) checkFolder(m mention, slugs map[string]string, first map[string]mention) {
	folder := ""
	for i, name := range m.path {
		n := i + 1
		folder += fold(cmp.Or(slugs[m.path[:n].ID()], name)) + "\x00"
		other, taken := first[folder]
		if !taken {
			first[folder] = m
		} else if !other.path[:n].Equal(m.path[:n]) {
			m.fail("%s would have the folder of %s on line %d%s: spell both in one way, or give one of them another slug in feeds",
				m.prefix(n), other.prefix(n), other.line, whyUnseen(m.path[:n], other.path[:n]))
			return
		}
	}
}

// whyUnseen explains the difference between two paths that look the same.
func whyUnseen(a, b article.Category) string {
	if norm.NFC.String(a.ID()) == norm.NFC.String(b.ID()) {
		return ", whose accents are other Unicode characters"
	}
	return ""
}

// fold is equal for the names that such a file system takes for one.
func fold(name string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(name)))
}
