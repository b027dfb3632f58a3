// Package article is the noun that every other package shares: what a source
// sent (Item), what one source said of an article (Sighting), what is kept and
// published (Article), where it belongs (Category), and by what it is
// recognised (Key, Canonical, Identify).
//
// Everything here is a pure value or a pure function: no I/O, no clock, no
// imports from the rest of the project.
package article
