package loom

import (
	"container/heap"
	"time"
)

// entry is a source on the agenda.
type entry struct {
	due    time.Time
	source int // its place in the plan
}

// agenda has the sources that are waiting, the one that is due first on top.
type agenda []entry

func (a agenda) Len() int           { return len(a) }
func (a agenda) Less(i, j int) bool { return a[i].due.Before(a[j].due) }
func (a agenda) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)        { *a = append(*a, x.(entry)) }

func (a *agenda) Pop() any {
	old := *a
	last := old[len(old)-1]
	*a = old[:len(old)-1]
	return last
}

// add puts a source on the agenda.
func (a *agenda) add(source int, due time.Time) { heap.Push(a, entry{due, source}) }

// next takes the first source that is due. Where none is, wait says how long
// until one will be, at most maxSleep.
func (a *agenda) next(now time.Time) (source int, wait time.Duration) {
	if len(*a) == 0 {
		return -1, maxSleep
	}
	if first := (*a)[0]; first.due.After(now) {
		return -1, min(first.due.Sub(now), maxSleep)
	}
	return heap.Pop(a).(entry).source, 0
}

// maxSleep bounds how long the agenda sleeps, so that a clock that was set, or
// a machine that slept, is noticed.
const maxSleep = time.Minute
