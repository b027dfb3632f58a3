package loom

import (
	"time"

	"feedloom/article"
	"feedloom/feed"
)

// report logs what a poll came to: a line for news, for the first failure of a
// row and for its end, for what the owner of config.yaml should know; the rest
// is for those who look closer.
func (s *shift) report(p polled, r Result) {
	log := s.loom.Log.With("source", p.source.Label())
	waits := !r.Held.Until.IsZero() || r.Gone
	refused := p.before.Of(p.source.Source).Hold.Lasting()
	if r.Err == nil && !waits && (refused || p.before.Failures > 0) {
		log.Info("works again", "failures", p.before.Failures)
	}
	if r.Err == nil && (r.Moved || r.Burst() || len(r.Unread) > 0) {
		log.Warn(r.Advice())
	}
	switch {
	case r.Ours && r.Read:
		log.Error("not saved", "err", r.Err)
	case r.Err != nil && p.before.Failures == 0:
		log.Warn("failed", "err", r.Err)
	case r.Err != nil:
		log.Debug("failed again", "err", r.Err, "failures", r.Failures)
	case r.Gone:
		log.Warn(r.Advice())
	case !r.Refused.IsZero() && !refused:
		log.Warn(r.Advice())
	case waits && s.tell(p.delivery):
		log.Info(r.Advice())
	case waits:
		log.Debug(r.Advice())
	case r.News() || r.Left > 0:
		log.Info("polled", "new", r.New, "edited", r.Edited, "credited_again", r.Joined, "backlog", r.Backlog, "left_out", r.Left, "took", r.Took.Round(time.Millisecond).String())
	default:
		log.Debug("polled", "read", r.Read, "took", r.Took.Round(time.Millisecond).String())
	}
}

// tell reports whether a hold is news: that of a host is told with the first of
// its sources, and those that a source is answered with in a row once.
func (s *shift) tell(d article.Delivery) bool {
	news := d.Checkpoint.Hold.Row() == 0 && !s.holds[d.Held.Host].Equal(d.Held.Until)
	s.holds[d.Held.Host] = d.Held.Until
	return news
}

// reportFiles logs what was published, if anything.
func (l *Loom) reportFiles(r feed.Report) {
	if len(r.Written)+len(r.Removed) > 0 {
		l.Log.Info("published", "written", len(r.Written), "removed", len(r.Removed))
	}
}
