package schedule_test

import (
	"fmt"
	"time"

	"feedloom/article"
	"feedloom/internal/schedule"
)

// A cron expression has the times of its zone.
func ExampleSchedule_Due() {
	s, err := schedule.Parse("30 6 * * *", time.UTC)
	if err != nil {
		panic(err)
	}
	polled := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	fmt.Println(s.Due(article.Source{ID: "example.org/feed"}, article.Checkpoint{Polled: polled}, polled))
	// Output: 2026-01-02 06:30:00 +0000 UTC
}
