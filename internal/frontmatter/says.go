package frontmatter

import (
	"slices"
	"strings"
	"time"

	"feedloom/article"
)

// What a post has to say under the keys of the table; nil for nothing.

func title(_ Dialect, p Post) Value     { return asQuoted(p.Title) }
func image(_ Dialect, p Post) Value     { return asQuoted(p.Image) }
func thumbnail(_ Dialect, p Post) Value { return asQuoted(p.Thumbnail) }
func link(_ Dialect, p Post) Value      { return asQuoted(p.Link) }
func id(_ Dialect, p Post) Value        { return asQuoted(p.ID) }
func summary(_ Dialect, p Post) Value   { return asQuoted(p.Summary) }
func comments(_ Dialect, p Post) Value  { return asQuoted(p.Comments) }
func rights(_ Dialect, p Post) Value    { return asText(p.Rights) }
func language(_ Dialect, p Post) Value  { return asText(p.Language) }
func date(d Dialect, p Post) Value      { return d.asDate(p.Date) }
func updated(d Dialect, p Post) Value   { return d.asDate(p.Updated) }
func tags(_ Dialect, p Post) Value      { return asList(p.Tags) }
func post(Dialect, Post) Value          { return Text("post") }

// no has the generator show no form for comments: what a feed brought is
// discussed elsewhere.
func no(Dialect, Post) Value { return Flag(false) }

func draft(_ Dialect, p Post) Value {
	if !p.Draft {
		return nil
	}
	return Flag(true)
}

func unpublished(_ Dialect, p Post) Value {
	if !p.Draft {
		return nil
	}
	return Flag(false)
}

// authors are their names: one is a text, as every theme expects it.
func authors(_ Dialect, p Post) Value {
	var names []string
	for _, a := range p.Authors {
		if name := strings.TrimSpace(a.Name); name != "" {
			names = append(names, name)
		}
	}
	if len(names) == 1 {
		return asText(names[0])
	}
	return asList(names)
}

func images(_ Dialect, p Post) Value {
	if p.Image == "" {
		return nil
	}
	return List{p.Image}
}

func paths(_ Dialect, p Post) Value {
	all := slices.DeleteFunc(slices.Clone(p.Paths), func(c article.Category) bool { return len(c) == 0 })
	if len(all) == 0 {
		return nil
	}
	return Paths(all)
}

// names are those of all paths, each once.
func names(_ Dialect, p Post) Value {
	var all []string
	for _, c := range p.Paths {
		for _, name := range c {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return asList(all)
}

// several are the paths, where their names alone do not tell.
func several(d Dialect, p Post) Value {
	v, _ := paths(d, p).(Paths)
	if flat, _ := names(d, p).(List); len(v) == 1 && slices.Equal(v[0], article.Category(flat)) || v == nil {
		return nil
	}
	return v
}

func asQuoted(s string) Value {
	if s == "" {
		return nil
	}
	return Quoted(s)
}

func asText(s string) Value {
	if s == "" {
		return nil
	}
	return Text(s)
}

func asList(of []string) Value {
	if len(of) == 0 {
		return nil
	}
	return List(of)
}

// asDate leaves the quotes out where the date is in the dialect's own form.
func (d Dialect) asDate(s string) Value {
	if t, err := time.Parse(d.layout, s); err == nil && d.Date(t) == s {
		return Date(s)
	}
	return asText(s)
}
