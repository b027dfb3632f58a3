package loom

import (
	"context"
	"sync"
	"time"

	"feedloom/article"
)

// The pace of what is done beside polling.
const (
	saveQuietEvery = 30 * time.Second // the checkpoints of polls that brought nothing
	gatherNews     = time.Second      // news that comes together is published together
	retryPublish   = time.Minute
	pruneEvery     = time.Hour
)

// shift is the work on one plan: a scheduler that polls what is due, a writer
// that saves what comes, a publisher that writes what changed.
type shift struct {
	loom  *Loom
	plan  Plan
	polls chan polled   // from the scheduler's polls to the writer
	news  chan struct{} // from the writer to the publisher
	wake  chan struct{} // from the writer to the scheduler

	mu          sync.Mutex
	agenda      agenda
	checkpoints []article.Checkpoint // of the plan's sources, in their order
	places      map[string]int       // of the sources in the plan, by id
}

func (l *Loom) newShift(plan Plan) (*shift, error) {
	checkpoints, err := l.Store.Checkpoints()
	if err != nil {
		return nil, err
	}
	s := &shift{
		loom: l, plan: plan,
		polls:       make(chan polled),
		news:        make(chan struct{}, 1),
		wake:        make(chan struct{}, 1),
		checkpoints: make([]article.Checkpoint, len(plan.Sources)),
		places:      make(map[string]int, len(plan.Sources)),
	}
	now := time.Now()
	for i, src := range plan.Sources {
		s.places[src.ID] = i
		s.checkpoints[i] = checkpoints[src.ID]
		s.agenda.add(i, src.Schedule.Due(src.ID, checkpoints[src.ID], now))
	}
	return s, nil
}

// work goes on until ctx ends, and ends when all that had come in is saved.
func (s *shift) work(ctx context.Context) {
	var hands sync.WaitGroup
	defer hands.Wait()
	hands.Go(func() { s.schedule(ctx) })
	hands.Go(func() { s.publish(ctx) })

	tick := time.NewTicker(saveQuietEvery)
	defer tick.Stop()
	w := writer{
		store:  s.loom.Store,
		router: s.plan.Feeds,
		done:   s.finished,
		failed: func(err error) { s.loom.Log.Error("save", "err", err) },
	}
	w.drain(context.WithoutCancel(ctx), s.polls, tick.C)
}

// schedule polls each source when it is due. It closes polls when ctx has
// ended and so have all that were under way.
func (s *shift) schedule(ctx context.Context) {
	defer close(s.polls)
	var polls sync.WaitGroup
	defer polls.Wait()
	lanes := make(chan struct{}, maxLanes)
	for ctx.Err() == nil {
		place, wait := s.next()
		if place < 0 {
			s.sleep(ctx, wait)
			continue
		}
		lanes <- struct{}{}
		polls.Go(func() {
			s.polls <- s.loom.poll(ctx, s.plan.Poller, s.plan.Sources[place], s.checkpoint(place))
			<-lanes
		})
	}
}

func (s *shift) next() (place int, wait time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.agenda.next(time.Now())
}

func (s *shift) checkpoint(place int) article.Checkpoint {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.checkpoints[place]
}

// sleep waits, until something new is on the agenda at the longest.
func (s *shift) sleep(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-s.wake:
	case <-ctx.Done():
	}
}

// finished puts a source back on the agenda after its poll is saved.
func (s *shift) finished(p polled, r Result) {
	place := s.places[p.source.ID]
	s.mu.Lock()
	s.loom.report(p, r, s.checkpoints[place].Failures)
	cp := p.delivery.Checkpoint
	if r.Err != nil && p.err == nil { // it came, and could not be saved: ask for it again
		cp = s.checkpoints[place]
		cp.Polled = time.Now()
	}
	s.checkpoints[place] = cp
	s.agenda.add(place, p.source.Schedule.Due(p.source.ID, cp, time.Now()))
	s.mu.Unlock()
	signal(s.wake)
	if r.Read {
		signal(s.news)
	}
}

// signal wakes whoever listens, without waiting for it.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// publish writes the feeds that are stale after news, and again after a while
// where it failed; and prunes now and then.
func (s *shift) publish(ctx context.Context) {
	prune := time.NewTimer(0)
	defer prune.Stop()
	var retry <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-prune.C:
			if err := s.loom.prune(ctx, s.plan); err != nil && !stopped(err) {
				s.loom.Log.Error("prune", "err", err)
			}
			prune.Reset(pruneEvery)
		case <-s.news:
			select {
			case <-time.After(gatherNews):
			case <-ctx.Done():
				return
			}
		case <-retry:
		}
		retry = nil
		report, err := s.loom.publish(ctx, s.plan)
		if err != nil && !stopped(err) {
			s.loom.Log.Error("publish", "err", err, "again_in", retryPublish.String())
			retry = time.After(retryPublish)
		}
		if n := len(report.Written) + len(report.Removed); n > 0 {
			s.loom.Log.Info("published", "written", len(report.Written), "removed", len(report.Removed))
		}
	}
}

// report logs what a poll came to: a line for news, for the first failure of a
// row and for its end; the rest is for those who look closer.
func (l *Loom) report(p polled, r Result, failedBefore int) {
	log := l.Log.With("source", p.source.Label())
	if r.Err == nil && failedBefore > 0 {
		log.Info("works again", "failures", failedBefore)
	}
	switch {
	case r.Err != nil && p.err == nil:
		log.Error("not saved", "err", r.Err)
	case r.Err != nil && failedBefore == 0:
		log.Warn("failed", "err", r.Err)
	case r.Err != nil:
		log.Debug("failed again", "err", r.Err, "failures", r.Failures)
	case r.News() || r.Left > 0:
		log.Info("polled", "new", r.New, "edited", r.Edited, "joined", r.Joined, "left", r.Left, "took", r.Took.Round(time.Millisecond).String())
	default:
		log.Debug("polled", "read", r.Read, "took", r.Took.Round(time.Millisecond).String())
	}
}
