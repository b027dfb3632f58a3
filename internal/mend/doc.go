// Package mend writes whatever XML a stranger sent for a feed as XML that a
// parser reads without a mistake.
//
// What it writes is flat and small: a root (rss or feed), the channel's own
// elements, the items, and in these the elements that mean something to us, each
// under one name whatever prefix it came with, its text escaped once. Nothing is
// nested deeper than a group of media in an item, nothing is declared, and no
// reference is left that would have to be looked up.
//
// It goes through the document token by token (token.go, tag.go) and forgives
// what is torn, mismatched or bare. The elements that may hold others
// (grammar.go, place.go) are kept apart from the leaves, whose end is found first
// (leaf.go), so that no missing end tag takes the next item along. What a parser
// would lose is written as elements of its own (write.go): loom:about, loom:base,
// loom:id, loom:lang.
//
// Text that people read is written as HTML, whatever the source called it
// (text.go, xhtml.go): who reads on need not know the types of Atom.
package mend
