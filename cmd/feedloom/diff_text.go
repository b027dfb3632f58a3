package main

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// print prints the differences for people, so many articles of a feed.
func (d differences) print(w io.Writer, ink ink, most int, zone *time.Location) {
	for _, f := range d.Feeds {
		f.print(w, ink, most, zone)
	}
	if !d.Other.none() {
		fmt.Fprintf(w, "%s: %s\n", ink.bold("Other files"), d.Other.line(3))
	}
	if !d.Differs {
		fmt.Fprintln(w, "Nothing would change.")
		return
	}
	if len(d.Feeds) > 0 {
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, d.totals())
}

// totals is the last line.
func (d differences) totals() string {
	count := map[string]int{}
	all := d.Other
	for _, f := range d.Feeds {
		count[f.State]++
		all.add(f.Files)
	}
	var parts []string
	for _, state := range []string{stateNew, stateGone, stateChanged} {
		if n := count[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", plural(n, "feed"), state))
		}
	}
	parts = append(parts, fmt.Sprintf("%s to write, %d to remove", plural(len(all.Written), "file"), len(all.Removed)))
	if d.Pruned > 0 {
		parts = append(parts, plural(d.Pruned, "article")+" to prune")
	}
	return strings.Join(parts, "; ") + ". Nothing was changed."
}

func (f feedDiffering) print(w io.Writer, ink ink, most int, zone *time.Location) {
	fmt.Fprintf(w, "%s: %s\n", ink.bold(printable(f.Name)), f.summary(ink))
	left := most
	for _, group := range []struct {
		sign     string
		paint    func(string) string
		articles []listed
	}{{"+", ink.green, f.Added}, {"-", ink.red, f.Removed}, {"~", ink.yellow, f.Changed}} {
		for _, l := range group.articles[:min(left, len(group.articles))] {
			fmt.Fprintf(w, "  %s\n", group.paint(group.sign+" "+l.line(zone)))
			left--
		}
	}
	if more := len(f.Added) + len(f.Removed) + len(f.Changed) - most; more > 0 {
		fmt.Fprintf(w, "  … and %d more (--all lists them)\n", more)
	}
}

// summary says in a few words what would become of the feed.
func (f feedDiffering) summary(ink ink) string {
	switch f.State {
	case stateNew:
		return ink.green("a new feed") + ", " + plural(len(f.Added), "article")
	case stateGone:
		return ink.red("goes") + ", with " + baseNames(f.Files.Removed, 4) + "; " + plural(len(f.Removed), "article")
	}
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{len(f.Added), "added"}, {len(f.Removed), "removed"}, {len(f.Changed), "different"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	if len(f.Head) > 0 {
		parts = append(parts, "its "+strings.Join(f.Head, ", "))
	}
	switch {
	case len(parts) == 0:
		parts = append(parts, f.Files.line(4))
	case len(f.Files.Removed) > 0:
		parts = append(parts, files{Removed: f.Files.Removed}.line(4))
	}
	return strings.Join(parts, ", ")
}

// line is one line about an article.
func (l listed) line(zone *time.Location) string {
	line := dateOf(l.Date, zone) + "  " + cmp.Or(l.Title, l.Link, l.ID)
	if l.Source != "" {
		line += " (" + l.Source + ")"
	}
	if len(l.What) > 0 {
		line += ": " + strings.Join(l.What, ", ")
	}
	if l.Before != "" {
		line += `, was "` + l.Before + `"`
	}
	return printable(line)
}

func dateOf(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "undated   "
	}
	return t.In(zone).Format(time.DateOnly)
}

// line names the files, so many of each kind.
func (f files) line(most int) string {
	var parts []string
	if len(f.Written) > 0 {
		parts = append(parts, baseNames(f.Written, most)+" written anew")
	}
	if len(f.Removed) > 0 {
		parts = append(parts, baseNames(f.Removed, most)+" removed")
	}
	return strings.Join(parts, ", ")
}

func baseNames(names []string, most int) string {
	var bases []string
	for _, name := range names[:min(most, len(names))] {
		bases = append(bases, path.Base(name))
	}
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(bases, ", "), more)
	}
	return strings.Join(bases, ", ")
}
