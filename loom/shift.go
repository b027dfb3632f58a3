package loom

import (
	"context"
	"errors"
	"sync"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
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
	loom      *Loom
	plan      Plan
	publisher publisher
	teller    teller
	polls     chan polled   // from the scheduler's polls to the writer
	news      chan struct{} // from the writer to the publisher
	wake      chan struct{} // from the writer to the scheduler
	past      chan struct{} // from the writer to the publisher: what came may be too old to keep

	mu          sync.Mutex
	agenda      agenda
	looked      time.Time            // when it was last looked at, by the wall clock
	checkpoints []article.Checkpoint // of the plan's sources, in their order
	places      map[string]int       // of the sources in the plan, by id
	holds       map[string]time.Time // the ends of the hosts' holds that were logged
}

func (l *Loom) newShift(plan Plan) *shift {
	s := &shift{
		loom: l, plan: plan,
		publisher:   publisher{store: l.Store, plan: plan},
		polls:       make(chan polled),
		news:        make(chan struct{}, 1),
		wake:        make(chan struct{}, 1),
		past:        make(chan struct{}, 1),
		checkpoints: make([]article.Checkpoint, len(plan.Sources)),
		places:      make(map[string]int, len(plan.Sources)),
		holds:       map[string]time.Time{},
	}
	s.teller.publisher = &s.publisher
	return s
}

// begin puts the sources on the agenda and publishes what is stale. After an
// error the shift can work all the same: a source whose checkpoint could not
// be read is due at once, and what is stale is published later.
func (s *shift) begin(ctx context.Context) error {
	known, reading := s.loom.Store.Checkpoints()
	now := time.Now()
	holdAll(s.plan.Poller, known)
	for i, src := range s.plan.Sources {
		s.places[src.ID] = i
		s.checkpoints[i] = known[src.ID]
		s.await(i, now, article.Hold{})
	}
	report, publishing := s.publisher.publish(ctx)
	s.loom.reportFiles(report)
	if stopped(publishing) {
		publishing = nil
	}
	err := errors.Join(reading, publishing)
	if err != nil {
		s.loom.logError("begin", err)
		signal(s.news) // to try it again
	}
	return err
}

// await puts a source on the agenda, save one that is gone: for when it is due,
// and after the hold that it met, which need not be its own. After a hold it is
// never due at once, or a poller that saw it otherwise would be asked on and on.
func (s *shift) await(place int, now time.Time, met article.Hold) {
	src := s.plan.Sources[place]
	due := src.Schedule.Due(src.Source, s.checkpoints[place], now)
	if due.IsZero() {
		return
	}
	if !met.Until.IsZero() {
		due = latest(due, schedule.AfterHold(src.ID, latest(met.Until, now)))
	}
	s.agenda.add(place, due)
}

// retry puts a source on the agenda that this machine could not poll or save: for
// its next turn, or for when it would be tried again if it had failed.
func (s *shift) retry(place int, now time.Time) {
	src, cp := s.plan.Sources[place], s.checkpoints[place]
	turn := src.Schedule.Due(src.Source, cp, now)
	cp.Failures = max(cp.Failures, 1)
	again := src.Schedule.Due(src.Source, cp, now)
	if again.After(turn) {
		again = turn
	}
	s.agenda.add(place, again)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (s *shift) close() {
	if err := s.publisher.close(); err != nil {
		s.loom.logError("close the output folder", err)
	}
}

// work goes on until ctx ends, and ends when all that had come in is saved.
func (s *shift) work(ctx context.Context) {
	var hands sync.WaitGroup
	defer hands.Wait()
	hands.Go(func() { s.schedule(ctx) })
	hands.Go(func() { s.publish(ctx) })
	hands.Go(func() { s.loom.keepBackups(ctx, s.plan.Backups) })

	tick := time.NewTicker(saveQuietEvery)
	defer tick.Stop()
	w := writer{
		store:  s.loom.Store,
		router: s.plan.router(),
		done:   s.finished,
		failed: func(err error) { s.loom.logError("save", err) },
	}
	w.drain(lingering(ctx), s.polls, tick.C)
}

// schedule polls each source when it is due. It closes polls when ctx has
// ended and so have all that were under way.
func (s *shift) schedule(ctx context.Context) {
	defer close(s.polls)
	var polls sync.WaitGroup
	defer polls.Wait()
	lanes := make(chan struct{}, maxLanes)
	each := s.loom.newPolls(s.plan)
	for ctx.Err() == nil {
		place, wait := s.next(time.Now())
		if place < 0 {
			s.sleep(ctx, wait)
			continue
		}
		lanes <- struct{}{}
		polls.Go(func() {
			s.polls <- each.poll(ctx, s.plan.Sources[place], s.checkpoint(place))
			<-lanes
		})
	}
}

// next takes the first source that is due. When the clock was set back since the
// last look, all are looked at anew: what they wait for may be far away now.
func (s *shift) next(now time.Time) (place int, wait time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	wall := now.Round(0) // as time goes by, nothing is ever set back
	if wall.Before(s.looked) {
		waiting := s.agenda
		s.agenda = nil
		for _, e := range waiting {
			s.await(e.source, now, s.plan.Poller.Held(s.plan.Sources[e.source].Source, s.checkpoints[e.source]))
		}
	}
	s.looked = wall
	return s.agenda.next(now)
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
	s.report(p, r)
	cp := p.delivery.Checkpoint
	if r.Ours { // ask for all of it again
		cp = s.checkpoints[place]
		cp.Polled = time.Now()
	} else if r.New+r.Edited > 0 {
		cp.News = p.delivery.At // as the store has it
	}
	s.checkpoints[place] = cp
	if r.Ours {
		s.retry(place, time.Now())
	} else {
		s.await(place, time.Now(), p.delivery.Held)
	}
	s.mu.Unlock()
	signal(s.wake)
	if r.New > 0 && (p.before.News.IsZero() || r.Backlog > 0) {
		signal(s.past)
	}
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
// where it failed. It prunes now and then, and before it publishes the past of a
// source, which nobody should see for an hour. What was published is told beside
// that.
func (s *shift) publish(ctx context.Context) {
	prune := time.NewTimer(0)
	defer prune.Stop()
	defer s.awaitTold()
	var retry <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-prune.C:
			s.prune(ctx)
			prune.Reset(pruneEvery)
		case <-s.news:
			select {
			case <-time.After(gatherNews):
			case <-ctx.Done():
				return
			}
		case <-retry:
		case result := <-s.teller.ended:
			s.told(result)
		case <-s.teller.again:
			s.teller.again = nil
		}
		retry = nil
		select {
		case <-s.past:
			s.prune(ctx)
		default:
		}
		report, err := s.publisher.publish(ctx)
		if err != nil && !stopped(err) {
			s.loom.logError("publish", err, "again_within", retryPublish.String())
			retry = time.After(retryPublish)
		}
		s.loom.reportFiles(report)
		s.teller.changed(report)
		if untold := s.teller.begin(ctx); untold != nil && err == nil {
			s.loom.logError("look for what is to be told", untold)
		}
	}
}

func (s *shift) prune(ctx context.Context) {
	if _, err := s.loom.prune(ctx, s.plan); err != nil && !stopped(err) {
		s.loom.logError("prune", err)
	}
}
