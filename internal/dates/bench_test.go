package dates_test

import (
	"testing"

	"feedloom/internal/dates"
)

// The first two are most of what feeds send, and allocate nothing.
func BenchmarkParse(b *testing.B) {
	for _, text := range []string{
		"2021-03-04T15:04:05+01:00", "Thu, 04 Mar 2021 15:04:05 GMT", "Thu, 4 March 2021 15:04 EST", "jeudi 4 février 2021 à 15h04",
	} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				dates.Parse(text)
			}
		})
	}
}
