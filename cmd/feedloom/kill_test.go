//go:build !windows

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	shortRounds = 25
	manyRounds  = 100 // of which some must end between saving and the end of publishing
	wholeEvery  = 5   // rounds between two runs that nobody kills
	daemonEvery = 4   // rounds, of which one kills `run` and the others `once`
)

// Whenever feedloom is killed, no article is lost or doubled, no checkpoint is
// ahead of its articles, and nobody ever reads a file that is not whole.
//
// Each round lets the origin grow and kills `once` or `run` at a random moment.
// In long form, and with the moments of an earlier run:
//
//	FEEDLOOM_KILLS=1000 FEEDLOOM_SEED=7 go test ./cmd/feedloom -run TestKills -v -timeout 2h
func TestKills(t *testing.T) {
	rounds, seed := number(t, "FEEDLOOM_KILLS", shortRounds), number(t, "FEEDLOOM_SEED", int(time.Now().UnixNano()))
	t.Logf("FEEDLOOM_KILLS=%d FEEDLOOM_SEED=%d", rounds, seed)
	k := killing{planet: newPlanet(t, seed), usual: time.Second}
	k.grow()
	k.wholeRun(t)
	stop := watch(t, k.output)
	for round := range rounds {
		k.grow()
		k.round(t, round)
		if round%wholeEvery == wholeEvery-1 || round == rounds-1 {
			k.wholeRun(t)
		}
		if t.Failed() {
			break
		}
	}
	w := stop()
	for _, wrong := range w.wrong[:min(10, len(w.wrong))] {
		t.Errorf("malformed: %s", wrong)
	}
	t.Logf("%+v, a run takes %v", k.tally, k.usual)
	t.Logf("%d articles kept, %d items listed: %d lost, %d doubled, %d ahead; %d reads of %d files: %d malformed",
		k.kept.articles, k.listed(), k.account.lost, k.account.doubled, k.account.ahead, w.reads, len(w.known), len(w.wrong))
	if w.reads == 0 || k.tally.kills == 0 || rounds >= manyRounds && k.tally.unpublished == 0 {
		t.Error("nothing was read, or no kill landed where it could hurt: this test shows nothing")
	}
}

func number(t *testing.T, name string, otherwise int) int {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// killing is a planet that is killed again and again.
type killing struct {
	*planet
	tally tally
	usual time.Duration // that a run takes, as the last ones did
}

// tally counts where the kills landed, as what they left behind tells.
type tally struct {
	rounds, kills int

	early       int // nothing was saved
	unpublished int // articles were saved, and not all of their feeds written
	late        int // all was done
	writing     int // of all kills: a file was half written
}

// round kills a run at a random moment and looks at what it left.
func (k *killing) round(t *testing.T, round int) {
	t.Helper()
	args, usual := []string{"once", "--all"}, k.usual
	if round%daemonEvery == daemonEvery-1 {
		args, usual = []string{"run"}, k.usual+time.Second // which news are gathered for
	}
	wait := k.somewhen(usual * 5 / 4)
	if k.random.IntN(2) == 0 {
		wait = k.afterWrite(1+k.random.IntN(5), time.Duration(k.random.Int64N(int64(5*time.Millisecond))))
	}
	c := start(t, k.dir, args...)
	over := make(chan struct{})
	go func() {
		wait(over)
		c.Process.Kill() // one that has ended is not there any more
	}()
	status := c.status(t)
	close(over)
	if status > exitDone {
		t.Fatalf("feedloom %v: exit status %d\n%s", args, status, c.said(t))
	}
	k.tally.rounds++
	half := halfWritten(k.output)
	before := k.look(t, false)
	if status == exitDone {
		return // it was faster
	}
	k.tally.kills++
	k.tally.writing += min(half, 1)
	switch {
	case cmp.Equal(before.checkpoints, k.kept.checkpoints):
		k.tally.early++
	case k.kept.stale > 0:
		k.tally.unpublished++
	default:
		k.tally.late++
	}
}

// somewhen waits for a random part of a time, until over is closed at the longest.
func (k *killing) somewhen(most time.Duration) (wait func(over <-chan struct{})) {
	chosen := time.Duration(k.random.Int64N(int64(most)))
	return func(over <-chan struct{}) {
		select {
		case <-time.After(chosen):
		case <-over:
		}
	}
}

// afterWrite waits until the store's file was seen to change n times and a moment
// longer: a commit takes a few milliseconds of a run, which chance would seldom hit.
func (k *killing) afterWrite(n int, longer time.Duration) (wait func(over <-chan struct{})) {
	changed := func() time.Time {
		info, err := os.Stat(filepath.Join(k.store, "feedloom.db"))
		if err != nil {
			return time.Time{}
		}
		return info.ModTime()
	}
	last := changed()
	return func(over <-chan struct{}) {
		for n > 0 {
			select {
			case <-time.After(100 * time.Microsecond):
			case <-over:
				return
			}
			if now := changed(); !now.Equal(last) {
				last = now
				n--
			}
		}
		select {
		case <-time.After(longer):
		case <-over:
		}
	}
}

// wholeRun is the planet's, timed.
func (k *killing) wholeRun(t *testing.T) {
	t.Helper()
	begun := time.Now()
	weave(t, k.dir, "once", "--all")
	k.usual = (3*k.usual + time.Since(begun)) / 4
	k.checkWhole(t)
}
