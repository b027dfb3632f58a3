package loom

import (
	"context"
)

// Run polls each source on its schedule, and publishes what changes, until ctx
// ends. A plan from reload takes the place of the one before. Only a start that
// fails is an error: later troubles are logged, and what they left undone is
// done when they are over.
func (l *Loom) Run(ctx context.Context, plan Plan, reload <-chan Plan) error {
	for first := true; ; first = false {
		next, err := l.turn(ctx, plan, reload, first)
		if next == nil {
			return err
		}
		plan = *next
	}
}

// turn runs one plan until ctx ends or the next plan is there. At the first
// start a trouble is the end.
func (l *Loom) turn(ctx context.Context, plan Plan, reload <-chan Plan, first bool) (*Plan, error) {
	defer plan.Poller.Close()
	s := l.newShift(plan)
	defer s.close()
	if err := s.begin(ctx); err != nil && first {
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
