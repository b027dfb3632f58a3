package config

import (
	"cmp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// oldPlace is a place of the file that says where a feed was.
type oldPlace struct {
	value
	Was
}

// readWas reads one old place or several: a category, as [News, World]; or, with a
// slash in it, a folder, as news/world/. A list of names alone is one category.
func (r *reader) readWas(into *[]Was) func(value) {
	return func(v value) {
		s, isList := v.node.(*ast.SequenceNode)
		if !isList || !slices.ContainsFunc(s.Values, isPlace) {
			r.readPlace(v, into)
			return
		}
		v.list("a list of old places", func(v value) { r.readPlace(v, into) })
	}
}

// isPlace reports whether what stands in a list is a whole place, and no name.
func isPlace(n ast.Node) bool {
	s, isText := written(n)
	return !isText || strings.Contains(s, "/")
}

func (r *reader) readPlace(v value, into *[]Was) {
	var place Was
	if s, isText := written(v.node); isText && strings.Contains(s, "/") {
		scalar(&place.Folder, "the slash path of a folder in the output, such as news/world/", r.folder)(v)
	} else if m, ok := v.mention(); ok {
		place.Path = m.path
	}
	if place.Folder != "" || len(place.Path) > 0 {
		*into = append(*into, place)
		r.places = append(r.places, oldPlace{v, place})
	}
}

// folder checks the slash path of a folder that a category can have.
func (r *reader) folder(s string) (string, bool) {
	s = strings.Trim(s, "/")
	names := strings.Split(s, "/")
	return s, len(names) <= maxPath && !slices.ContainsFunc(names, func(name string) bool {
		_, ok := r.slug(name)
		return !ok
	})
}

// checkPlaces reports every old place that a category has now, and those that two
// feeds come from. slugs and first are those of checkFolders.
func (r *reader) checkPlaces(slugs map[string]string, first map[string]mention) {
	claimed := map[string]int{}
	for _, p := range r.places {
		folder := ""
		for i, name := range p.Path {
			folder += fold(cmp.Or(slugs[p.Path[:i+1].ID()], name)) + "\x00"
		}
		if p.Folder != "" {
			folder = fold(strings.ReplaceAll(p.Folder, "/", "\x00")) + "\x00"
		}
		if there, taken := first[folder]; taken {
			p.fail("expected a place where no category is any more, found that of %s on line %d", there.prefix(strings.Count(folder, "\x00")), there.line)
			continue
		}
		if line, twice := claimed[folder]; twice {
			p.fail("expected each old place once, found that of line %d again", line)
			continue
		}
		claimed[folder] = p.line
	}
}
