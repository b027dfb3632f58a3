package rule

import "strings"

// Nearest is the known name that somebody may have meant who wrote another
// one: that with the fewest letters to add, remove, change or swap with a
// neighbour, if they are no more than a third of the name and one. Case does
// not count.
func Nearest(name string, known []string) (near string, ok bool) {
	best := len(name)/3 + 2
	for _, k := range known {
		if len(k) >= len(name)+best || len(name) >= len(k)+best {
			continue
		}
		if d := distance(strings.ToLower(name), strings.ToLower(k)); d < best {
			best, near = d, k
		}
	}
	return near, near != ""
}

// distance is the optimal string alignment distance of two names.
func distance(a, b string) int {
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
