package loom

import (
	"context"
	"time"
)

// Agenda begins a shift and says, for one time after the other, which source of
// the plan is taken, or how long there is none (-1).
func (l *Loom) Agenda(ctx context.Context, plan Plan) (next func(time.Time) (place int, wait time.Duration), err error) {
	s := l.newShift(plan)
	defer s.close()
	return s.next, s.begin(ctx)
}
