package loom

import (
	"context"
)

// Run polls each source on its schedule, and publishes what changes, until ctx
// ends. A plan from reload takes the place of the one before; Run closes them
// all. Only a start that fails is an error: later troubles are logged, and what
// they left undone is done when they are over.
func (l *Loom) Run(ctx context.Context, plan Plan, reload <-chan Plan) error {
	for first := true; ; first = false {
		next, err := l.turn(ctx, plan, reload, first)
		if closing := plan.Close(); closing != nil {
			l.Log.Error("close", "err", closing)
		}
		if next == nil {
			return err
		}
		plan = *next
	}
}

// turn runs one plan until ctx ends or the next plan is there.
func (l *Loom) turn(ctx context.Context, plan Plan, reload <-chan Plan, first bool) (*Plan, error) {
	if err := l.beginTurn(ctx, plan, first); err != nil {
		return nil, err
	}
	s, err := l.newShift(plan)
	if err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	var next *Plan
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case p := <-reload:
			next = &p
			end()
		case <-ctx.Done():
		}
	}()
	s.work(ctx)
	<-watched
	return next, nil
}

// beginTurn fits the store to a plan and publishes what is stale. At the first
// start a trouble is the end; later it is logged, and tried again.
func (l *Loom) beginTurn(ctx context.Context, plan Plan, first bool) error {
	err := l.begin(plan)
	if err == nil {
		_, err = l.publish(ctx, plan)
	}
	switch {
	case err == nil || stopped(err):
		return nil
	case first:
		return err
	}
	l.Log.Error("begin with the new config", "err", err)
	return nil
}
