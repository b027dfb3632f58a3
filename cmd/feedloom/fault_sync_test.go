//go:build linux

package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// injected is a run in which system calls fail, as strace's option inject has it. It
// counts them a thread, so that which of all calls fail is a little by chance.
// What strace saw of the calls at these paths is in the file trace.
func (p *planet) injected(t *testing.T, trace, calls, which string, paths ...string) *child {
	t.Helper()
	command := []string{"strace", "-f", "-qq", "-o", trace, "-e", "trace=" + calls + ",pwrite64", "-e", "inject=" + calls + ":error=EIO:when=" + which}
	for _, path := range paths {
		command = append(command, "-P", path)
	}
	return launch(t, p.dir, append(command, "feedloom", "once", "--all")...)
}

func needsStrace(t *testing.T) {
	t.Helper()
	if err := exec.Command("strace", "-qq", "-o", os.DevNull, "-e", "inject=fsync:error=EIO", "true").Run(); err != nil {
		cannot(t, "needs strace, and the right to trace: %v", err)
	}
}

// whichFail are the calls that fail: the first of each thread, and so on; all. In
// short form there are few.
func whichFail() []string {
	if os.Getenv("FEEDLOOM_FAULTS") == "" {
		return []string{"2", "1+"}
	}
	return []string{"1", "2", "3", "4", "6", "9", "1+", "2+", "4+"}
}

// A sync or rename that fails, whichever it is, is told; what was published stays
// whole, and the next run makes it good.
func TestFaultFailingCalls(t *testing.T) {
	needsStrace(t)
	for _, c := range []struct {
		name, calls string
		again       bool     // a run makes it good by itself, where it can
		paths       []string // below the planet's folder; none: all
	}{
		{"syncs of the store", "fsync,fdatasync", true, []string{"store/feedloom.db"}},
		{"syncs of the output", "fsync", false, nil},
		{"syncs of a feed's folder", "fsync", false, []string{"site/public/Science"}},
		{"syncs of the output's folder", "fsync", false, []string{"site/public"}},
		{"renames", "/rename", false, nil},
		{"writes of the store", "pwrite64", true, []string{"store/feedloom.db"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlanet(t, 7)
			p.grow()
			p.wholeRun(t)
			var paths []string
			for _, path := range c.paths {
				paths = append(paths, filepath.Join(p.dir, path))
			}
			hit := 0
			for _, which := range whichFail() {
				before := contents(t, p.output)
				p.growMuch(100)
				trace := filepath.Join(t.TempDir(), "trace")
				run := p.injected(t, trace, c.calls, which, paths...)
				if run.status(t) != exitDone {
					fails(t, run, "input/output error", "disk may be failing")
					hit++
				} else if !c.again && told(t, trace) {
					t.Errorf("when=%s: a call failed, and nothing is said of it", which)
				}
				p.goodOutput(t, before)
				p.look(t, false)
				if which == "1+" {
					p.wholeRun(t)
				}
			}
			if hit == 0 {
				t.Error("no run failed: this test shows nothing")
			}
			p.wholeRun(t)
		})
	}
}

// What was removed does not come back with a loss of power, when nobody would know
// whose it is: the folder that it was in is synced before the manifest forgets it.
func TestFaultRemovedForGood(t *testing.T) {
	needsStrace(t)
	p := newPlanet(t, 11)
	p.grow()
	p.wholeRun(t)
	path := filepath.Join(p.dir, "config.yaml")
	config, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(config), "[News, Alpha]", "[News, Other]", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	trace := filepath.Join(t.TempDir(), "trace")
	launch(t, p.dir, "strace", "-f", "-y", "-qq", "-o", trace, "-e", "trace=unlinkat,fsync,/rename", "feedloom", "once").status(t)
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	_, after, removed := strings.Cut(string(text), `"Alpha", AT_REMOVEDIR`)
	synced, _, forgotten := strings.Cut(after, `".feedloom-manifest"`)
	if !removed || !forgotten || !strings.Contains(synced, p.output+"/News>") {
		t.Errorf("removed: %v, forgotten: %v, and in between:\n%s", removed, forgotten, synced)
	}
	p.wholeRun(t)
}

// told reports whether strace made a call fail.
func told(t *testing.T, trace string) bool {
	t.Helper()
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(text), "INJECTED")
}

// Nothing is written upon a state of the store that the disk may not have: from the
// start, and from each commit whose last sync has failed, its meta page is
// written and synced before any other page is.
func TestFaultNothingIsBuiltOnSand(t *testing.T) {
	needsStrace(t)
	p := newPlanet(t, 8)
	p.grow()
	p.wholeRun(t)
	failed := 0
	for which := range 6 {
		p.growMuch(100)
		trace := filepath.Join(t.TempDir(), "trace")
		p.injected(t, trace, "fsync,fdatasync", strconv.Itoa(which+1), filepath.Join(p.store, "feedloom.db")).status(t)
		failed += p.followSyncs(t, trace)
	}
	if failed == 0 {
		t.Error("no sync of a meta page has failed: this test shows nothing")
	}
	p.wholeRun(t)
}

var (
	pageWrite = regexp.MustCompile(`pwrite64\(.*, (\d+)\) += \d+$`)
	pageSync  = regexp.MustCompile(`f(?:data)?sync\(.*\) += (-?\d+)`)
)

// followSyncs goes through what a run did to the store's file, and returns how many
// syncs have failed of a meta page that was just written.
func (p *planet) followSyncs(t *testing.T, trace string) (failed int) {
	t.Helper()
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const page = 16 << 10        // of new stores
	sure, meta := false, false   // the newest meta page is on the disk; it was written since the last failure
	begun := map[string]string{} // by thread: the first part of a line that another has cut in two
	for lines := bufio.NewScanner(f); lines.Scan(); {
		thread, line, _ := strings.Cut(lines.Text(), " ")
		if first, cut := strings.CutSuffix(line, "<unfinished ...>"); cut {
			begun[thread] = first
			continue
		}
		if _, rest, resumed := strings.Cut(line, " resumed>"); resumed {
			line = begun[thread] + rest
		}
		if m := pageWrite.FindStringSubmatch(line); m != nil {
			at, err := strconv.ParseInt(m[1], 10, 64)
			switch {
			case err != nil:
				t.Fatal(err)
			case at < 2*page:
				sure, meta = false, true
			case !sure:
				t.Errorf("a page is written upon what the disk may not have: %s", line)
			}
		} else if m := pageSync.FindStringSubmatch(line); m != nil && !sure {
			if m[1] != "0" && meta {
				failed++
			}
			sure = m[1] == "0" && meta
			meta = sure
		}
	}
	return failed
}
