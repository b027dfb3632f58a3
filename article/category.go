package article

import (
	"slices"
	"strings"
)

// Category is a path of names from the general to the particular:
// [金融 新浪财经 新浪财经－国內]. The empty path is the whole site.
type Category []string

// String joins the names with slashes, as the RSS 2.0 category element does; a
// slash inside a name becomes U+2215, the division slash.
func (c Category) String() string {
	names := make([]string, len(c))
	for i, n := range c {
		names[i] = strings.ReplaceAll(n, "/", "∕")
	}
	return strings.Join(names, "/")
}

// Name is the last name of the path, empty for the whole site.
func (c Category) Name() string {
	if len(c) == 0 {
		return ""
	}
	return c[len(c)-1]
}

// Parent is the path without its last name; that of the whole site is itself.
func (c Category) Parent() Category {
	if len(c) == 0 {
		return c
	}
	return c[:len(c)-1]
}

// Prefixes lists the path itself and everything above it, the whole site first.
func (c Category) Prefixes() []Category {
	ps := make([]Category, 0, len(c)+1)
	for i := range len(c) + 1 {
		ps = append(ps, c[:i:i])
	}
	return ps
}

// Equal reports whether both are the same path.
func (c Category) Equal(d Category) bool { return slices.Equal(c, d) }

// Under reports whether c is d or lies below it.
func (c Category) Under(d Category) bool {
	return len(c) >= len(d) && slices.Equal(c[:len(d)], d)
}

// Leaves are the paths that none of the others lies below.
func Leaves(paths []Category) []Category {
	return slices.DeleteFunc(slices.Clone(paths), func(c Category) bool {
		return slices.ContainsFunc(paths, func(d Category) bool { return len(d) > len(c) && d.Under(c) })
	})
}

// Compare orders paths name by name, a parent before its children.
func (c Category) Compare(d Category) int { return slices.Compare(c, d) }

// ID is the path in a form that no two paths share and ParseCategory reads
// back: its names, each ended by a NUL byte.
func (c Category) ID() string {
	var b strings.Builder
	for _, n := range c {
		b.WriteString(n)
		b.WriteByte(0)
	}
	return b.String()
}

// ParseCategory reads what ID wrote.
func ParseCategory(id string) Category {
	if id == "" {
		return Category{}
	}
	return strings.Split(strings.TrimSuffix(id, "\x00"), "\x00")
}
