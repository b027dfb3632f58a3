package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/loom"
)

// printResults prints what the polls came to; quietly, only what failed, and
// what is told once. With again, so is what was told once before.
func (a *app) printResults(s loom.Summary, quiet, again bool) {
	if quiet {
		fmt.Fprint(a.stderr, strings.Join(sections(onlyNews(s.Results), s), "\n"))
		return
	}
	told := s.Results
	if again {
		for _, src := range s.Gone {
			told = append(told[:len(told):len(told)], loom.Result{Source: src, Gone: true})
		}
	}
	if len(s.Results) > 0 {
		a.printTable(s)
	}
	if all := sections(told, s); len(all) > 0 {
		fmt.Fprintf(a.stdout, "\n%s\n", strings.Join(all, "\n"))
	}
}

// sections are what is told of the sources one by one: what there is to know of
// those, and what failed.
func sections(told []loom.Result, s loom.Summary) (all []string) {
	for _, section := range []string{advice(told), failures(s)} {
		if section != "" {
			all = append(all, section)
		}
	}
	return all
}

// printTable prints a row for each source that was polled.
func (a *app) printTable(s loom.Summary) {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.OptionsNoBordersAndSeparators
	t.Style().Format.Header = text.FormatDefault
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 1, WidthMax: 44, WidthMaxEnforcer: shorten},
		{Number: 3, Align: text.AlignRight, AlignHeader: text.AlignRight},
		{Number: 4, Align: text.AlignRight, AlignHeader: text.AlignRight},
		{Number: 5, Align: text.AlignRight, AlignHeader: text.AlignRight},
	})
	t.AppendHeader(table.Row{"Source", "Result", "New", "Edited", "Time"})
	for _, r := range byName(s.Results) {
		t.AppendRow(table.Row{printable(nameOf(r.Source)), outcome(r), count(r.New), count(r.Edited), r.Took.Round(time.Millisecond)})
	}
	fmt.Fprintln(a.stdout, t.Render())
}

// advice says of each source that has not failed what there is to know, and of
// the sources that one host holds in one line.
func advice(results []loom.Result) string {
	var told []loom.Result
	same := map[string][]string{} // names, by what is said of them
	for _, r := range byName(results) {
		if line := r.Advice(); line != "" {
			told = append(told, r)
			same[line] = append(same[line], printable(nameOf(r.Source)))
		}
	}
	if len(told) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s to look at:\n", plural(len(told), "source"))
	for _, r := range told {
		line := r.Advice()
		switch names := same[line]; {
		case r.Held.Host == "" || len(names) == 1:
			fmt.Fprintf(&b, "  %s\n    %s\n", titledLabel(r.Source), printable(line))
		case len(names) > 1:
			fmt.Fprintf(&b, "  %s: %s\n", printable(line), some(names))
			same[line] = nil // told
		}
	}
	return b.String()
}

// some lists the first of several names, and how many more there are.
func some(names []string) string {
	const most = 2
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// onlyNews are the results with something to know that was not told before.
func onlyNews(results []loom.Result) []loom.Result {
	return slices.DeleteFunc(slices.Clone(results), func(r loom.Result) bool {
		return !r.Gone && !r.Moved && r.Refused.IsZero() && !r.Burst() && len(r.Unread) == 0
	})
}

// titledLabel is a source's title, if it has one, and where it is.
func titledLabel(s article.Source) string {
	if s.Title == "" {
		return printable(s.Label())
	}
	return printable(s.Title) + ", " + printable(s.Label())
}

// failures says of each source that failed where it is and what was wrong. What
// is wrong with this machine is said once, as the error of the command.
func failures(s loom.Summary) string {
	failed := slices.DeleteFunc(byName(s.Results), func(r loom.Result) bool { return r.Err == nil || r.Ours })
	if len(failed) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s failed:\n", plural(len(failed), "source"))
	for _, r := range failed {
		again := ""
		if r.Failures > 1 {
			again = fmt.Sprintf(" (%d times in a row)", r.Failures)
		}
		fmt.Fprintf(&b, "  %s\n    %s%s\n", titledLabel(r.Source), printable(r.Err.Error()), again)
	}
	return b.String()
}

// printFiles names the files that were written and removed, and what was left
// out, for those who want to know.
func (a *app) printFiles(s loom.Summary) {
	if !a.verbose {
		return
	}
	for _, r := range byName(s.Results) {
		if r.Forgotten > 0 {
			fmt.Fprintf(a.stdout, "left out: %s of %s, whose article is forgotten\n", plural(r.Forgotten, "item"), printable(nameOf(r.Source)))
		}
	}
	for _, name := range s.Report.Written {
		fmt.Fprintf(a.stdout, "written: %s\n", name)
	}
	for _, name := range s.Report.Removed {
		fmt.Fprintf(a.stdout, "removed: %s\n", name)
	}
}

// totals is the last line: what the cycle came to as a whole.
func totals(s loom.Summary, output string) string {
	var fresh, edited, backlog int
	for _, r := range s.Results {
		fresh += r.New
		edited += r.Edited
		backlog += r.Backlog
	}
	parts := []string{plural(fresh, "new article")}
	if backlog > 0 {
		parts[0] += fmt.Sprintf(" (%d of them backlog)", backlog)
	}
	if edited > 0 {
		parts = append(parts, fmt.Sprintf("%d edited", edited))
	}
	if s.Pruned > 0 {
		parts = append(parts, fmt.Sprintf("%d pruned", s.Pruned))
	}
	line := strings.Join(parts, ", ") + "; "
	switch written, removed := len(s.Report.Written), len(s.Report.Removed); {
	case written == 0 && removed == 0:
		line += "nothing to publish in " + output
	case removed == 0:
		line += fmt.Sprintf("%s written in %s", plural(written, "file"), output)
	default:
		line += fmt.Sprintf("%s written, %d removed in %s", plural(written, "file"), removed, output)
	}
	if n := s.NotDue - len(s.Held) - len(s.Gone); n > 0 {
		line += fmt.Sprintf("; %s not due yet", plural(n, "source"))
		if s.Ailing > 0 {
			line += fmt.Sprintf(", %d of which failed last time", s.Ailing)
		}
		line += " (--all polls them too)"
	}
	if n := len(s.Held); n == 1 {
		line += "; 1 source held at its server's wish"
	} else if n > 0 {
		line += fmt.Sprintf("; %d sources held at their servers' wish", n)
	}
	if n := len(s.Gone); n > 0 {
		line += fmt.Sprintf("; %s gone for good", plural(n, "source"))
	}
	return line + "."
}

// outcome is the word for what a poll came to.
func outcome(r loom.Result) string {
	switch {
	case r.Ours && r.Read:
		return "not saved"
	case r.Ours:
		return "not polled"
	case r.Err != nil:
		return failureWord(r.Err)
	case !r.Held.Until.IsZero():
		return "held"
	case r.Gone:
		return "gone"
	case !r.Read:
		return "not modified"
	case r.Left > 0:
		return fmt.Sprintf("%s, %d left out", plural(r.Listed, "item"), r.Left)
	}
	return plural(r.Listed, "item")
}

// failureWord tells logins and walls from the other failures: no waiting will
// end them.
func failureWord(err error) string {
	f, ok := errors.AsType[*fetch.Failure](err)
	switch {
	case ok && f.Kind == fetch.KindLogin:
		return "login"
	case ok && f.Kind == fetch.KindWall:
		return "wall"
	}
	return "failed"
}

// nameOf is what people call a source: its title, else its address.
func nameOf(s article.Source) string { return cmp.Or(s.Title, s.Label()) }

func byName(results []loom.Result) []loom.Result {
	sorted := slices.Clone(results)
	slices.SortStableFunc(sorted, func(a, b loom.Result) int {
		return cmp.Or(cmp.Compare(nameOf(a.Source), nameOf(b.Source)), cmp.Compare(a.Source.ID, b.Source.ID))
	})
	return sorted
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// shorten cuts a text to a number of terminal columns.
func shorten(s string, columns int) string {
	return text.Snip(s, columns, "…")
}
