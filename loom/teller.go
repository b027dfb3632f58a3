package loom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"feedloom/feed"
)

// ErrNotTold says that all is published, and that the plan's Tell could not be
// told of it. It is told with what changes later, by a later run too.
var ErrNotTold = errors.New("what was published is still to be told, and the next run tries that again")

// How long what failed to be told waits: twice as long each time.
const (
	retryTell    = time.Minute
	retryTellMax = 15 * time.Minute
)

// tell tells what was published, and is still to be told, if anything. It says
// what that was.
func (p *publisher) tell(ctx context.Context) (feed.Changes, error) {
	c, err := p.pending()
	if err != nil || c.None() {
		return feed.Changes{}, err
	}
	if err := p.plan.Tell(ctx, c); err != nil {
		return feed.Changes{}, fmt.Errorf("%w: %w", ErrNotTold, err)
	}
	return c, p.output.Told(slices.Concat(c.Written, c.Removed))
}

// pending is what is to be told.
func (p *publisher) pending() (feed.Changes, error) {
	if p.plan.Tell == nil {
		return feed.Changes{}, nil
	}
	if err := p.open(); err != nil {
		return feed.Changes{}, err
	}
	return p.output.Pending()
}

// teller tells what was published while the next is being published: one call at
// a time, and after a failure none for a while. It belongs to the goroutine that
// publishes.
type teller struct {
	publisher *publisher
	// telling are the files that are being told and have not changed since; nil
	// when nothing is under way.
	telling  map[string]bool
	ended    chan error
	failures int
	again    <-chan time.Time // nil when nothing is waited for
}

// begin tells what is to be told, if that may be done now.
func (t *teller) begin(ctx context.Context) error {
	if t.telling != nil || t.again != nil {
		return nil
	}
	c, err := t.publisher.pending()
	if err != nil || c.None() {
		return err
	}
	t.telling = map[string]bool{}
	for _, name := range slices.Concat(c.Written, c.Removed) {
		t.telling[name] = true
	}
	t.ended = make(chan error, 1)
	go func() { t.ended <- t.publisher.plan.Tell(ctx, c) }()
	return nil
}

// changed says what has changed once more since it was told.
func (t *teller) changed(r feed.Report) {
	for _, name := range slices.Concat(r.Written, r.Removed) {
		delete(t.telling, name)
	}
}

// end takes the result of what was begun, and says how long a failure waits.
func (t *teller) end(result error) (wait time.Duration, err error) {
	var names []string
	for name := range t.telling {
		names = append(names, name)
	}
	t.telling, t.ended = nil, nil
	if result == nil {
		t.failures = 0
		if result = t.publisher.open(); result == nil {
			return 0, t.publisher.output.Told(names)
		}
		return 0, result
	}
	wait = min(retryTell<<t.failures, retryTellMax)
	t.failures = min(t.failures+1, 10)
	t.again = time.After(wait)
	return wait, result
}

// awaitTold waits for what is under way, which ends soon after ctx.
func (s *shift) awaitTold() {
	if s.teller.ended != nil {
		s.told(<-s.teller.ended)
	}
}

// told logs what became of telling.
func (s *shift) told(result error) {
	failures := s.teller.failures
	wait, err := s.teller.end(result)
	switch {
	case stopped(result):
	case result != nil:
		s.loom.Log.Error("told nobody what was published", "err", err, "again_within", wait.String())
	case err != nil:
		s.loom.logError("note what was told", err)
	case failures > 0:
		s.loom.Log.Info("told what was published", "failures", failures)
	default:
		s.loom.Log.Debug("told what was published")
	}
}
