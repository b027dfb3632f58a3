package dates_test

import (
	"fmt"

	"feedloom/internal/dates"
)

// A date that can be two days is none.
func ExampleParse() {
	for _, text := range []string{"Thu, 4 March 2021 15:04 +0100", "4 mars 2021", "13/04/2021", "03/04/2021"} {
		fmt.Println(dates.Parse(text))
	}
	// Output:
	// 2021-03-04 14:04:00 +0000 UTC true
	// 2021-03-04 00:00:00 +0000 UTC true
	// 2021-04-13 00:00:00 +0000 UTC true
	// 0001-01-01 00:00:00 +0000 UTC false
}
