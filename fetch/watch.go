package fetch

import (
	"context"
	"errors"
	"time"
)

// stopwatch ends a context after a time from which waiting is taken off: that
// others are busy is no fault of the source.
type stopwatch struct {
	limit, left time.Duration
	key         string // of config.yaml, that says the limit
	since       time.Time
	timer       *time.Timer
	cancel      context.CancelCauseFunc
}

func startWatch(ctx context.Context, limit time.Duration, key string) (context.Context, *stopwatch) {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &stopwatch{limit: limit, left: limit, key: key, cancel: cancel}
	w.resume()
	return ctx, w
}

func (w *stopwatch) resume() {
	w.since = time.Now()
	w.timer = time.AfterFunc(w.left, func() {
		w.cancel(fail(KindTimeout, nil, "took longer than %v (%s)", w.limit, w.key))
	})
}

func (w *stopwatch) pause() {
	w.timer.Stop()
	w.left = max(0, w.left-time.Since(w.since))
}

func (w *stopwatch) stop() {
	w.timer.Stop()
	w.cancel(context.Canceled)
}

// timedOut is the error, or that the time was up where that was its cause. What
// a server has said by then it has said.
func timedOut(ctx context.Context, err error) error {
	var f *Failure
	said := errors.As(err, new(heldError)) || errors.Is(err, errGone)
	if err != nil && !said && errors.As(context.Cause(ctx), &f) {
		return f
	}
	return err
}
