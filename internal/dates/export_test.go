package dates

import "strings"

// Names are the forms of the months (from January) and of the weekdays (from
// Monday) by language, as the tables have them.
func Names() map[string][2][][]string {
	all := map[string][2][][]string{}
	for _, l := range languages {
		if l.months != "" {
			all[l.name] = [2][][]string{forms(l.months), forms(l.weekdays)}
		}
	}
	return all
}

func forms(table string) (all [][]string) {
	for _, names := range strings.Split(table, "|") {
		all = append(all, strings.Fields(names))
	}
	return all
}

// Usual is the path of the two usual forms alone.
var Usual = usual
