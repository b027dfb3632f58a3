//go:build linux

package main

import (
	"os"
	"strings"
	"testing"
)

// What is wrong with the machine for a while ends `once` with status 1 and what to
// do, leaves the last good output, and is made good by the next run. Where a test
// needs what a machine does not allow, it is skipped; with FEEDLOOM_FAULTS=1 that
// is an error.

// cannot skips a test that the machine does not allow.
func cannot(t *testing.T, why string, args ...any) {
	t.Helper()
	if os.Getenv("FEEDLOOM_FAULTS") != "" {
		t.Fatalf(why, args...)
	}
	t.Skipf(why, args...)
}

// fails waits for a command that a fault keeps from doing its job, which it must
// say in these words.
func fails(t *testing.T, c *child, words ...string) {
	t.Helper()
	if status := c.status(t); status != exitNotDone {
		t.Errorf("exit status %d, want %d", status, exitNotDone)
	}
	for _, word := range words {
		if said := c.said(t); !strings.Contains(said, word) {
			t.Errorf("it does not say %q:\n%s", word, said)
		}
	}
}

// goodOutput wants all files of before to be there still, and every file whole.
func (p *planet) goodOutput(t *testing.T, before map[string]string) {
	t.Helper()
	now := contents(t, p.output)
	for name := range before {
		if _, there := now[name]; !there {
			t.Errorf("%s is gone", name)
		}
	}
	for name, content := range now {
		if err := whole(name, []byte(content)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// sameOutput wants the output to be as it was.
func (p *planet) sameOutput(t *testing.T, before map[string]string) {
	t.Helper()
	for name, content := range contents(t, p.output) {
		if before[name] != content {
			t.Errorf("%s has changed", name)
		}
	}
}

// growMuch lists more items in every feed, of that many bytes each.
func (p *planet) growMuch(text int) {
	for _, g := range p.feeds {
		g.text = text
		for range 3 {
			g.add(p.random)
		}
		g.grow(p.random, nil)
		g.text = 0
	}
}
