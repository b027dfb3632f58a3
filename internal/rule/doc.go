// Package rule drops articles, and changes their categories, tags, titles and
// images, by expressions over them that are written in config.yaml:
//
//	title contains "Sponsored"
//	"golang" in map(tags, lower(#))
//	author == "Ann" and published > date("2024-01-01")
//	replace(title, "[Ad] ", "")
//
// The language is that of expr (https://expr-lang.org/docs/language-definition),
// cut down to what is needed here. The names that it knows are the fields of
// the type environment and the functions of the table builtins.
//
// An expression depends on the article alone, not on the clock, and its cost is
// bounded by the size of the article: there are no variables, no loops inside
// of loops, no functions that make a text longer without bounds, and a pattern
// is written out.
package rule
