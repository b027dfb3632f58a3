package main

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
)

// The columns of a title and of a source.
const (
	titleColumns  = 60
	sourceColumns = 24
)

// print prints a feed for people, so many articles of it.
func (p previewed) print(w io.Writer, ink ink, most int, zone *time.Location) {
	fresh := 0
	for _, l := range p.Articles {
		if l.New {
			fresh++
		}
	}
	line := fmt.Sprintf(": %d of at most %d articles", len(p.Articles), p.Limit)
	switch {
	case p.State == stateNew:
		line += ", " + ink.green("a new feed")
	case fresh > 0:
		line += ", " + ink.green(fmt.Sprintf("%d of them new", fresh))
	}
	fmt.Fprintln(w, ink.bold(printable(nameOfFeed(p.Path)))+line)
	for _, l := range p.Articles[:min(most, len(p.Articles))] {
		fmt.Fprintln(w, l.row(ink, zone))
	}
	if more := len(p.Articles) - most; more > 0 && most > 0 {
		fmt.Fprintf(w, "      … and %d more (--all lists them)\n", more)
	}
}

// row is a line about an article in its place.
func (l listed) row(ink ink, zone *time.Location) string {
	title := text.Snip(printable(cmp.Or(l.Title, l.Link, l.ID)), titleColumns, "…")
	source := text.Snip(printable(l.Source), sourceColumns, "…")
	row := fmt.Sprintf("%5d %s %s  %s  %s", l.Place, sign(l.New), dateOf(l.Date, zone), text.Pad(title, titleColumns, ' '), source)
	if l.New {
		return ink.green(row)
	}
	return row
}

func sign(fresh bool) string {
	if fresh {
		return "+"
	}
	return " "
}
