// Package feed decides which articles a feed holds, and publishes the feeds:
// a Plan says where an article belongs and what a feed is called, a Document is
// one feed as a pure value, a format turns it into the bytes of a file, and an
// Output writes the files that differ from those on disk. Posts writes a file for
// each article, in formats of which a row of the table is all there is here.
//
// The same articles give the same bytes: no clock is read, and nothing hangs on
// the order of a map. Nothing is ever written outside the output folder, and no
// file is overwritten or removed that was not written here.
package feed
