package schedule

import (
	"strconv"
	"time"
)

// The bounds of the wait after a failure.
const (
	minRetry = 5 * time.Minute
	maxFirst = time.Hour
	maxRetry = 24 * time.Hour
)

// retry is how long a source waits that has failed so many times in a row, two
// polls of which usually lie that far apart.
//
// Most failures are over soon, so the first retry comes after the usual time,
// and after an hour where that is longer: a source that is polled once a day is
// tried again on the same day. But nobody in trouble is asked again within five
// minutes. Each further failure doubles the wait, up to a day, or to the usual
// time where that is longer: a source that is down is in the end not asked
// more often than one that answers.
//
// Up to a quarter is added, from the source's id and the number of failures, so
// that the sources of a host that was down do not all come back together.
func retry(id string, apart time.Duration, failures int) time.Duration {
	most := max(apart, maxRetry)
	wait := min(max(apart, minRetry), maxFirst)
	for ; failures > 1 && wait < most; failures-- {
		wait += min(wait, most-wait)
	}
	wait = min(wait, most-most/5) // with its quarter it is no more than most
	return wait + upTo(wait/4, id, strconv.Itoa(failures))
}
