package fetch

import (
	"context"
	"io"

	"golang.org/x/sync/semaphore"
)

// budget bounds the bytes of all documents in memory. A body has a first share
// without knowing how long it will be, and takes the rest of MaxBody in one
// step if it outgrows that. Who waits for the rest holds a first share only, and
// all first shares together leave room for one whole body: somebody can always
// go on, so that bodies which grow together can't lock each other out.
type budget struct {
	bytes       *semaphore.Weighted
	first, most int64
}

// firstShare is enough for most feeds.
const firstShare = 1e6

func newBudget(inFlight, most int64, polls int) *budget {
	inFlight = max(inFlight, most)
	first := min(firstShare, most, (inFlight-most)/int64(polls))
	return &budget{bytes: semaphore.NewWeighted(inFlight), first: first, most: most}
}

// share is what one body holds of the budget.
type share struct {
	budget  *budget
	held    int64
	waiting *stopwatch // stands still while the share waits
}

func (b *budget) share(waiting *stopwatch) *share { return &share{budget: b, waiting: waiting} }

func (s *share) release() {
	s.budget.bytes.Release(s.held)
	s.held = 0
}

// reach waits until the share is at least n bytes, n being at most MaxBody.
func (s *share) reach(ctx context.Context, n int64) error {
	if n <= s.held {
		return nil
	}
	want := s.budget.first
	if n > want {
		want = s.budget.most
	}
	s.waiting.pause()
	defer s.waiting.resume()
	if err := s.budget.bytes.Acquire(ctx, want-s.held); err != nil {
		return err
	}
	s.held = want
	return nil
}

// readAll reads a body of at most MaxBody bytes, within the share. size is what it
// is expected to be, -1 where that is not known.
func (s *share) readAll(ctx context.Context, r io.Reader, size int64) ([]byte, error) {
	body := make([]byte, 0, max(512, min(size+1, s.budget.first)))
	for {
		if err := s.reach(ctx, min(int64(cap(body)), s.budget.most)); err != nil {
			return nil, err
		}
		n, err := r.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case int64(len(body)) > s.budget.most:
			return nil, tooLarge(s.budget.most)
		case err == io.EOF:
			return body, nil
		case err != nil:
			return nil, err
		}
		if len(body) == cap(body) {
			if err := s.reach(ctx, min(2*int64(cap(body)), s.budget.most)); err != nil {
				return nil, err
			}
			body = append(make([]byte, 0, 2*cap(body)), body...)
		}
	}
}
