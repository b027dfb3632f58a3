package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"feedloom/loom"
)

// progress shows how far the polls are: a bar on a terminal, a line a source
// elsewhere. The reasons are for the end, where they stand together.
type progress struct {
	w   io.Writer // nil: nothing is shown
	bar *progressbar.ProgressBar
}

func (a *app) progress(quiet bool) *progress {
	if quiet {
		return &progress{}
	}
	return &progress{w: a.stderr}
}

// indexing says how far the index by new categories is.
func (p *progress) indexing(done, articles int) {
	if p.w != nil {
		fmt.Fprintf(p.w, "indexing what is stored by the categories of the config: %d of %d articles\n", done, articles)
	}
}

func (p *progress) begin(sources int) {
	if p.w == nil || sources == 0 || !onTerminal(p.w) {
		return
	}
	p.bar = progressbar.NewOptions(sources,
		progressbar.OptionSetWriter(p.w),
		progressbar.OptionSetDescription("polling"),
		progressbar.OptionShowCount(),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionThrottle(50*time.Millisecond),
	)
}

func (p *progress) done(r loom.Result) {
	switch {
	case p.w == nil:
	case p.bar != nil:
		p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	case r.Err != nil && !r.Ours:
		fmt.Fprintf(p.w, "%s: failed\n", printable(nameOf(r.Source)))
	case r.Ours || r.Gone || !r.Held.Until.IsZero():
		fmt.Fprintf(p.w, "%s: %s\n", printable(nameOf(r.Source)), outcome(r))
	default:
		fmt.Fprintf(p.w, "%s: %s, %d new, %d edited\n", printable(nameOf(r.Source)), outcome(r), r.New, r.Edited)
	}
}

func (p *progress) end() {
	if p.bar != nil {
		p.bar.Finish()
	}
}
