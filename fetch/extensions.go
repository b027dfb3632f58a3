package fetch

import (
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"feedloom/article"
)

// atomLink is the first atom:link of that relation inside RSS.
func atomLink(e ext.Extensions, rel string) string {
	for _, l := range e["atom"]["link"] {
		if l.Attrs["rel"] == rel || l.Attrs["rel"] == "" && rel == "alternate" {
			return l.Attrs["href"]
		}
	}
	return ""
}

// values are the texts of the elements of that name.
func values(elements map[string][]ext.Extension, name string) []string {
	var all []string
	for _, e := range elements[name] {
		all = append(all, e.Value)
	}
	return all
}

// value is the first of them that is not blank.
func value(elements map[string][]ext.Extension, name string) string {
	return first(values(elements, name)...)
}

// attr is the first value of an attribute of theirs that is not blank.
func attr(elements map[string][]ext.Extension, name, attribute string) string {
	for _, e := range elements[name] {
		if v := strings.TrimSpace(e.Attrs[attribute]); v != "" {
			return v
		}
	}
	return ""
}

// atomAuthors are the atom:author elements inside RSS.
func atomAuthors(e ext.Extensions) []article.Person {
	var all []article.Person
	for _, a := range e["atom"]["author"] {
		p := person(value(a.Children, "name"))
		p.Email, p.URL = first(value(a.Children, "email"), p.Email), value(a.Children, "uri")
		all = addPerson(all, p)
	}
	return all
}
