//go:build linux

package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// leastFiles is how many open files a Go program needs to begin: of fewer its
// runtime says so itself.
const leastFiles = 8

// limited is a run under a limit of the shell's ulimit.
func (p *planet) limited(t *testing.T, option string, limit int) *child {
	t.Helper()
	return launch(t, p.dir, "sh", "-c", fmt.Sprintf("ulimit -%s %d && exec feedloom once --all", option, limit))
}

// However few files may be open, what lacks for it is said, no source counts as
// failed, and with enough of them all is there.
func TestFaultFewFiles(t *testing.T) {
	p := newPlanet(t, 5)
	p.grow()
	p.wholeRun(t)
	unpolled, done, step := 0, 0, 2
	if os.Getenv("FEEDLOOM_FAULTS") != "" {
		step = 1
	}
	for limit := leastFiles; done < 2 && limit < 100; limit += step {
		before := contents(t, p.output)
		p.growMuch(100)
		c := p.limited(t, "n", limit)
		if c.status(t) == exitDone {
			done++
			continue
		}
		fails(t, c, "too many open files", "ulimit -n")
		if strings.Contains(c.said(t), "left for the next run") {
			unpolled++
		}
		p.goodOutput(t, before)
		p.look(t, false)
		for source, cp := range p.kept.checkpoints {
			if cp.Failures > 0 {
				t.Errorf("with %d files %s has failed: %s", limit, source, cp.Error)
			}
		}
	}
	if done == 0 || unpolled == 0 {
		t.Errorf("%d runs were done, in %d a source was not polled: this test shows nothing", done, unpolled)
	}
	p.wholeRun(t)
}

// A limit on the size of files is an error as a full disk is, and no crash.
func TestFaultFileSizeLimit(t *testing.T) {
	p := newPlanet(t, 6)
	p.grow()
	fails(t, p.limited(t, "f", 8), "file too large", "feedloom.db", "ulimit -f")
	p.wholeRun(t)
	for _, limit := range []int{8, 64, 512} {
		before := contents(t, p.output)
		p.growMuch(longText)
		fails(t, p.limited(t, "f", limit), "file too large", "feedloom.db", "ulimit -f")
		p.sameOutput(t, before)
	}
	p.wholeRun(t)
}
