package fetch

import (
	"regexp"
	"slices"
	"strings"

	"feedloom/article"
)

var (
	emailThenName = regexp.MustCompile(`^([^\s@()<>]+@[^\s@()<>]+)\s*\((.*)\)$`)
	nameThenEmail = regexp.MustCompile(`^(.*?)\s*[(<]\s*(?:mailto:)?([^\s@()<>]+@[^\s@()<>]+)\s*[)>]$`)
	emailOnly     = regexp.MustCompile(`^[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+$`)
)

// person reads an author as RSS has it: a@b.c (Name), Name (a@b.c), Name
// <a@b.c>, or one of the two.
func person(s string) article.Person {
	s = strings.Join(strings.Fields(s), " ")
	if m := emailThenName.FindStringSubmatch(s); m != nil {
		return article.Person{Name: m[2], Email: m[1]}
	}
	if m := nameThenEmail.FindStringSubmatch(s); m != nil {
		return article.Person{Name: strings.Trim(m[1], `"`), Email: m[2]}
	}
	if emailOnly.MatchString(s) {
		return article.Person{Email: s}
	}
	return article.Person{Name: s}
}

// people reads several authors, each once.
func people(texts ...string) []article.Person {
	var all []article.Person
	for _, text := range texts {
		for _, s := range apart(text) {
			all = addPerson(all, person(s))
		}
	}
	return all
}

// between is what stands between several authors in one element.
var between = regexp.MustCompile(`\s*[,;]\s*`)

// apart are the authors in one element, if there are several and each has an
// address; else the text may be one name with a comma in it.
func apart(text string) []string {
	if strings.Count(text, "@") < 2 {
		return []string{text}
	}
	all := between.Split(strings.TrimSpace(text), maxList)
	for _, s := range all {
		if p := person(s); p.Email == "" {
			return []string{text}
		}
	}
	return all
}

// maxList is how many authors, tags or enclosures an item may have: to tell them
// apart takes a time that grows with the square of their number.
const maxList = 100

func addPerson(all []article.Person, p article.Person) []article.Person {
	if p == (article.Person{}) || len(all) >= maxList {
		return all
	}
	if i := slices.IndexFunc(all, func(q article.Person) bool { return samePerson(p, q) }); i >= 0 {
		all[i].Email = first(all[i].Email, p.Email)
		all[i].URL = first(all[i].URL, p.URL)
		return all
	}
	return append(all, p)
}

func samePerson(p, q article.Person) bool {
	return p.Name != "" && strings.EqualFold(p.Name, q.Name) || p.Name == "" && q.Name == "" && p.Email == q.Email
}
