package article

import "time"

// Showing says how much of what it holds a feed shows.
type Showing interface {
	// Limit is of the newest by arrival.
	Limit(path Category) int
	// MaxAge counts from an article's arrival; 0 is no bound.
	MaxAge(path Category) time.Duration
}

// Expiry is when an article that arrived then gets older than age, and Expired
// whether it is. Arrivals are of whole seconds.
func Expiry(arrival time.Time, age time.Duration) time.Time {
	return arrival.Truncate(time.Second).Add(age)
}

// Expired reports whether the Expiry is over.
func Expired(arrival time.Time, age time.Duration, now time.Time) bool {
	return !Expiry(arrival, age).After(now)
}
