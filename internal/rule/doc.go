// Package rule changes the categories of articles, or drops articles, by
// conditions over them that are written in config.yaml:
//
//	title contains "Sponsored"
//	"golang" in map(tags, lower(#))
//	author == "Ann" and published > date("2024-01-01")
//
// The language is that of expr (https://expr-lang.org/docs/language-definition),
// cut down to what a condition needs. The names that it knows are the fields of
// the type environment; the functions are the rows of the table functions.
//
// A condition depends on the article alone, not on the clock, and its cost is
// bounded by the size of the article: there are no variables, no loops inside
// of loops, no functions that make a text longer, and a pattern is written out.
package rule
