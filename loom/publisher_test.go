package loom_test

import (
	"testing"

	"feedloom/loom"
)

// Publish makes the files fit the plan, and polls nothing. What it has written
// it does not write again.
func TestPublishPollsNothing(t *testing.T) {
	r := newRoom(t)
	r.web.add("a.example", "News")
	if _, err := r.once(t.Context(), loom.Once{}, "a.example"); err != nil {
		t.Fatal(err)
	}
	plan := r.plan("a.example", "b.example")
	report, err := r.Publish(t.Context(), plan)
	if err != nil || len(report.Written) == 0 || !r.published("b.example/rss.xml", "<channel>") {
		t.Errorf("%+v, %v", report, err)
	}
	if polls := r.web.count("a.example") + r.web.count("b.example"); polls != 1 {
		t.Errorf("%d polls", polls)
	}
	if report, err = r.Publish(t.Context(), plan); err != nil || len(report.Written)+len(report.Removed) > 0 {
		t.Errorf("again: %+v, %v", report, err)
	}
}
